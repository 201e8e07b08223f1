"""What the night pays for the log: `log verify` over entries that the product wrote, and the smaller pass of one night.

Environment: PIAOJUE_BENCH_ENTRIES (20,000 suggestions, an entry each). DATABASE_URL: an empty PostgreSQL database; without it
SQLite in a folder of its own. Printed: entries a second and memory of a process that does nothing else. Neither the time for one
entry nor the memory grows with their number, so a million takes fifty times as long.
"""

import os
import subprocess
import sys
import tempfile
import time

from benchmarks._lines import line, peak, timed

ENTRIES = int(os.environ.get("PIAOJUE_BENCH_ENTRIES", "20000"))
PART = 1000


def main() -> int:
    """How many passes found a suggestion that is not as its entry says."""
    if sys.argv[1:2] == ["verify"]:
        return _verify(int(sys.argv[2]))
    os.environ |= {"PIAOJUE_VAR": tempfile.mkdtemp(prefix="piaojue-log-"), "SMS_GATEWAY": "piaojue.commons.sms.Silent"}
    _django()
    _written()
    return sum(
        subprocess.run([sys.executable, "-m", "benchmarks.log", "verify", str(nights)], check=False).returncode
        for nights in (0, 7)
    )


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    import django

    django.setup()


def _written() -> None:
    """The region's year with its suggestions, each with the entry that the act writes."""
    from django.core.management import call_command
    from django.db import transaction

    from benchmarks._fill import fill
    from benchmarks._region import region
    from piaojue.commons.record.log import record
    from piaojue.stages.suggest.models import Suggestion
    from piaojue.stages.suggest.moves import MOVES

    call_command("migrate", verbosity=0)
    here = region()
    fill(here, ENTRIES)
    began, last = time.perf_counter(), 0
    while part := list(Suggestion.objects.filter(pk__gt=last).select_related("place").order_by("pk")[:PART]):
        with transaction.atomic():
            for suggestion in part:
                record(MOVES["suggest"], suggestion, here.resident)
        last = part[-1].pk
    line("记入，每秒", ENTRIES / (time.perf_counter() - began), unit=" 条")


def _verify(nights: int) -> int:
    """The command's own pass. nights: 0 reads everything."""
    _django()
    from piaojue.commons.record import nightly
    from piaojue.commons.record.verify import broken_chains, changed_rows, everything

    def all_of_it() -> int:
        parts = nightly.parts(nights)[0] if nights else [everything()]
        broken = sum(1 for part in parts for _fault in broken_chains(part))
        about = [fault for part in parts for fault in changed_rows(part) if "suggest.suggestion" in fault.where]
        return broken + len(about)

    faults, took = timed(all_of_it)
    what = f"一夜（{nights} 夜一轮）" if nights else "全部"
    line(f"核对{what}", took.wall, unit=f" 秒，处理器 {took.cpu:.1f} 秒，内存 {peak():.0f} MB")
    if not nights:
        line("核对，每秒", ENTRIES / took.wall, unit=" 条")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
