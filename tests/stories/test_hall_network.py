"""`make hall`: phones reach the hall by HTTPS, over the nginx that is shipped, with a certificate that is good for nothing else."""

import os
import shutil
import ssl
import subprocess
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.stories.test_bad_wifi import free_port

ROOT = Path(__file__).parents[2]


class Site(BaseHTTPRequestHandler):
    """Stands where the site stands and says how it was asked."""

    def do_GET(self):
        body = f"{self.headers['X-Forwarded-Proto']}://{self.headers['Host']}{self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def hall(tmp_path):
    """(https port, http port, folder, what was said) of a hall whose network is up."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.fail("没有找到 nginx:apt-get install -y nginx-light")
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    secure, plain = free_port(), free_port()
    ports = {"PORT": str(site.server_port), "HTTPS_PORT": str(secure), "HTTP_PORT": str(plain)}
    ports |= {"PIAOJUE_VAR": str(tmp_path), "HOST": "127.0.0.1", "WIFI": "会场"}
    environment = os.environ | ports | {"PATH": f"{os.environ['PATH']}:/usr/sbin"}
    told = subprocess.run([ROOT / "deploy/hall.sh", "check"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    folder = tmp_path / "hall"
    server = subprocess.Popen([nginx, "-p", f"{folder}/", "-c", f"{folder}/nginx.conf", "-e", "stderr"])
    yield secure, plain, folder, told.stdout
    server.terminate()
    server.wait()
    site.shutdown()


def fetched(address: str, **options) -> bytes:
    """Waits until the proxy listens."""
    for attempt in range(100):
        try:
            return urllib.request.urlopen(address, timeout=5, **options).read()
        except urllib.error.URLError as why:
            if not isinstance(why.reason, ConnectionRefusedError) or attempt == 99:
                raise
            time.sleep(0.1)
    raise AssertionError("unreachable")


def test_the_halls_network_is_encrypted_and_its_authority_signs_nothing_else(hall):
    secure, plain, folder, told = hall
    assert fetched(f"http://127.0.0.1:{plain}/hall.crt") == (folder / "ca.pem").read_bytes()
    trusting = ssl.create_default_context(cafile=folder / "ca.pem")
    here = f"https://127.0.0.1:{secure}/booth/phone/"
    assert fetched(here, context=trusting).decode() == here
    assert fetched(f"http://127.0.0.1:{plain}/booth/phone/", context=trusting).decode() == here
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        fetched(here, context=ssl.create_default_context())
    assert not (folder / "ca.key").exists()
    assert here in told and "会场" in told
