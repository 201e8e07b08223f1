"""The way to a ballot box: four kinds of request, JSON both ways, every failure one Chinese sentence."""

import json
import re
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from .problems import Problem, Refused, Unreachable

ADDRESS = re.compile(r"(https?://[^/\s#?@]+/booth/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/)\S*", re.IGNORECASE)
PHONE = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}
"""What a phone's browser says, so that a server cannot tell a station from a voter by it."""
WAIT = 15
"""Seconds until a request counts as lost."""


class Doors(Protocol):
    """What a desk needs of a ballot box. raises: Refused, Unreachable."""

    def get(self, path: str) -> Any:
        """The JSON behind a path below the box's address."""

    def post(self, path: str, value: Any) -> Any:
        """The JSON answer to `value`."""

    def read(self, path: str) -> bytes:
        """The bytes behind a path; one that begins with a stroke is a path of the site."""


def address_of(typed: str) -> tuple[str, str]:
    """(address of the ballot box, its uuid) from what was typed or copied. raises: Problem."""
    parts = ADDRESS.fullmatch(typed.strip())
    if parts is None:
        raise Problem("票箱地址应像 http://…/booth/…/ ，请从网站的“密钥”页或“票签”页原样抄录。")
    return parts[1], parts[2].lower()


class _Stay(HTTPRedirectHandler):
    """A connection code goes to the address that was typed and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


class HttpDoors:
    """`Doors` over HTTP. kind: "Station", "Office", "Phone" (as one) or "" (public); code: the connection code. raises: Problem."""

    def __init__(self, address: str, kind: str = "", code: str = "") -> None:
        if not code.isascii():
            raise Problem("连接码只有数字和英文字母，请从网站原样抄录。")
        self.address = address
        self._headers = PHONE if kind == "Phone" else {"Authorization": f"{kind} {code.strip()}"} if kind else {}
        self._opener = build_opener(ProxyHandler({}), _Stay())

    def get(self, path: str) -> Any:
        return _json(self.read(path))

    def post(self, path: str, value: Any) -> Any:
        return _json(self._answer(path, json.dumps(value, ensure_ascii=False).encode()))

    def read(self, path: str) -> bytes:
        return self._answer(path)

    def _answer(self, path: str, body: bytes | None = None) -> bytes:
        headers = self._headers | ({"Content-Type": "application/json"} if body is not None else {})
        try:
            with self._opener.open(Request(urljoin(self.address, path), body, headers), timeout=WAIT) as answer:
                content: bytes = answer.read()
                return content
        except HTTPError as refusal:
            raise _refused(refusal) from refusal
        except (URLError, HTTPException, OSError, ValueError) as why:
            raise Unreachable("连不上票箱：请检查网络和票箱地址，程序会自动再试。") from why


def _refused(error: HTTPError) -> Problem:
    if 300 <= error.code < 400:
        return Refused("票箱的地址变了（例如应以 https 开头），请从网站重新抄录票箱地址。", error.code)
    if error.code >= 500:
        return Unreachable("票箱暂时没有应答，程序会自动再试。")
    try:
        return Refused(str(json.loads(error.read())["problem"])[:500], error.code)
    except (ValueError, KeyError, TypeError, OSError, HTTPException):
        return Refused("这个地址不是票箱，请从网站重新抄录票箱地址。", error.code)


def _json(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError) as why:
        raise Unreachable("票箱的应答看不懂：请检查票箱地址，或更新监票台程序。") from why
