"""Growth: what each anonymous page costs with 10,000, 100,000 and 1,000,000 suggestions of one county-year.

Environment: PIAOJUE_BENCH_SIZES (10000,100000,1000000); DATABASE_URL: an empty PostgreSQL database; without it SQLite in a
temporary folder, which is deleted. Each size has a database of its own on SQLite, and the same one, emptied, on PostgreSQL.

Printed for each page: queries, p50 and p95 in ms alone and without a shared copy, and how much the largest size costs over
the smallest. A promise is missed, and the exit code 1, where a page asks more than 15 queries or grows more than 1.5 times
and 10 ms. Reference of mein.berlin beside ours on the same machine: list 26 ms at 10,000, submit 45 ms alone.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

SIZES = [int(size) for size in os.environ.get("PIAOJUE_BENCH_SIZES", "10000,100000,1000000").split(",")]
MOST_QUERIES, MOST_GROWTH, NOISE = 15, 1.5, 10.0
"""NOISE: ms that a page may cost more at the largest size, whatever the factor."""
TIMES = 15
AT = "/150102/2026"
PAGES = {
    "hello world": "/static/none",
    "home": "/",
    "year": f"{AT}/",
    "campaign": f"{AT}/campaign/",
    "list, first page": f"{AT}/suggestions/",
    "list, page 100": f"{AT}/suggestions/?page=100",
    "list, last page": f"{AT}/suggestions/?page=last",
    "list of one field": f"{AT}/suggestions/?category=housing",
    "demands": f"{AT}/demands/",
    "echo wall": "/echo/",
    "board": f"{AT}/board/",
    "coverage": f"{AT}/coverage/",
    "city board": "/city/1501/",
    "city wall": "/city/1501/wall/",
    "open data": f"{AT}/data/",
}
Measured = dict[str, tuple[int, float, float]]
"""Page → queries, p50, p95."""


def main() -> int:
    """Each size in a process of its own, then the table."""
    if len(sys.argv) > 2 and sys.argv[1] == "one":
        one(int(sys.argv[2]))
        return 0
    results = {size: _apart(size) for size in SIZES}
    return _table(results)


def _apart(size: int) -> Measured:
    with tempfile.TemporaryDirectory(prefix="piaojue-load-") as folder:
        environment = {**os.environ, "PIAOJUE_VAR": folder, "SMS_GATEWAY": "piaojue.commons.sms.Silent"}
        command = [sys.executable, "-m", "benchmarks.load", "one", str(size)]
        run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    *said, last = run.stdout.strip().splitlines()
    print("\n".join(said), flush=True)
    found: Measured = {name: (row[0], row[1], row[2]) for name, row in json.loads(last).items()}
    return found


def one(size: int) -> None:
    """Build one size and measure it. The last line is JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            names = [f'"{name}"' for name in connection.introspection.table_names() if name != "django_migrations"]
            cursor.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")
    from benchmarks._fill import fill
    from benchmarks._region import region

    here = region()
    start = time.perf_counter()
    fill(here, size)
    seconds = time.perf_counter() - start
    print(f"{connection.vendor}: {size:,} suggestions written in {seconds:.1f} s ({size / seconds:,.0f}/s)")
    _count_again()
    print(json.dumps({name: _page(address) for name, address in PAGES.items()}))


def _count_again() -> None:
    from piaojue.commons.tallies import keeping

    start = time.perf_counter()
    wrong = list(keeping.differences())
    checked = time.perf_counter()
    keeping.rebuild()
    print(
        f"  tallies: {len(wrong)} wrong; checked in {checked - start:.1f} s, rebuilt in {time.perf_counter() - checked:.1f} s"
    )


def _page(address: str) -> tuple[int, float, float]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from piaojue.commons.web import shared

    browser, samples = Client(), []
    browser.get(address)
    shared.forget()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    queries = len(asked)  # forgotten with the next request
    if answer.status_code != (404 if address.startswith("/static/") else 200):
        raise SystemExit(f"{address} answered {answer.status_code}")
    for _ in range(TIMES):
        shared.forget()
        start = time.perf_counter()
        browser.get(address)
        samples.append((time.perf_counter() - start) * 1000)
        if sum(samples) > 20_000:
            break
    ordered = sorted(samples)
    return queries, statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def _table(results: dict[int, Measured]) -> int:
    """One line a page. Returns how many promises were missed."""
    missed = 0
    first, last = min(results), max(results)
    print(f"\n{'page':<20}{'queries':>8}" + "".join(f"{size:>13,} p50  p95" for size in results) + "   growth")
    for name in PAGES:
        queries = max(found[name][0] for found in results.values())
        costs = [found[name][1:] for found in results.values()]
        before, now = results[first][name][1], results[last][name][1]
        bad = queries > MOST_QUERIES or (now > before * MOST_GROWTH and now - before > NOISE)
        missed += bad
        row = "".join(f"{p50:>12.1f}{p95:>9.1f}" for p50, p95 in costs)
        print(f"{name:<20}{queries:>8}{row}   {now / before:5.2f} ×{'  ✗' if bad else ''}")
    return missed


if __name__ == "__main__":
    sys.exit(bool(main()))
