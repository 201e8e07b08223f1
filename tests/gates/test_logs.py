"""A failure leaves a trace on the server that leads to the code and says nothing about anybody."""

import json
import logging
import re

from django.test import Client

from piaojue.config.logs import AsJson, WithoutWords, logging_of
from piaojue.journey import pages_home

SOMEBODY = "王大妈 13900000000"


def test_a_broken_page_is_told_without_words(monkeypatch, caplog, db):
    def fails(*_, **__):
        raise ValueError(SOMEBODY)

    monkeypatch.setattr(pages_home, "render", fails)
    with caplog.at_level(logging.ERROR, logger="django.request"):
        answer = Client(raise_request_exception=False).get("/?name=王大妈")
    assert answer.status_code == 500 and "没有保存" in answer.content.decode()
    number = re.search(r"编号 ([0-9A-F]{6})", answer.content.decode()).group(1)
    line = WithoutWords().format(next(record for record in caplog.records if record.exc_info))
    assert line.startswith(f"ERROR {number} GET /: ValueError") and "test_logs.py" in line
    assert "王大妈" not in line and "139" not in line
    said = json.loads(AsJson().format(next(record for record in caplog.records if record.exc_info)))
    assert (said["failure"], said["route"], said["kind"]) == (number, "/", "ValueError") and "王大妈" not in str(said)


def test_failures_reach_the_servers_output():
    for production in (True, False):
        logging = logging_of(production)
        assert (
            logging["loggers"]["django"]["handlers"] == ["server"] and logging["handlers"]["server"]["level"] == "ERROR"
        )
        own = logging["loggers"]["piaojue"]["handlers"]  # else Python's last resort writes what an exception quotes
        assert [logging["handlers"][one]["formatter"] for one in own] == ["server"]
