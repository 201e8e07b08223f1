"""nginx with the shipped configuration, but for TLS, names and paths: what its cache of public pages gives."""

import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "deploy" / "nginx-tls.conf"


class Nginx:
    """Stands before the server at `behind`; its own port is free and local."""

    def __init__(self, behind: int) -> None:
        self.behind = behind
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    @staticmethod
    def is_there() -> bool:
        return shutil.which("nginx") is not None

    def __enter__(self) -> "Nginx":
        self.folder = Path(tempfile.mkdtemp(prefix="piaojue-nginx-"))
        self.folder.chmod(0o755)
        (self.folder / "nginx.conf").write_text(self._configuration())
        command = ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", "stderr"]
        self.process = subprocess.Popen(command)
        for _time in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=20).read()
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise SystemExit("nginx did not start")

    def __exit__(self, *why: object) -> None:
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _configuration(self) -> str:
        site = SHIPPED.read_text()
        site = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", site, count=1, flags=re.DOTALL)  # leads to TLS only
        site = re.sub(r"\n\s+(listen \[::\]:443|ssl_)[^;]*;", "", site)
        site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.port};")
        site = site.replace("/var/lib/nginx/piaojue", str(self.folder / "cache"))
        site = site.replace("/var/log/nginx/piaojue.error.log", "stderr")
        site = site.replace("127.0.0.1:8000", f"127.0.0.1:{self.behind}").replace("https", "http")
        paths = "".join(
            f"{name} {self.folder / name};\n"
            for name in (
                "client_body_temp_path",
                "proxy_temp_path",
                "fastcgi_temp_path",
                "uwsgi_temp_path",
                "scgi_temp_path",
            )
        )
        return (
            f"daemon off;\npid {self.folder / 'pid'};\nworker_processes 2;\nevents {{ worker_connections 1024; }}\n"
            f"http {{\n{paths}{site}\n}}\n"
        )
