"""The second provider's own SDK, against a server that answers as the provider does."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from piaojue.commons import sms
from piaojue.commons.notify import aliyun, outbox
from piaojue.commons.notify.models import Message
from piaojue.commons.notify.tell import tell_phones

pytestmark = pytest.mark.django_db
CODES = {"13900000009": "isv.BLACK_KEY_CONTROL_LIMIT", "13900000008": "isv.BUSINESS_LIMIT_CONTROL"}


class FakeAliyun(BaseHTTPRequestHandler):
    """13900000009 is on its black list, 13900000008 has had too many."""

    asked: list[dict] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        values = {name: found[0] for name, found in parse_qs(f"{urlsplit(self.path).query}&{body}").items()}
        self.asked.append(values)
        code = CODES.get(values["PhoneNumbers"], "OK")
        data = json.dumps({"Code": code, "Message": code, "BizId": "b1", "RequestId": "r"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

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
