"""Demands through the site: similar suggestions by the page's own query, exports of many rows. Run by `benchmarks demands`.

Each measurement is a process of its own with a database of its own, so that its peak of memory is its own.
PIAOJUE_BENCH_EXPORT (default 1000000) rows are exported; PIAOJUE_BENCH_MESSAGES (default 100000) answer while typing.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPORT = int(os.environ.get("PIAOJUE_BENCH_EXPORT", "1000000"))


def main() -> None:
    """Both measurements, one after the other."""
    for what in ("typing", "export"):
        with tempfile.TemporaryDirectory(prefix="piaojue-bench-") as folder:
            env = {**os.environ, "PIAOJUE_VAR": folder, "DJANGO_SETTINGS_MODULE": "piaojue.config.settings"}
            env.pop("DATABASE_URL", None)
            subprocess.run([sys.executable, "-m", "benchmarks._demands_site", "fill", what], cwd=ROOT, env=env, check=True)
            subprocess.run([sys.executable, "-m", "benchmarks._demands_site", what], cwd=ROOT, env=env, check=True)


def fill(what: str) -> None:
    """A database with one year and its suggestions, written past the actions: only reading is measured."""
    from django.core.management import call_command
    from django.db import connection

    from piaojue.stages.suggest.models import Suggestion
    from tests import cast as the_cast

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    cast = the_cast.assemble()
    year = the_cast.year(cast.xincheng, stage="soliciting")
    common = {"place": year.place, "year": year, "spot": cast.community, "consent_version": "bench"}
    if what == "typing":
        from benchmarks.demands import ROWS, enlarged, load

        messages = sorted(load("messages.jsonl"), key=lambda row: row["row"])
        number = 0
        for part in enlarged(messages, ROWS):
            rows = (Suggestion(ticket_no=f"B{number + at:07d}", title=m.title[:40], content=m.body[:2000], **common) for at, m in enumerate(part))
            Suggestion.objects.bulk_create(rows, batch_size=2000)
            number += len(part)
        return
    Suggestion.objects.create(ticket_no="B", title="给东街社区老楼加装电梯", content="六楼老人下不来,盼着有电梯。" * 8, **common)
    columns = [field.column for field in Suggestion._meta.concrete_fields if field.column != "id"]
    chosen = ["printf('B%07d', n)" if name == "ticket_no" else name for name in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO suggest_suggestion ({', '.join(columns)}) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %s) "
            f"SELECT {', '.join(chosen)} FROM suggest_suggestion, c",
            [EXPORT - 1],
        )


def typing() -> None:
    """The query behind the form: index, database, demands, reasons; cold from nothing, from its file, and warm."""
    from benchmarks.demands import line
    from piaojue.commons.years.models import Year
    from piaojue.stages.suggest import similar
    from piaojue.stages.suggest.models import Suggestion

    year = Year.objects.get()
    titles = list(Suggestion.objects.values_list("title", flat=True).order_by("pk")[:4000])
    drawn = random.Random(0).sample(titles, 200)
    print(f"\n网页输入时的相似建议:{Suggestion.objects.count():,} 条")
    start = time.perf_counter()
    similar.earlier(None, year, "电梯")
    while similar.take_in(year.place_id):
        pass
    line("从头建索引并存成文件(后台)", time.perf_counter() - start, unit=" 秒")
    similar.forget()
    start = time.perf_counter()
    similar.earlier(None, year, "电梯")
    line("重启后第一次,从文件读", time.perf_counter() - start, unit=" 秒")
    took = []
    for title in drawn:
        for length in (2, 6, len(title)):
            start = time.perf_counter()
            similar.earlier(None, year, title[:length])
            took.append((time.perf_counter() - start) * 1000)
    line("p95", sorted(took)[int(len(took) * 0.95)], unit=" ms(须 <100)")


def export() -> None:
    """All rows as CSV: streamed to a browser, and by the job."""
    from django.test import RequestFactory

    from benchmarks.demands import line
    from piaojue.commons.jobs.models import Job
    from piaojue.commons.jobs.work import run
    from piaojue.commons.people.models import Seat
    from piaojue.commons.ui.paging import listing
    from piaojue.commons.years.models import Year
    from piaojue.stages.suggest import jobs, queries

    year, clerk = Year.objects.select_related("place").get(), Seat.objects.get(role="congress_clerk", place="150102")
    print(f"\n导出:{EXPORT:,} 行")
    start = time.perf_counter()
    answer = listing(RequestFactory().get("/?export=csv"), queries.suggestions_for(clerk, year), export=jobs.COLUMNS)
    rows = sum(chunk.count(b"\r\n") for chunk in answer.streaming_content) - 1
    line("边查边传,行数", rows)
    line("边查边传,用时", time.perf_counter() - start, unit=" 秒")
    line("至此内存峰值", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, unit=" MB(须 <300)")
    job = Job.objects.create(kind="suggest.export", place=year.place, seat=clerk, argument={"year": year.pk}, state="running")
    start = time.perf_counter()
    run(job)
    with jobs.export_path(job).open("rb") as file:
        line("后台任务,行数", sum(1 for _ in islice(file, 1, None)))
    line("后台任务,用时", time.perf_counter() - start, unit=" 秒")
    line("全程内存峰值", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, unit=" MB(须 <300)")


if __name__ == "__main__":
    import django

    django.setup()
    {"fill": lambda: fill(sys.argv[2]), "typing": typing, "export": export}[sys.argv[1]]()
