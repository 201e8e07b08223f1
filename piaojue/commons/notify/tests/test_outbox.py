"""A message is written with the act it tells of, leaves after it, once, when people are awake, as each wants to hear."""

import json
import socket
import threading
from contextlib import closing
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import timezone

from piaojue.commons import sms
from piaojue.commons.limits.models import Brief
from piaojue.commons.moves import Refused
from piaojue.commons.notify import outbox, tencent
from piaojue.commons.notify.actions import MAILBOXES_PER_DAY, set_hearing
from piaojue.commons.notify.models import Hearing, Message, Pace
from piaojue.commons.notify.tell import tell, tell_phones

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 3, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def by_worker(settings):
    """Nothing leaves before a worker comes."""
    settings.OUTBOX = "worker"


@pytest.fixture
def gateway(monkeypatch):
    """`gateway.sent`; `gateway.faults`: what it raises next."""

    class Gateway:
        sent: list[tuple[str, str]] = []
        faults: list[Exception] = []

        def send(self, phone, text):
            if self.faults:
                raise self.faults.pop(0)
            self.sent.append((phone, text))
            return f"no{len(self.sent)}"

    Gateway.sent, Gateway.faults = [], []
    monkeypatch.setattr(sms, "gateway", Gateway)
    return Gateway


def states() -> list[str]:
    return list(Message.objects.values_list("state", flat=True))


def test_a_gateway_that_fails_loses_nothing_and_nothing_leaves_twice(by_worker, gateway):
    now = timezone.now() + timedelta(seconds=1)
    tell_phones(["13900000001"], "路灯修好了")
    tell_phones(["13900000001"], "路灯修好了")  # the same act pressed twice
    assert (states(), gateway.sent) == (["waiting"], [])
    gateway.faults = [ConnectionError("13900000001 refused")]
    assert outbox.deliver(now) == 1
    row = Message.objects.get()
    assert (row.state, row.trouble, gateway.sent) == ("waiting", "ConnectionError", [])
    assert outbox.deliver(now) == 0  # the pause
    outbox.deliver(now + timedelta(minutes=2))
    outbox.deliver(now + timedelta(minutes=3))
    assert (states(), len(gateway.sent)) == (["sent"], 1)
    gateway.faults = [sms.Unsure(), sms.Undeliverable("blacklist")]
    tell_phones(["13900000002", "13900000003"], "又修好了一盏")
    outbox.deliver(now + timedelta(minutes=3))
    outbox.deliver(now + timedelta(days=1))
    assert (states(), len(gateway.sent)) == (["sent", "unsure", "failed"], 1)
    Message.objects.update(state="sending", taken_at=now)  # a worker died with them in its hands
    outbox.deliver(now + timedelta(minutes=11))
    assert set(states()) == {"unsure"} and len(gateway.sent) == 1
    outbox.forget(now + timedelta(days=31))
    assert states() == []


def test_an_act_that_is_undone_tells_nobody(by_worker, gateway):
    with pytest.raises(ValueError), transaction.atomic():
        tell_phones(["13900000001"], "路灯修好了")
        raise ValueError
    assert states() == []
    with sms.silent():
        tell_phones(["13900000001"], "试演")
    assert states() == []


def test_nobody_is_woken_but_for_what_is_urgent(settings, by_worker, gateway, monkeypatch):
    settings.QUIET_HOURS = (21, 8)
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)
    tell_phones(["13900000001"], "路灯修好了")
    tell_phones(["13900000002"], "明早九点的会议改到二楼", urgent=True)
    assert outbox.deliver(NIGHT) == 1 and gateway.sent[0][0] == "13900000002"
    assert outbox.deliver(NIGHT + timedelta(hours=8)) == 0
    assert outbox.deliver(NIGHT + timedelta(hours=8, minutes=31)) == 1
    assert outbox.after_quiet(NIGHT - timedelta(hours=3)) == NIGHT - timedelta(hours=3)


def test_who_wants_one_message_a_day_gets_one_and_who_wants_none_gets_none(cast, as_, by_worker, gateway, mailoutbox):
    wang, zhao = cast.resident_wang.person, cast.resident_zhao.person
    for person, phone in ((wang, "13700000001"), (zhao, "13700000002")):
        person.phone, person.phone_verified = phone, True
        person.save()
    browser = as_(cast.resident_wang)
    page = browser.post("/notices/how/", {"sms": "daily", "email": "wang@example.org", "by_email": "now"}, follow=True)
    assert "确认" in page.content.decode()
    outbox.deliver(timezone.now())
    link = next(word for word in mailoutbox[0].body.split() if "/notices/mailbox/" in word)
    tell([wang], "还没有确认邮箱", by_sms=False)
    assert not Message.objects.filter(way="email", text__contains="还没有").exists()
    assert (
        "已确认" in as_(None).post(link.partition("/notices/")[2].join(["/notices/", ""]), follow=True).content.decode()
    )
    Hearing.objects.create(person=zhao, sms=Pace.NEVER)
    for text in ("路灯修好了", "电梯开工了"):
        tell([wang, zhao], text, by_sms=True)
    assert outbox.deliver(timezone.now()) == 2 and len(mailoutbox) == 3 and gateway.sent == []
    assert outbox.deliver(timezone.now() + timedelta(days=2)) == 2
    assert gateway.sent == [("13700000001", "2 件事有了进展：路灯修好了；电梯开工了")]


TENCENT_SAYS = {
    "SendSms": {"SendStatusSet": [{"SerialNo": "s1", "Code": "Ok"}], "RequestId": "r"},
    "PullSmsSendStatus": {"PullSmsSendStatusSet": [{"SerialNo": "s1", "ReportStatus": "SUCCESS"}], "RequestId": "r"},
}
REFUSED = {"SendStatusSet": [{"SerialNo": "", "Code": "FailedOperation.PhoneNumberInBlacklist"}], "RequestId": "r"}


class FakeTencent(BaseHTTPRequestHandler):
    """Answers as the provider does; 13900000009 is on its black list."""

    asked: list[tuple[str, dict]] = []

    def do_POST(self):
        action, body = self.headers["X-TC-Action"], json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((action, body))
        bad = "13900000009" in str(body.get("PhoneNumberSet"))
        data = json.dumps({"Response": REFUSED if bad else TENCENT_SAYS[action]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words):
        pass


@pytest.fixture
def provider(settings):
    """The provider's own program library talks to a server of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeTencent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_GATEWAY = "piaojue.commons.notify.tencent.Tencent"
    settings.SMS_TENCENT = {
        **{
            "id": "a",
            "key": "b",
            "app": "1400",
            "sign": "票决",
            "notice": "11",
            "code": "22",
            "region": "ap-guangzhou",
        },
        "endpoint": f"http://127.0.0.1:{server.server_port}",
    }
    tencent._client.cache_clear()
    FakeTencent.asked.clear()
    yield FakeTencent
    server.shutdown()
    tencent._client.cache_clear()


def test_tencent_takes_a_message_and_says_when_it_arrived(by_worker, provider):
    tell_phones(["13900000001", "13900000009"], "路灯修好了")
    outbox.deliver()
    assert states() == ["sent", "failed"] and outbox.take_receipts() == 1
    assert states() == ["delivered", "failed"]
    sms.send_code("13900000001", "123456", 5)
    bodies = [body for action, body in provider.asked if action == "SendSms"]
    assert (bodies[0]["TemplateId"], bodies[0]["TemplateParamSet"]) == ("11", ["路灯修好了"])
    assert (bodies[-1]["TemplateId"], bodies[-1]["TemplateParamSet"]) == ("22", ["123456", "5"])


def test_mail_goes_to_a_mail_server(settings, cast, by_worker):
    letters = []

    class Taking:
        async def handle_DATA(self, server, session, envelope):
            letters.append((envelope.rcpt_tos, envelope.content.decode()))
            return "250 OK"

    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Taking(), hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    Hearing.objects.create(person=cast.resident_wang.person, email="wang@example.org", confirmed=True, by_email="now")
    tell([cast.resident_wang.person], "路灯修好了")
    outbox.deliver()
    server.stop()
    assert letters[0][0] == ["wang@example.org"] and "outbox@" in letters[0][1]


def test_nobody_has_the_site_write_to_many_strangers(cast, by_worker):
    person = cast.resident_wang.person
    for _press in range(3):
        set_hearing(person=person, email="wang@example.cn")
    set_hearing(person=cast.resident_zhao.person, email="Wang@example.cn")
    assert Message.objects.filter(way="email").count() == 1  # one a day for each mailbox
    for n in range(2, MAILBOXES_PER_DAY + 1):
        set_hearing(person=person, email=f"stranger{n}@example.cn")
    with pytest.raises(Refused):
        set_hearing(person=person, email="stranger@example.cn")
    assert Message.objects.filter(way="email").count() == MAILBOXES_PER_DAY
    set_hearing(
        person=person, email=f"stranger{MAILBOXES_PER_DAY}@example.cn", sms=Pace.NEVER
    )  # the rest is still saved
    Brief.objects.update(until=timezone.now() - timedelta(seconds=1))
    set_hearing(person=person, email="next.day@example.cn")
    assert Message.objects.filter(way="email").count() == MAILBOXES_PER_DAY + 1
