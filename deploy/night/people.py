"""Who comes to the site of that machine, through its nginx and TLS."""

import base64
import hmac
import html
import http.client
import re
import socket
import ssl
import struct
import time
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin

from night.machine import Machine

NAME = "vote.example.cn"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PASSWORD = "Bad-night-2026-ok"
SECONDS = 90
MOST_STEPS = 5


@dataclass(frozen=True)
class Answer:
    """status 0: the connection broke. text: the page's words, entities resolved."""

    status: int
    text: str = ""
    to: str = ""
    at: str = ""


class ToHere(http.client.HTTPSConnection):
    """NAME, wherever it is registered, is this machine."""

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", 443), timeout=SECONDS)
        self.sock = self._context.wrap_socket(plain, server_hostname=NAME)


@dataclass
class Visitor:
    """One browser."""

    machine: Machine
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        """The page to which an address leads in the end; `at` says where that is."""
        answer = self._ask("GET", address)
        for _ in range(MOST_STEPS):
            if not answer.to:
                break
            address = urljoin(address, answer.to)
            answer = self._ask("GET", address)
        return replace(answer, at=address)

    def send(self, address: str, typed: dict[str, str]) -> Answer:
        """Open the page of a form and send it."""
        return self.fill(self.get(address), typed)

    def fill(self, page: Answer, typed: dict[str, str]) -> Answer:
        """Send the form of a page that is open; the page itself where it has none."""
        token = TOKEN.search(page.text)
        if page.status != 200 or token is None:
            return page
        return self._ask("POST", page.at, typed | {"csrfmiddlewaretoken": token[1]})

    def brings(self, address: str, typed: dict[str, str]) -> bool:
        """Whether a form was acknowledged."""
        return self.send(address, typed).status == 302

    def _ask(self, method: str, address: str, typed: dict[str, str] | None = None) -> Answer:
        context = ssl.create_default_context(cafile=str(self.machine.root / "etc/piaojue/tls/fullchain.pem"))
        line = ToHere(NAME, context=context)
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if typed is not None:
            heads |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{NAME}{address}"}
        try:
            line.request(method, address, urlencode(typed) if typed else None, heads)
            answer = line.getresponse()
            text = html.unescape(answer.read().decode(errors="replace"))
        except (OSError, http.client.HTTPException):
            return Answer(0)
        finally:
            line.close()
        for head in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(head).items()}
        return Answer(answer.status, text, answer.headers.get("Location", ""))


def administrator(machine: Machine) -> Visitor:
    """The first administrator, with the word that the server printed, a second factor and the usual offices."""
    printed = machine.sh("journalctl -u piaojue-web --no-pager")
    word = re.search(r"开通码：(\w+)", printed)
    if word is None:
        raise SystemExit(f"✗ the server printed no word for the first administrator: {printed[-2000:]}")
    clerk = Visitor(machine)
    first = {
        "prefix": "呼和浩特市回民区",
        "username": "admin",
        "name": "王管理",
        "password": PASSWORD,
        "token": word[1],
    }
    _must(clerk.send("/enter/first/", first), "first administrator")
    shown = clerk.get("/people/")
    if "password" in shown.text and "reauthenticate" in shown.at:
        _must(clerk.send(shown.at, {"password": PASSWORD}), "password once more")
        shown = clerk.get("/people/")
    secret = re.search(r"\b([A-Z2-7]{32})\b", shown.text)
    if secret is None:
        raise SystemExit(f"✗ no secret of a second factor at {shown.at}: {shown.text[:3000]}")
    _must(clerk.fill(shown, {"code": code(secret[1])}), "second factor")
    _must(clerk.send("/people/bodies/usual/", {"place": "150103", "term_no": "18"}), "usual offices")
    return clerk


def code(secret: str) -> str:
    """Six digits of now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def _must(answer: Answer, what: str) -> None:
    if answer.status != 302:
        raise SystemExit(f"✗ {what}: {answer.status} {re.sub('<[^>]+>', ' ', answer.text)[:3000]}")
