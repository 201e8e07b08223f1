"""Handing in a suggestion, alone and eight at once, by the site's own form: time, questions to the database.

DATABASE_URL names an empty database (PostgreSQL for the comparison); without it SQLite in a folder of its own. The reference was
measured once with mein.berlin on PostgreSQL beside this site; it is printed, not measured again.
"""

import itertools
import os
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks._lines import line

TIMES = int(os.environ.get("PIAOJUE_BENCH_SUBMITS", "200"))
AT_ONCE = 8
MEIN_BERLIN = {1: 45.0, AT_ONCE: 132.0}
"""Median milliseconds of one idea handed in there, alone and eight at once."""
_NUMBERS = itertools.count()
_OWN = threading.local()


def main() -> None:
    os.environ.update(
        PIAOJUE_VAR=tempfile.mkdtemp(prefix="piaojue-bench-"),
        SMS_GATEWAY="piaojue.commons.sms.Silent",
        JOBS_IN_THREAD="0",
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks._region import region
    from piaojue.stages.suggest import pages_new

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    here = region()
    pages_new.PER_HOUR = 10 * TIMES * AT_ONCE
    print(f"提交一条建议，{connection.vendor}，每种 {TIMES} 次")
    with connection.execute_wrapper(_counting):
        for _time in range(2):
            _ASKED.clear()
            _hand_in(here)
    line("一次提交问数据库的次数", len(_ASKED), unit=" 次")
    for at_once in (1, AT_ONCE):
        with ThreadPoolExecutor(at_once) as people:
            list(people.map(lambda _time: _hand_in(here), range(4 * at_once)))  # everybody signs in
            began = time.perf_counter()
            took = list(people.map(lambda _time: _hand_in(here), range(TIMES)))
            whole = time.perf_counter() - began
        line(f"{at_once} 人同时，中位数", statistics.median(took) * 1000, unit=" ms")
        line(f"{at_once} 人同时，每秒", TIMES / whole, unit=" 条")
        print(f"  参考：mein.berlin {MEIN_BERLIN[at_once]:.0f} ms（同样的测法，另行测得）")


_ASKED: list[str] = []


def _counting(execute: Any, sql: str, params: Any, many: bool, context: dict) -> Any:
    _ASKED.append(sql)
    return execute(sql, params, many, context)


def _browser(here: Any) -> Any:
    """This thread's own, signed in once; the server behind it is loaded before the first measure."""
    from django.test import Client

    if not hasattr(_OWN, "browser"):
        _OWN.browser = Client()
        _OWN.browser.force_login(here.resident.person, backend="django.contrib.auth.backends.ModelBackend")
        _OWN.browser.get("/health/")
    return _OWN.browser


def _hand_in(here: Any) -> float:
    """Seconds of one suggestion that nobody has made before, by a browser that is signed in."""
    number, browser = next(_NUMBERS), _browser(here)
    words = {
        "title": f"给东街{number}号院装路灯",
        "content": "晚上太黑，老人容易摔倒",
        "spot": here.community.pk,
        "seen_similar": "1",
        "seen_place": "1",
        "_tap": f"bench{number}",
    }
    began = time.perf_counter()
    answer = browser.post(f"{here.year.page('suggest')}", words)
    took = time.perf_counter() - began
    if answer.status_code != 302:
        raise RuntimeError(f"not taken: {answer.status_code}")
    return took
