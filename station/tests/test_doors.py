"""The way to a box: addresses as people copy them, and a server that sends elsewhere."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from station.doors import HttpDoors, address_of
from station.problems import Problem, Refused, Unreachable

BOX = "6f0c7f0e-5a0a-4c57-9d5c-0d3a6a0f2b11"


@pytest.mark.parametrize("typed", ["{0}", " {0}\n", "{0}#QUj-FiL.0123", "{0}board.json", "{0}?x=1"])
def test_an_address_is_taken_as_it_was_copied(typed):
    address = f"http://192.168.8.8:8000/booth/{BOX}/"
    assert address_of(typed.format(address)) == (address, BOX)


@pytest.mark.parametrize(
    "typed", ["", "票箱", "http://x/", f"ftp://x/booth/{BOX}/", f"http://me@x/booth/{BOX}/", "http://x/booth/1/"]
)
def test_anything_else_is_refused(typed):
    with pytest.raises(Problem, match="原样抄录"):
        address_of(typed)


class Odd(BaseHTTPRequestHandler):
    """Answers that a box never gives. `seen`: connection codes that arrived, by path."""

    seen: dict[str, str] = {}

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        Odd.seen[name] = self.headers.get("Authorization", "")
        status, body = {
            "moved": (302, b""),
            "broken": (500, b""),
            "words": (200, b"<html>"),
            "page": (404, b"<html>"),
        }.get(name, (200, b"{}"))
        self.send_response(status)
        self.send_header("Location", "elsewhere")
        self.send_header("Content-Length", str(len(body) + (9 if name == "short" else 0)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def odd():
    server = HTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield HttpDoors(f"http://127.0.0.1:{server.server_port}/", "Station", " ABCD-EFGH ")
    server.shutdown()
    server.server_close()


def test_the_connection_code_follows_no_redirection(odd):
    with pytest.raises(Refused, match="地址变了"):
        odd.get("moved")
    assert Odd.seen["moved"] == "Station ABCD-EFGH" and "elsewhere" not in Odd.seen


@pytest.mark.parametrize(
    ("path", "kind", "word"),
    [
        ("broken", Unreachable, "暂时没有应答"),
        ("words", Unreachable, "看不懂"),
        ("page", Refused, "不是票箱"),
        ("short", Unreachable, "连不上"),
    ],
)
def test_odd_answers_are_one_sentence(odd, path, kind, word):
    with pytest.raises(kind, match=word):
        odd.get(path)
