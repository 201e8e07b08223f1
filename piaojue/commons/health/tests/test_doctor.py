"""The doctor names what is missing and how it is mended; machines ask whether the site lives."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from piaojue.commons.health import checks, pages
from piaojue.commons.jobs import pulse
from piaojue.commons.jobs.models import Job, JobState, Pulse
from piaojue.commons.notify.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def found() -> dict[str, checks.Check]:
    return {row.name: row for row in checks.all_checks()}


def test_what_is_missing_is_named_with_its_remedy(settings, cast, as_, tmp_path, monkeypatch):
    settings.VAR, settings.SMS_GATEWAY, settings.BACKUP_KEY = tmp_path, "piaojue.commons.sms.Missing", ""
    settings.PRODUCTION, settings.SITE_URL = True, "http://vote.example"
    Message.objects.create(way="sms", to="1", text="x", due_at=timezone.now() - timedelta(hours=1))
    rows = found()
    bad = {name for name, row in rows.items() if row.state == checks.BAD}
    assert {"短信", "外发消息", "后台工人", "备份密钥", "TLS", "SECRET_KEY"} <= bad
    assert all(row.remedy for row in rows.values() if row.state != checks.FINE)
    page = as_(cast.admin_shi).get("/health/").content.decode()
    assert "SMS_GATEWAY" in page and page.index("短信") < page.index("数据库结构")
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=StringIO())
    job = Job.objects.create(
        kind="long", place=cast.xincheng, seat=cast.clerk_li, state=JobState.RUNNING, beat_at=timezone.now()
    )
    assert found()["后台工人"].state == checks.FINE  # nobody looks for more while a long job is done
    job.delete()
    pulse.beat("worker:here:1")
    pulse.beat("backup", fine=False, note="OSError")
    Pulse.objects.create(name="drill", at=timezone.now() - timedelta(days=3))
    rows = found()
    assert rows["后台工人"].state == checks.FINE
    assert "没有成功" in rows["备份"].says and rows["恢复演练"].state == checks.BAD

    def broken():
        raise RuntimeError

    monkeypatch.setattr(checks, "CHECKS", [broken])
    assert found()["broken"].state == checks.BAD


def test_machines_ask_whether_the_site_lives(client, monkeypatch, settings):
    for method in (client.get, client.head):
        assert method("/healthz").status_code == 200
    assert b"piaojue_workers 0.0" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="10.0.0.9").status_code == 404
    settings.METRICS_TOKEN = "t"
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", HTTP_AUTHORIZATION="Bearer t").status_code == 200

    class Away:
        def cursor(self):
            raise OperationalError

    monkeypatch.setattr(pages, "connection", Away())
    assert client.get("/healthz").status_code == 503


def test_a_night_goes_on_when_one_of_its_tasks_fails(settings, tmp_path):
    settings.BACKUP_KEY, settings.BACKUP_FOLDER = "", str(tmp_path)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("night", "backup", "lamps", "witness", stdout=out)
    assert "✗ backup CommandError" in out.getvalue()
    assert pulse.last("lamps").fine and pulse.last("witness").fine and not pulse.last("backup").fine
