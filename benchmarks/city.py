"""A city's supervision: what its boards cost over 10 regions × 3 years, 600 projects and 1,000,000 events.

Events are suggestions, monthly reports and findings, written past the actions. Environment: PIAOJUE_BENCH_EVENTS (1000000);
DATABASE_URL: an empty PostgreSQL database; without it SQLite in a folder of its own, which is deleted.

Printed for each page, as somebody signed in gets it, without any shared copy: queries, p50 and p95 in ms, and the milliseconds of
the processor. A promise is missed, and the exit code 1, where a page's p95 is above 300 ms.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

EVENTS = int(os.environ.get("PIAOJUE_BENCH_EVENTS", "1000000"))
REGIONS, YEARS, PROJECTS = 10, (2024, 2025, 2026), 20
"""Projects of one region in one year."""
MONTHS, FOUND = 12, 250
"""Reports and findings of one project."""
ASKED = (EVENTS - REGIONS * len(YEARS) * PROJECTS * (MONTHS + FOUND)) // (REGIONS * len(YEARS))
"""Suggestions of one region in one year."""
LIMIT, TIMES = 300.0, 25
"""ms; measured times."""
PAGES = {
    "city board": "/city/1501/",
    "city board, one year": "/city/1501/?year=2025",
    "years": "/city/1501/years/",
    "leader": "/city/1501/leader/",
    "city wall": "/city/1501/wall/",
}


def main() -> int:
    """In a process and a folder of its own."""
    if sys.argv[1:2] == ["inside"]:
        return _inside()
    with tempfile.TemporaryDirectory(prefix="piaojue-city-") as folder:
        environment = {**os.environ, "PIAOJUE_VAR": folder, "SMS_GATEWAY": "piaojue.commons.sms.Silent"}
        command = [sys.executable, "-m", "benchmarks.city", "inside"]
        return subprocess.run(command, env=environment, check=False).returncode


def _inside() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    leader = _written()
    return _measured(leader)


def _written() -> Any:
    """The city; returns a seat of its guidance group."""
    from django.db import connection, transaction

    from benchmarks._region import region, seat
    from piaojue.commons.people.models import BodyKind
    from piaojue.commons.places.models import Level, Place
    from piaojue.commons.roles import Role

    here = region()
    city = Place.objects.get(pk="1501")
    leader = seat("guidance", Role.GUIDANCE, BodyKind.GUIDANCE_GROUP, city)
    codes = [f"1501{n}" for n in range(21, 20 + REGIONS)]
    further = [Place.objects.create(code=code, name=f"{code}区", level=Level.COUNTY, parent=city) for code in codes]
    with transaction.atomic():
        here.year.delete()
        for place in (here.year.place, *further):
            for number in YEARS:
                _write_year(place, number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return leader


def _write_year(place: Any, number: int) -> None:
    """One region's year: its suggestions, projects, reports and findings."""
    from django.utils import timezone

    from benchmarks._fill import put
    from piaojue.commons.people.models import Body, BodyKind
    from piaojue.commons.years.models import Year
    from piaojue.commons.years.road import RoadKind, Stage
    from piaojue.stages.deliver.models import Baseline, Report
    from piaojue.stages.suggest.models import Suggestion
    from piaojue.stages.supervise.models import Finding

    over = number != YEARS[-1]
    unit, _new = Body.objects.get_or_create(place=place, kind=BodyKind.DEPARTMENT, name=f"{place.name}住建局")
    stage = Stage.ARCHIVED if over else Stage.DELIVERING
    year = Year.objects.create(place=place, number=number, road=RoadKind.CONGRESS, stage=stage, seats_to_fill=PROJECTS)
    common: dict[str, Any] = {"place": place, "year": year, "created_at": timezone.now()}
    wish = Suggestion(**common, spot=place, publication="published", title="加装电梯", consent_version="bench")
    put(wish, ({"ticket_no": f"{place.pk[-2:]}{number}{n:07d}"} for n in range(max(ASKED, 0))))
    key = _write_projects(common, unit, over=over)
    voted = {"number": 1, "scope": "…", "year_yuan": 900_000, "reason": "票决", "due": date(number, 11, 30)}
    baseline = Baseline(at=timezone.now(), project_id=key, **voted)
    put(baseline, ({"project_id": key + n} for n in range(PROJECTS)))
    report = Report(**common, project_id=key, month="2026-01", percent=0, text="…", lamp="green")
    put(report, _reports(key, number))
    finding = Finding(**common, project_id=key, text="围挡占道", state="closed", assigned_to=unit)
    put(finding, _findings(key, number))


def _write_projects(common: dict[str, Any], unit: Any, *, over: bool) -> int:
    """The year's dossiers and projects; returns the first project's key."""
    from benchmarks._fill import put
    from piaojue.stages.deliver.models import Project
    from piaojue.stages.shortlist.models import Dossier, DossierState

    place, number = common["place"], common["year"].number
    dossier = Dossier(**common, title="…", spot=place, state=DossierState.CANDIDATE, department=unit)
    first = put(dossier, ({"no": n + 1, "title": f"项目 {n}"} for n in range(PROJECTS)))
    project = Project(**common, type="works", title="…", no=1, spot=place, department=unit, dossier_id=first)
    project.state = "completed" if over else "running"
    project.accepted_on = date(number, 12, 1) if over else None
    return put(project, _projects(place.pk, number, first))


def _projects(place: str, number: int, dossier: int) -> Iterator[dict[str, Any]]:
    for n in range(PROJECTS):
        lamp = ("green", "green", "yellow", "red")[n % 4]
        code = f"{place[-2:]}{number % 100}{n:02d}"
        yield {"no": n + 1, "code": code, "title": f"项目 {n}", "lamp": lamp, "dossier_id": dossier + n}


def _reports(key: int, number: int) -> Iterator[dict[str, Any]]:
    for n in range(PROJECTS):
        for month in range(1, MONTHS + 1):
            yield {"project_id": key + n, "month": f"{number}-{month:02d}", "percent": 100 * month // MONTHS}


def _findings(key: int, number: int) -> Iterator[dict[str, Any]]:
    for n in range(PROJECTS * FOUND):
        state = "assigned" if n % 50 == 0 and number == YEARS[-1] else "closed"
        yield {"project_id": key + n % PROJECTS, "state": state, "due": date(number, 3, 1) + timedelta(days=n % 200)}


def _measured(leader: Any) -> int:
    """Prints a line a page; how many were too slow."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    visitor = Client()
    visitor.force_login(leader.person)
    visitor.get(PAGES["city board"])  # what the first page of a process loads is no page's own
    slow = 0
    for name, address in PAGES.items():
        times, worked, queries = [], [], 0
        for _turn in range(TIMES):
            began, busy = time.perf_counter(), time.process_time()
            with CaptureQueriesContext(connection) as asked:
                answer = visitor.get(address)
            times.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - busy) * 1000)
            queries = len(asked)
            assert answer.status_code == 200, (address, answer.status_code)
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        slow += p95 > LIMIT
        print(
            f"  {name:<24}{queries:>4} queries {p50:>8.0f} ms {p95:>8.0f} ms, processor {statistics.median(worked):>5.0f} ms{'  ×' if p95 > LIMIT else ''}",
            flush=True,
        )
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
