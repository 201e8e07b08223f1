"""Demands through the site: similar suggestions by the page's own query, exports of many rows. Run by `benchmarks demands`.

Each measurement is a process of its own with a database of its own, so that its peak of memory is its own.
PIAOJUE_BENCH_EXPORT (default 1000000) rows are exported; PIAOJUE_BENCH_MESSAGES (default 100000) answer while typing.
"""

import os
import random
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks._lines import line, peak, spent, timed
from benchmarks._messages import ROWS, enlarged, load

ROOT = Path(__file__).parents[1]
EXPORT = int(os.environ.get("PIAOJUE_BENCH_EXPORT", "1000000"))


def main() -> None:
    """Each measurement after the other."""
    for what, readers in (("typing", ["typing"]), ("export", ["job", "stream"])):
        with tempfile.TemporaryDirectory(prefix="piaojue-bench-") as folder:
            env = {**os.environ, "PIAOJUE_VAR": folder, "DJANGO_SETTINGS_MODULE": "piaojue.config.settings"}
            env.pop("DATABASE_URL", None)
            for argument in (["fill", what], *([reader] for reader in readers)):
                subprocess.run(
                    [sys.executable, "-m", "benchmarks._demands_site", *argument], cwd=ROOT, env=env, check=True
                )


def fill(what: str) -> None:
    """A database with one year and its suggestions, written past the actions: only reading is measured."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks._region import region
    from piaojue.stages.suggest.models import Suggestion

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    here = region()
    common = {"place": here.year.place, "year": here.year, "spot": here.community, "consent_version": "bench"}
    if what == "typing":
        messages = sorted(load("messages.jsonl"), key=lambda row: row["row"])
        number = 0
        for part in enlarged(messages, ROWS):
            rows = (
                Suggestion(ticket_no=f"B{number + at:07d}", title=m.title[:40], content=m.body[:2000], **common)
                for at, m in enumerate(part)
            )
            Suggestion.objects.bulk_create(rows, batch_size=2000)
            number += len(part)
        return
    Suggestion.objects.create(
        ticket_no="B", title="给东街社区老楼加装电梯", content="六楼老人下不来，盼着有电梯。" * 8, **common
    )
    names = (field.column for field in Suggestion._meta.concrete_fields)
    columns = [name for name in names if name and name != "id"]
    chosen = ["printf('B%07d', n)" if name == "ticket_no" else name for name in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO suggest_suggestion ({', '.join(columns)}) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %s) "
            f"SELECT {', '.join(chosen)} FROM suggest_suggestion, c",
            [EXPORT - 1],
        )


def typing() -> None:
    """The query behind the form: index, database, demands, reasons."""
    from piaojue.commons.wordindex import index
    from piaojue.commons.years.models import Year
    from piaojue.stages.suggest import similar
    from piaojue.stages.suggest.models import Suggestion

    year = Year.objects.get()
    titles = list(Suggestion.objects.values_list("title", flat=True).order_by("pk")[:4000])
    drawn = random.Random(0).sample(titles, 200)

    print(f"\n网页输入时的相似建议：{Suggestion.objects.count():,} 条")
    spent("从头建检索索引", timed(index.build)[1])
    typed = [title[:length] for title in drawn for length in (2, 6, len(title))]
    took = [timed(partial(similar.earlier, None, year, text))[1] for text in typed]
    line("p95", sorted(once.wall for once in took)[int(len(took) * 0.95)] * 1000, unit=" ms（须 <100）")
    line("p95，按处理器时间", sorted(once.cpu for once in took)[int(len(took) * 0.95)] * 1000, unit=" ms")


def job() -> None:
    """All rows as CSV by the site's own job: queued by the clerk, taken and done by a worker."""
    from piaojue.commons.jobs import work
    from piaojue.commons.people.models import Seat
    from piaojue.commons.years.models import Year
    from piaojue.stages.suggest import jobs

    year, clerk = Year.objects.select_related("place").get(), Seat.objects.get(role="congress_clerk", place="150102")
    print(f"\n导出：{EXPORT:,} 行")
    jobs.start_export(year=year, by=clerk)
    queued = work.take_one()
    assert queued is not None
    done, took = timed(lambda: work.run(queued))
    rows = sum(piece.count(b"\r\n") for piece in work.left_by(done)) - 1
    line(f"后台任务“{done.get_state_display()}”，行数", rows)
    spent("后台任务，用时", took)
    line("后台任务，内存峰值", peak(), unit=" MB（须 <300）")


def stream() -> None:
    """All rows as CSV streamed to a browser."""

    from piaojue.commons.people.models import Seat
    from piaojue.commons.web.listing import file_of
    from piaojue.commons.years.models import Year
    from piaojue.stages.suggest import jobs, queries

    year, clerk = Year.objects.select_related("place").get(), Seat.objects.get(role="congress_clerk", place="150102")
    answer: Any = file_of(queries.suggestions_for(clerk, year), jobs.COLUMNS, "csv")
    rows, took = timed(lambda: sum(chunk.count(b"\r\n") for chunk in answer.streaming_content) - 1)
    line("边查边传，行数", rows)
    spent("边查边传，用时", took)
    line("边查边传，内存峰值", peak(), unit=" MB（须 <300）")


if __name__ == "__main__":
    import django

    os.environ["JOBS_IN_THREAD"] = "0"
    django.setup()
    {"fill": lambda: fill(sys.argv[2]), "typing": typing, "job": job, "stream": stream}[sys.argv[1]]()
