"""What the served benchmark needs: a filled database with people who are signed in, the shipped server, requests as bytes."""

import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

ROOT = Path(__file__).resolve().parents[1]
AT = "/150102/2026"
READ = ["/", f"{AT}/", f"{AT}/suggestions/", f"{AT}/suggestions/?page=last", f"{AT}/demands/", f"{AT}/board/"]
READ += [
    f"{AT}/suggestions/?q=电梯",
    f"{AT}/suggestions/?category=housing",
    f"{AT}/coverage/",
    "/echo/",
    "/search/?q=路灯",
]
TOKEN = "a" * 32
"""Of the forms that the clients send; cookie and header say the same."""
START_SECONDS = 180


@dataclass(frozen=True)
class Visit:
    """What clients ask for. sessions: of residents who are signed in; spot: where they want something; project: its page."""

    sessions: list[str]
    spot: str
    project: str
    details: list[str]

    def page(self, choose: random.Random) -> bytes:
        return self.get(choose.choice([*READ, self.project, choose.choice(self.details)]))

    def get(self, address: str) -> bytes:
        path, mark, query = address.partition("?")
        query = urlencode(parse_qsl(query))
        return f"GET {path}{mark}{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()

    def form(self, number: int, tap: str) -> bytes:
        """A suggestion handed in by one of the residents."""
        body = urlencode(
            {
                "title": f"给东街{tap[-6:]}号院装路灯",
                "content": "晚上太黑，老人容易摔倒",
                "spot": self.spot,
                "seen_similar": "1",
                "seen_place": "1",
                "_tap": tap,
            }
        )
        cookies = f"sessionid={self.sessions[number % len(self.sessions)]}; csrftoken={TOKEN}"
        head = [
            f"POST {AT}/suggest/ HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {cookies}",
            f"X-CSRFToken: {TOKEN}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def prepare(rows: int, people: int) -> Visit:
    """The database, filled where it is empty, with so many residents signed in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks._fill import fill
    from benchmarks._region import region
    from piaojue.commons.years.models import Year
    from piaojue.stages.deliver.models import Project
    from piaojue.stages.suggest.models import Suggestion

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Year.every.exists():
        here = region()
        fill(here, rows)
    if not Project.objects.exists():
        _project()
    details = [f"/s/{pk}/" for pk in Suggestion.objects.order_by("pk").values_list("pk", flat=True)[:50]]
    return Visit(_sessions(people), "150102004001", f"/p/{Project.objects.get().code}/", details)


def _project() -> None:
    from piaojue.commons.people.models import Body
    from piaojue.commons.places.models import Place
    from piaojue.commons.years.models import Year
    from piaojue.stages.deliver.models import Baseline, Project
    from piaojue.stages.shortlist.models import Dossier

    year, spot = Year.every.get(), Place.objects.get(pk="150102004001")
    about: dict[str, Any] = {"place": year.place, "year": year, "title": "东街老旧小区加装电梯", "spot": spot}
    dossier = Dossier.objects.create(**about, purpose="方便老人", scope="12 部", state="candidate", no=1)
    project = Project.objects.create(**about, dossier=dossier, no=1, code="BENCH2026", department=Body.objects.first())
    Baseline.objects.create(project=project, number=1, target_count=12, target_unit="部", year_yuan=6_000_000)


def _sessions(number: int) -> list[str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from piaojue.commons.people.models import Person, Seat

    body = Seat.objects.filter(role="resident").select_related("body").first()
    if body is None:
        raise SystemExit("the database holds no resident: give an empty one")
    keys = []
    for n in range(number):
        name = f"visitor{n}"
        person, made = Person.objects.get_or_create(username=name, defaults={"name": name, "phone": f"1370000{n:04d}"})
        if made:
            Seat.objects.create(person=person, body=body.body, place=body.place, role="resident")
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session.save()
        keys.append(str(session.session_key))
    return keys


class Running(NamedTuple):
    process: "subprocess.Popen[bytes]"
    port: int


@contextmanager
def shipped() -> Iterator[Running]:
    """Server and worker as production has them (deploy/supervise.py)."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "deploy/supervise.py"], cwd=ROOT, env=environment)
    try:
        _wait_for(process, port)
        yield Running(process, port)
    finally:
        process.terminate()
        process.wait()


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def memory_of(supervisor: int) -> dict[str, float]:
    """Memory in MB of the server's workers and of the job worker."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            except OSError:
                continue
    below = {supervisor}
    while more := {pid for pid, parent in parents.items() if parent in below} - below:
        below |= more
    found: dict[str, float] = {}
    for pid in sorted(below - {supervisor}):
        try:
            command = (Path("/proc") / str(pid) / "cmdline").read_text().replace("\0", " ")
            status = dict(row.split(":", 1) for row in (Path("/proc") / str(pid) / "status").read_text().splitlines())
        except OSError:
            continue
        name = "jobs" if "jobs" in command else "web"
        found[f"{name} {pid}"] = int(status["VmRSS"].split()[0]) / 1024
    return found
