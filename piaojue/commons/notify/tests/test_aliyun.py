"""The second provider's own SDK, against a server that answers as the provider does."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from piaojue.commons import sms
from piaojue.commons.approved import Kind
from piaojue.commons.health.checks import messages, templates
from piaojue.commons.notify import aliyun, outbox
from piaojue.commons.notify.models import Message
from piaojue.commons.notify.tell import tell, tell_phones

pytestmark = pytest.mark.django_db
CODES = {"13900000009": "isv.BLACK_KEY_CONTROL_LIMIT", "13900000008": "isv.BUSINESS_LIMIT_CONTROL"}
STATUS = {"b1": 3, "b2": 2, "b3": 1}


class FakeAliyun(BaseHTTPRequestHandler):
    """13900000009 is on its black list, 13900000008 has had too many."""

    asked: list[dict] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        values = {name: found[0] for name, found in parse_qs(f"{urlsplit(self.path).query}&{body}").items()}
        self.asked.append(values)
        data = json.dumps(self._details(values) if "PhoneNumber" in values else self._taken(values)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _taken(self, values: dict[str, str]) -> dict:
        code = CODES.get(values["PhoneNumbers"], "OK")
        return {"Code": code, "Message": code, "BizId": f"b{values['PhoneNumbers'][-1]}", "RequestId": "r"}

    def _details(self, values: dict[str, str]) -> dict:
        """Status 1: on its way, 2: did not arrive, 3: arrived; nothing yet where the provider does not know the message."""
        rows = [{"SendStatus": STATUS[values["BizId"]]}] if values["BizId"] in STATUS else []
        return {"Code": "OK", "RequestId": "r", "SmsSendDetailDTOs": {"SmsSendDetailDTO": rows}}

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeAliyun)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OUTBOX, settings.SMS_GATEWAY = "worker", "piaojue.commons.notify.aliyun.Aliyun"
    address = f"http://127.0.0.1:{server.server_port}"
    settings.SMS_ALIYUN = {
        "id": "a",
        "key": "b",
        "sign": "票决",
        "notice": "SMS_1",
        "code": "SMS_2",
        "endpoint": address,
    }
    aliyun._client.cache_clear()
    FakeAliyun.asked.clear()
    yield server
    server.shutdown()
    server.server_close()
    aliyun._client.cache_clear()


def test_aliyun_takes_a_message_and_its_refusals_mean_what_they_say(provider):
    tell_phones(["13900000001", "13900000008", "13900000009"], "路灯修好了")
    outbox.deliver()
    rows = {row.to: (row.state, row.number, row.trouble) for row in Message.objects.all()}
    assert rows == {
        "13900000001": ("sent", "b1", ""),
        "13900000008": ("waiting", "", "NotTaken isv.BUSINESS_LIMIT_CONTROL"),
        "13900000009": ("failed", "", "Undeliverable"),
    }
    sms.send_code("13900000001", "123456", 5)
    assert json.loads(FakeAliyun.asked[0]["TemplateParam"]) == {"text": "路灯修好了"}
    assert (FakeAliyun.asked[-1]["TemplateCode"], FakeAliyun.asked[-1]["SignName"]) == ("SMS_2", "票决")
    provider.shutdown()
    provider.server_close()
    with pytest.raises(aliyun.NotTaken) as away:
        sms.send("13900000001", "路灯修好了")
    assert "139" not in str(away.value)


def test_each_kind_goes_by_its_own_template_and_a_missing_one_is_named(provider, settings):
    settings.SMS_ALIYUN = settings.SMS_ALIYUN | {"notice": ""}
    settings.SMS_TEMPLATES = {
        "step": {"code": "SMS_9", "variables": {"name": "title", "what": "rest"}, "longest": 12},
        "survey": {"code": "SMS_8", "variables": {"x": "everything"}},
    }
    tell_phones(["13900000001"], "您关心的“老旧小区加装电梯”已交新城区住建局承办，计划年底完成。", kind=Kind.STEP)
    tell_phones(["13900000001"], "“票决”已经开箱，请扫票签投票。", kind=Kind.SITTING)
    outbox.deliver()
    (sent,) = FakeAliyun.asked
    assert (sent["TemplateCode"], json.loads(sent["TemplateParam"])) == (
        "SMS_9",
        {"name": "老旧小区加装电梯", "what": "已交新城区住建局承办…"},
    )
    row = Message.objects.get(kind=Kind.SITTING)
    assert (row.state, row.trouble) == ("failed", "NoTemplate sitting")
    says = " ".join(check.says for check in templates())
    assert "会议和投票" in says and "everything" in says and "建议和项目的进展、" not in says and "验证码" not in says
    assert any("NoTemplate sitting 1 条" in check.says for check in messages())


def test_the_provider_is_asked_whether_each_message_arrived(provider):
    tell_phones(["13900000001", "13900000002", "13900000003", "13900000004"], "路灯修好了")
    outbox.deliver()
    assert outbox.take_receipts() == 2
    rows = {row.number: (row.state, row.trouble) for row in Message.objects.all()}
    assert rows == {
        "b1": ("delivered", ""),
        "b2": ("failed", "not delivered"),
        "b3": ("sent", ""),
        "b4": ("sent", ""),
    }
    asked = [one for one in FakeAliyun.asked if "BizId" in one]
    assert {one["SendDate"] for one in asked} == {f"{timezone.localdate():%Y%m%d}"}


def test_whoever_was_told_sees_beside_the_notice_whether_it_arrived(cast, as_, provider):
    person = cast.resident_wang.person
    person.phone, person.phone_verified = "13712340001", True
    person.save()
    tell([person], "路灯修好了", by_sms=True)
    outbox.deliver()
    assert "短信 已发出" in as_(cast.resident_wang).get("/notices/").content.decode()
    outbox.take_receipts()
    assert "短信 已送达" in as_(cast.resident_wang).get("/notices/").content.decode()
