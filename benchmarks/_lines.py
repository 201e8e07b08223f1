"""Lines of a table, times and memory, as the benchmarks of demands print them."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")


def line(label: str, value: float, baseline: float | None = None, unit: str = "") -> None:
    """One figure, with its margin over the baseline measured in the same run."""
    margin = "" if baseline is None else f"   基线 {baseline:.3f}   差 {value - baseline:+.3f}"
    print(f"{label:<44}{value:10.3f}{unit}{margin}", flush=True)


class Took(NamedTuple):
    """Seconds by the clock, and of processors in this process and the children it has waited for."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} 秒（处理器 {self.cpu:.1f} 秒）"


def spent(label: str, took: Took) -> None:
    """One time: by the clock, which other programs lengthen, and of the processors, which they hardly do."""
    print(f"{label:<44}{took.wall:10.3f} 秒   处理器 {took.cpu:.1f} 秒", flush=True)


def timed(act: Callable[[], Result]) -> tuple[Result, Took]:
    """What `act` gives, and how long it took."""
    start, used = time.perf_counter(), _processors()
    result = act()
    return result, Took(time.perf_counter() - start, _processors() - used)


def _processors() -> float:
    return time.process_time() + sum(os.times()[2:4])


def peak() -> float:
    """Most memory (MB) this process has held: Linux's own figure, for a child's rusage begins with its parent's peak."""
    status = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024
