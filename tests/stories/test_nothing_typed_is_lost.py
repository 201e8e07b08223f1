"""Sessions end, pages stand open overnight, databases are locked: what somebody has written comes back, and to nobody else."""

import html
import io
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cache import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from PIL import Image

from piaojue.commons import second_tap
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.tests import make as delivering
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.supervise.models import Finding
from tests import cast as the_cast

AT = "/150102/2026/suggest/"
STORY = "六楼老人下不来，\n冬天更不敢出门。"
HERE, ELSEWHERE = {"origin": "http://testserver"}, {"origin": "http://elsewhere.example"}


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def hidden(page: str, action: str) -> dict[str, str]:
    """What a form on the page would send by itself."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.S) if f'action="{action}"' in one)
    return {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    }


def carried(page: str) -> dict[str, str]:
    """What the page's form brings along unseen."""
    return dict(re.findall(r'name="(_tap|_who|csrfmiddlewaretoken)" value="([^"]*)"', page[page.index("data-keep") :]))


def filled(browser, cast) -> dict[str, str]:
    """The form of a suggestion as it was opened, with words in it."""
    return carried(browser.get(AT).content.decode()) | {
        "title": "给东街社区加装电梯",
        "content": STORY,
        "spot": cast.community.pk,
    }


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return SimpleUploadedFile("楼道.png", out.getvalue(), "image/png")


def test_a_session_that_ended_in_the_middle_of_a_form_loses_nothing(cast, as_):
    """A deputy writes down what is wrong at a site; the session has ended meanwhile."""
    browser, project = as_(cast.deputy_dong), delivering.project(cast)
    at = project.year.page("new_finding")
    seen = {"project": project.pk, "text": STORY, "aspect": "quality", "severity": "minor", "photos": photo()}
    form = carried(browser.get(at).content.decode()) | seen
    SessionStore(browser.cookies[settings.SESSION_COOKIE_NAME].value).delete()
    sent = browser.post(at, form)
    assert sent["Location"] == "/enter/?next=%2Fenter%2Fkept%2F&why=kept" and not Finding.objects.exists()
    assert second_tap.COOKIE not in sent.cookies  # the browser keeps its draft
    assert "登录已过期，您写的内容还在" in (entrance := browser.get(sent["Location"]).content.decode())
    assert "/enter/staff/?next=/enter/kept/" in entrance
    assert as_(cast.resident_zhao).get("/enter/kept/")["Location"] == "/today/"
    again = as_(cast.deputy_dong)
    page = again.get("/enter/kept/").content.decode()
    assert "冬天更不敢出门" in page and "楼道.png" in page
    answer = again.post(at, hidden(page, at))
    finding = Finding.objects.get()
    assert answer.status_code == 302 and finding.text == STORY
    assert finding.photos.count() == 1 and answer.cookies[second_tap.COOKIE].value == form["_tap"]
    assert again.get("/enter/kept/")["Location"] == "/today/"


def test_a_page_that_needs_a_sign_in_says_so_and_an_ended_session_is_called_by_its_name(cast, as_):
    assert as_(None).get("/people/")["Location"] == "/enter/?next=%2Fpeople%2F"
    browser = as_(cast.clerk_li)
    SessionStore(browser.cookies[settings.SESSION_COOKIE_NAME].value).delete()
    assert browser.get("/people/")["Location"].endswith("&why=expired")
    at = f"/people/{cast.department_chen.pk}/end/"
    back = browser.post(at, {"_who": "forged:x"}, headers={"referer": "http://testserver/people/?q=陈"})
    assert back["Location"].startswith("/enter/?next=http%3A%2F%2Ftestserver%2Fpeople%2F")


def test_a_page_that_was_open_overnight_is_sent_once_more(cast, year, as_):
    signed_in = as_(cast.resident_wang)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in.cookies
    form = filled(browser, cast) | {"csrfmiddlewaretoken": "x" * 64}
    refused = browser.post(AT, form, headers=HERE)
    page = refused.content.decode()
    assert refused.status_code == 403 and "您写的内容还在" in page and "冬天更不敢出门" in page
    for other in (
        browser.post(AT, form, headers=ELSEWHERE),
        browser.post(AT, form | {"_who": filled(as_(cast.resident_zhao), cast)["_who"]}, headers=HERE),
    ):
        assert other.status_code == 403 and "冬天更不敢出门" not in other.content.decode()
    again = hidden(page, AT) | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    assert browser.post(AT, again, headers=HERE).status_code == 302
    assert Suggestion.objects.get().content == STORY
    login = browser.post("/account/login/", {"login": "wang", "password": "Mima-2026-mima"}, headers=HERE)
    assert login.status_code == 403 and "Mima-2026-mima" not in login.content.decode()


@pytest.mark.django_db(transaction=True)
def test_taps_while_the_database_is_locked_act_once(cast, year, as_, monkeypatch):
    browsers = [as_(cast.resident_wang) for _tap in range(2)]
    form = filled(browsers[0], cast)

    def tap(browser):
        try:
            return browser.post(AT, form)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as hands:
        first, second = hands.map(tap, browsers)
    assert first["Location"] == second["Location"] and Suggestion.objects.count() == 1
    if connection.vendor != "sqlite":
        return
    monkeypatch.setattr(second_tap, "WAIT_SECONDS", 0.2)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    form = filled(browsers[0], cast) | {"title": "修补东街坑洼的路面", "content": "下雨天积水，推轮椅过不去。"}
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    taps = [browsers[0].post(AT, form) for _tap in range(2)]
    with monkeypatch.context() as noted:  # the lock came after the tap was noted
        noted.setattr(second_tap, "_goal_of_first", lambda key: "")
        taps.append(browsers[0].post(AT, form))
    writer.execute("ROLLBACK")
    writer.close()
    page = taps[-1].content.decode()
    assert [one.status_code for one in taps] == [503] * 3 and "系统正忙" in page and "推轮椅过不去" in page
    assert Suggestion.objects.count() == 1
    again = hidden(page, AT)
    assert len({browsers[0].post(AT, again)["Location"] for _tap in range(2)}) == 1
    assert Suggestion.objects.count() == 2
