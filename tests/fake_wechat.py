"""A server that answers as WeChat and as robots of work groups do, with their errors; told by tests what to answer next."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from django.core.cache import cache

from piaojue.commons import wechat


class FakeWechat(ThreadingHTTPServer):
    """told: (openid, words, address) of each message; filled: (template, its fields, address) of each; groups: words in each work group; next_codes: errcodes to answer with first.

    person: whose phone the browser is on; agrees: whether that person allows a message; allowed: (openid, scene) that may be sent once
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.told: list[tuple[str, str, str]] = []
        self.filled: list[tuple[str, dict[str, str], str]] = []
        self.groups: list[str] = []
        self.next_codes: list[int] = []
        self.tokens = self.tickets = 0
        self.agrees, self.allowed = True, set[tuple[str, int]]()
        self.menu: dict[str, Any] = {}
        self.person = "openid-wang"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: FakeWechat

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/door":  # WeChat knows who holds the phone and sends the browser back
            self.send_response(302)
            self.send_header(
                "Location", f"{asked['redirect_uri']}?code={quote(self.server.person)}&state={asked['state']}"
            )
            self.end_headers()
        elif url.path == "/ask":  # WeChat asks whose phone it is, and sends the browser back with the answer
            scene = int(asked["scene"])
            if self.server.agrees:
                self.server.allowed.add((self.server.person, scene))
            values = {"openid": self.server.person, "template_id": asked["template_id"], "scene": scene}
            values |= {"action": "confirm" if self.server.agrees else "cancel", "reserved": asked["reserved"]}
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_url']}?{urlencode(values)}")
            self.end_headers()
        elif url.path == "/cgi-bin/ticket/getticket":
            code = self._refusal(asked["access_token"])
            self.server.tickets += not code
            self._say({"errcode": code, "ticket": f"ticket-{self.server.tickets}", "expires_in": 7200})
        elif url.path == "/sns/oauth2/access_token":
            known = asked["code"].startswith("openid-")
            self._say({"openid": asked["code"]} if known else {"errcode": 40029, "errmsg": "invalid code"})

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if url.path == "/cgi-bin/stable_token":
            self.server.tokens += 1
            self._say({"access_token": f"token-{self.server.tokens}", "expires_in": 7200})
        elif code := self._refusal():
            self._say({"errcode": code, "errmsg": "no"})
        elif url.path == "/cgi-bin/menu/create":
            self.server.menu = body
            self._say({"errcode": 0})
        elif url.path == "/cgi-bin/message/template/subscribe":
            allowed = (body["touser"], int(body["scene"]))
            if allowed not in self.server.allowed:
                self._say({"errcode": 43101, "errmsg": "user refuse to accept the msg"})
                return
            self.server.allowed.remove(allowed)
            self.server.told.append((body["touser"], body["data"]["content"]["value"], body["url"]))
            self._say({"errcode": 0})
        elif url.path == "/cgi-bin/message/template/send":
            fields = {name: field["value"] for name, field in body["data"].items()}
            self.server.filled.append((body["template_id"], fields, body["url"]))
            self.server.told.append((body["touser"], "".join(fields.values()), body["url"]))
            self._say({"errcode": 0, "msgid": len(self.server.told)})
        else:
            self.server.groups.append(body["text"]["content"])
            self._say({"errcode": 0})

    def _refusal(self, _token: str = "") -> int:
        """The errcode that a test wants next; 0: none."""
        return self.server.next_codes.pop(0) if self.server.next_codes else 0

    def _say(self, answer: dict[str, Any]) -> None:
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def fake_wechat(settings: Any) -> Iterator[FakeWechat]:
    """The installation has an official account, whose provider is on this machine."""
    server = FakeWechat()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WECHAT = {
        "app": "wx1",
        "secret": "s",
        "template": "t1",
        "field": "thing1",
        "api": server.address,
        "door": f"{server.address}/door",
        "ask": f"{server.address}/ask",
        "once": "",
        "sdk": "",
        "templates": {},
    }
    settings.ROBOT_HOSTS = [server.address]
    cache.delete_many([wechat.TOKEN, wechat.TICKET])
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
