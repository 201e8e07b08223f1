"""Two servers and a worker, each with a folder of its own, one database and one bucket: whoever asks, it is one site."""

import html
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from django.conf import settings as site
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from PIL import Image

from booth.box import Box
from piaojue.commons.evidence.models import Upload
from piaojue.commons.intake.models import Batch, BatchState
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.people.models import Seat
from piaojue.commons.years.road import Stage
from piaojue.config.storages import storages_of
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.vote import actions as voting
from piaojue.stages.vote.tests import make as vote
from tests import cast as the_cast
from tests.buckets import bucket

ROOT = Path(__file__).resolve().parents[2]
ROWS = 501
SERVER = (
    "granian",
    "--interface",
    "wsgi",
    "--workers",
    "1",
    "--blocking-threads",
    "4",
    "--no-ws",
    "--log-level",
    "error",
)


@dataclass
class Node:
    """One server. port: on this machine; process: what to kill."""

    port: int
    process: "subprocess.Popen[bytes]"

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def environment(folder: Path, storage: str) -> dict[str, str]:
    here = connection.settings_dict
    database = f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
    folder.mkdir()
    mine = {"PIAOJUE_VAR": str(folder), "DATABASE_URL": database, "STORAGE": storage, "JOBS_IN_THREAD": "0"}
    return {**os.environ, **mine, "DJANGO_SETTINGS_MODULE": "piaojue.config.settings"}


@contextmanager
def running(command: list[str], there: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, cwd=ROOT, env=there, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


@contextmanager
def server(folder: Path, storage: str) -> Iterator[Node]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*SERVER, "--host", "127.0.0.1", "--port", str(port), "piaojue.config.wsgi:application"]
    with running(command, environment(folder, storage)) as process:
        yield Node(port, process)


def answers(node: Node) -> bool:
    try:
        return requests.get(node.at("/healthz"), timeout=5).status_code == 200
    except requests.RequestException:
        return False


def until(there: Callable[[], object], seconds: float = 120) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if there():
            return True
        time.sleep(0.3)
    return False


def browser_of(seat: Seat) -> requests.Session:
    """A browser that both nodes know, because sessions lie in the database."""
    kept = SessionStore()
    backend = "django.contrib.auth.backends.ModelBackend"
    kept.update({SESSION_KEY: str(seat.person_id), BACKEND_SESSION_KEY: backend, "seat": seat.pk})
    kept[HASH_SESSION_KEY] = seat.person.get_session_auth_hash()
    kept.create()
    browser = requests.Session()
    browser.cookies.set(site.SESSION_COOKIE_NAME, kept.session_key, domain="127.0.0.1", path="/")
    return browser


def send(browser: requests.Session, node: Node, path: str, form: dict, files: dict | None = None) -> requests.Response:
    """Open the form, fill it, send it."""
    page = browser.get(node.at(path), timeout=60).text
    hidden = re.findall(r'<input type="hidden" name="(_tap|_who|csrfmiddlewaretoken)" value="([^"]*)"', page)
    carried = {name: html.unescape(value) for name, value in hidden}
    return browser.post(node.at(path), carried | form, files=files, timeout=60, allow_redirects=False)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return out.getvalue()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="several machines share a PostgreSQL")
def test_what_one_node_takes_the_other_has_and_one_may_die(transactional_db, settings, tmp_path):
    with bucket() as storage:
        settings.STORAGES = settings.STORAGES | storages_of(storage, "")
        cast = the_cast.assemble()
        year = the_cast.year(cast.huimin, stage=Stage.SOLICITING)
        poll, slips = vote.open_poll(cast)
        worker = [sys.executable, "manage.py", "jobs"]
        with server(tmp_path / "a", storage) as a, server(tmp_path / "b", storage) as b:
            assert until(lambda: answers(a) and answers(b))
            with running(worker, environment(tmp_path / "worker", storage)):
                a_photo_is_seen(cast, year, a, b)
                a_table_is_read_by_the_worker_and_an_export_fetched(cast, year, a, b)
            a_ballot_counts_once(poll, slips, a, b)
            os.killpg(a.process.pid, signal.SIGKILL)
            ballot = {"slip": slips[1], "page": "2", "m000": "approve"}
            assert requests.post(b.at(f"/booth/{poll.box_id}/cast/"), ballot, timeout=60).status_code == 201
            assert not any(tmp_path.glob("*/keys/*")) and not any(tmp_path.glob("*/files/*"))
        vote.agree(cast, poll, voting.agree_to_close)
        assert len(Box().codes(poll.box_id)) == 2


def a_photo_is_seen(cast, year, a: Node, b: Node) -> None:
    resident = browser_of(cast.resident_wang)
    story = {"title": "给社区加装电梯", "content": "六楼老人下不来，冬天更不敢出门。", "spot": year.place.pk}
    sent = send(
        resident, a, f"/{year.place.pk}/{year.number}/suggest/", story, {"photos": ("楼道.png", photo(), "image/png")}
    )
    assert sent.status_code == 302 and Suggestion.objects.count() == 1, sent.text[:3000]
    upload = Upload.objects.get()
    for node in (b, a):
        for path in (f"/files/{upload.pk}/", f"/files/{upload.pk}/320.webp"):
            seen = resident.get(node.at(path), timeout=60)
            assert seen.status_code == 200 and seen.headers["Content-Type"].startswith("image/")


def a_table_is_read_by_the_worker_and_an_export_fetched(cast, year, a: Node, b: Node) -> None:
    clerk = browser_of(cast.neighbour_clerk_bai)
    rows = "".join(f"T{n},第{n}盏路灯不亮,晚上看不见路\n" for n in range(ROWS))
    table = f"工单编号,标题,内容\n{rows}".encode()
    sent = send(clerk, a, f"/intake/tickets/{year.pk}/", {}, {"file": ("工单.csv", table, "text/csv")})
    assert sent.status_code == 302, sent.text[:3000]
    assert until(lambda: Batch.objects.get().state == BatchState.PLANNED)
    assert Batch.objects.get().rows.count() == ROWS
    asked = send(clerk, a, f"/{year.place.pk}/{year.number}/suggestions/export/", {})
    assert asked.status_code == 302
    assert until(lambda: Job.objects.get(kind="suggest.export").state == JobState.DONE)
    fetched = clerk.get(b.at(f"/jobs/{Job.objects.get(kind='suggest.export').pk}/file/"), timeout=60)
    assert "给社区加装电梯" in fetched.content.decode("utf-8-sig")


def a_ballot_counts_once(poll, slips: list[str], a: Node, b: Node) -> None:
    ballot = {"slip": slips[0], "page": "1", "m000": "approve"}
    assert requests.post(b.at(f"/booth/{poll.box_id}/cast/"), ballot, timeout=60).status_code == 201
    assert requests.post(a.at(f"/booth/{poll.box_id}/cast/"), ballot, timeout=60).status_code == 200
