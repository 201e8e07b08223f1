"""Twelve phones drop out in the middle of sending; the hall's proxy keeps them away from the server, and everybody else is served."""

import gzip
import http.client
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CONF = Path(__file__).parents[2] / "deploy" / "nginx.conf"
BALLOT = b"x" * 300_000
STYLES = b".btn { color: #b3261e; }\n" * 500
PAGE = b"<p>a ballot, and blanks to a length that all ballots have</p>" * 200


class Server(BaseHTTPRequestHandler):
    """Stands where the site stands and notes what reaches it."""

    begun: list[str] = []
    taken: list[tuple[int, str]] = []

    def do_POST(self):
        self.begun.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((len(body), self.headers["X-Forwarded-For"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        kind, body = ("text/css", STYLES) if self.path.startswith("/static/") else ("text/html", PAGE)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def proxy(tmp_path):
    """nginx with the configuration that is shipped, on other ports: (port, its folder)."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.fail("没有找到 nginx:apt-get install -y nginx-light")
    Server.begun, Server.taken = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port, conf, home = free_port(), tmp_path / "nginx.conf", tmp_path / "nginx"
    home.mkdir()
    text = CONF.read_text()
    assert "listen 8080;" in text and "127.0.0.1:8000;" in text
    conf.write_text(
        text.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace(
            "127.0.0.1:8000;", f"127.0.0.1:{server.server_port};"
        )
    )
    running = subprocess.Popen([nginx, "-p", f"{home}/", "-c", str(conf), "-e", "stderr"], stderr=subprocess.PIPE)
    for _ in range(200):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0 or running.poll() is not None:
                break
        time.sleep(0.05)
    assert running.poll() is None, running.stderr.read().decode()
    yield port, home
    running.terminate()
    running.wait()
    server.shutdown()


def half_sent(port: int, number: int) -> socket.socket:
    phone = socket.create_connection(("127.0.0.1", port))
    head = f"POST /booth/b/cast/?{number} HTTP/1.1\r\nHost: hall\r\nContent-Length: {len(BALLOT)}\r\n\r\n"
    phone.sendall(head.encode() + BALLOT[:1000])
    return phone


def test_phones_that_drop_out_reach_no_worker_and_nobody_waits(proxy):
    port, home = proxy
    phones = [half_sent(port, number) for number in range(12)]
    whole = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    whole.request("POST", "/booth/b/cast/?whole", BALLOT)
    assert whole.getresponse().status == 200
    assert (Server.begun, Server.taken) == (["/booth/b/cast/?whole"], [(len(BALLOT), "127.0.0.1")])
    phones[0].sendall(BALLOT[1000:])  # its Wi-Fi is back
    assert phones[0].recv(100).startswith(b"HTTP/1.1 200")
    assert Server.begun == ["/booth/b/cast/?whole", "/booth/b/cast/?0"]
    for phone in phones:
        phone.close()
    left = [path for path in home.rglob("*") if path.is_file() and path.name != "nginx.pid"]
    assert left == []  # no line of who sent what when, no body left behind


@pytest.mark.parametrize("path, sent, packed", [("/static/ui/base.css", STYLES, True), ("/booth/b/", PAGE, False)])
def test_styles_travel_packed_and_a_ballots_page_keeps_its_length(proxy, path, sent, packed):
    asked = http.client.HTTPConnection("127.0.0.1", proxy[0], timeout=30)
    asked.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = asked.getresponse()
    body = answer.read()
    assert (answer.headers["Content-Encoding"] == "gzip") == packed
    assert (gzip.decompress(body) if packed else body) == sent and (len(body) < len(sent) / 3) == packed
