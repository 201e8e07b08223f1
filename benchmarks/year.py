"""The spine: list and search among many suggestions, submits per second, the time of a full rehearsal.

PIAOJUE_BENCH_ROWS (default 100000) suggestions are written straight into a database of its own under a temporary folder.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROWS = int(os.environ.get("PIAOJUE_BENCH_ROWS", "100000"))
ROOT = Path(__file__).parents[1]


def percentiles(label: str, samples: list[float]) -> None:
    """One line: p50, p95, slowest, in ms."""
    ordered = sorted(samples)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    print(f"{label:<44} p50 {statistics.median(ordered) * 1000:8.1f} ms   p95 {p95 * 1000:8.1f} ms   n={len(ordered)}")


def timed(act: Callable[[], object], times: int) -> list[float]:
    samples = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        samples.append(time.perf_counter() - start)
    return samples


def main() -> None:
    folder = tempfile.mkdtemp(prefix="piaojue-bench-")
    os.environ.update(PIAOJUE_VAR=folder, SMS_GATEWAY="piaojue.commons.sms.Silent")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    lists_and_search()
    submits()
    rehearsal(folder)


def lists_and_search() -> None:
    from django.test import Client

    from benchmarks._region import region
    from piaojue.stages.suggest.models import Suggestion

    here = region()
    words = ["加装电梯", "停车位", "路灯", "暖气不热", "公厕", "健身器材", "红绿灯", "老年食堂", "托育", "积水"]
    Suggestion.objects.bulk_create(
        (
            Suggestion(
                place=here.year.place,
                year=here.year,
                ticket_no=f"B{n:07d}",
                title=f"东街{n % 997}号院{words[n % 10]}",
                content=f"希望尽快解决{words[n % 10]}的问题，编号{n}",
                spot=here.community,
                category="housing",
                consent_version="bench",
            )
            for n in range(ROWS)
        ),
        batch_size=2000,
    )
    browser = Client()
    at = "/150102/2026/suggestions/"
    for label, query in [
        ("list, first page", ""),
        ("list, page 500", "?page=500"),
        ("search of two characters 电梯", "?q=电梯"),
        ("search that finds nothing 地铁", "?q=地铁"),
    ]:
        browser.get(at + query)
        percentiles(f"{label} @ {ROWS:,} suggestions", timed(partial(browser.get, at + query), 20))


def submits() -> None:
    """Suggestions through the action, from one and from two threads."""
    from django.db import connection

    from piaojue.commons.people.models import Seat
    from piaojue.commons.places.models import Place
    from piaojue.commons.years.models import Year
    from piaojue.stages.suggest.actions import suggest
    from piaojue.stages.suggest.values import Spot, Words

    year, seat, spot = (
        Year.objects.get(),
        Seat.objects.get(role="resident"),
        Spot(place=Place.objects.get(code="150102004001")),
    )

    def send(count: int) -> None:
        for n in range(count):
            words = Words(title=f"东街社区加装电梯{n}", content="六楼老人下不来")
            suggest(year=year, words=words, spot=spot, by=seat)
        connection.close()

    for threads in (1, 2):
        each = 300 // threads
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(send, [each] * threads))
        seconds = time.perf_counter() - start
        print(f"{f'submits, {threads} thread(s), logged and told':<44} {each * threads / seconds:8.0f} /s")


def rehearsal(folder: str) -> None:
    size = ["--suggestions", "2000", "--deputies", "340", "--seed", "1"]
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "manage.py", "rehearse", *size],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PIAOJUE_VAR": f"{folder}/rehearsal"},
    )
    print(f"{'full rehearsal, 2,000 suggestions, 340 deputies':<44} {time.perf_counter() - start:8.1f} s")
