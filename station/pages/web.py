"""The local web server: only this computer, only this run's token, acts only by POST (no other page can make it act)."""

import hmac
import mimetypes
import secrets
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from .app import App, NotHere, See
from .desks import gone

FILES = {"/station.css", "/station.js"}
MOST_BYTES = 100_000
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class LocalServer(ThreadingHTTPServer):
    """Serves one App on 127.0.0.1. `address` opens it once in a browser of this computer."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let another program listen on the same port

    def __init__(self, make_app: Callable[[str], App], port: int) -> None:
        self.key = secrets.token_urlsafe(32)
        self.form_token = hmac.digest(self.key.encode(), b"form", sha256).hex()
        self.app = make_app(self.form_token)
        super().__init__(("127.0.0.1", port), Page)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """Browsers share cookies between ports; the port in the name keeps two stations apart."""
        return f"station{self.server_port}"


class Page(BaseHTTPRequestHandler):
    """One request."""

    server: LocalServer
    server_version, sys_version = "station", ""

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""

    def _host_is_ours(self) -> bool:
        port = self.server.server_port
        return self.headers.get("Host", "") in {f"127.0.0.1:{port}", f"localhost:{port}"}

    def _key_is_ours(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.server.key.encode())

    def _cookie(self) -> str:
        try:
            morsel = SimpleCookie(self.headers.get("Cookie", "")).get(self.server.cookie)
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        if not self._host_is_ours():
            return self._closed()
        if url.path in FILES:
            return self._file(url.path)
        if url.path == "/" and self._key_is_ours(query.get("key", "")):
            return self._redirect("/", f"{self.server.cookie}={self.server.key}; HttpOnly; SameSite=Strict; Path=/")
        if not self._key_is_ours(self._cookie()):
            return self._closed()
        self._answer(partial(self.server.app.get, url.path, query))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return self._send(413, gone("发来的内容太大。"))
        sent = self.rfile.read(int(length)).decode(errors="replace")
        given = dict(parse_qsl(sent, keep_blank_values=True))
        own = {f"http://{self.headers.get('Host')}", None}
        if not (self._host_is_ours() and self._key_is_ours(self._cookie()) and self.headers.get("Origin") in own):
            return self._closed()
        if not hmac.compare_digest(given.pop("token", "").encode(), self.server.form_token.encode()):
            return self._closed()
        self._answer(partial(self.server.app.post, urlsplit(self.path).path, given))

    def _answer(self, make: Callable[[], tuple[int, str]]) -> None:
        try:
            self._send(*make())
        except See as where:
            self._redirect(where.path)
        except NotHere:
            self._send(404, gone("没有这个页面，请从首页重新进入。"))
        except Exception as failure:
            print(f"page failed: {type(failure).__name__}", file=sys.stderr)
            self._send(500, gone("程序出错了，没有改动任何东西。请回首页再试；还不行，请重新启动监票台。"))

    def _closed(self) -> None:
        self._send(403, gone("请用启动监票台时显示的网址打开；重新启动程序后，旧的页面不再有效。"))

    def _file(self, path: str) -> None:
        content = Path(__file__).with_name(path[1:]).read_text(encoding="utf-8")
        self._send(200, content, mimetypes.guess_type(path)[0] or "text/plain")

    def _redirect(self, path: str, cookie: str = "") -> None:
        self.send_response(303)
        self.send_header("Location", path)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self._end(b"")

    def _send(self, status: int, content: str, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self._end(content.encode())

    def _end(self, body: bytes) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
