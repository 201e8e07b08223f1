"""A hundred people at once, served by the shipped server with its worker, and the public pages behind nginx as shipped.

Environment: PIAOJUE_BENCH_USERS (100), PIAOJUE_BENCH_SECONDS (30), PIAOJUE_BENCH_SERVED (suggestions that are there, 10000);
DATABASE_URL: an empty PostgreSQL database, or one that this benchmark has filled before, which is used again as it is.

Each user opens a page, reads it for about three seconds, and opens the next; one step in ten hands in a suggestion. Printed:
p50, p95 and p99 in ms of reads and writes, how many were asked for patience (503), requests a second, memory of each process.
Promised: reads p95 ≤ 200 ms, writes p95 ≤ 300 ms, every worker under 300 MB, nginx ≥ 1,000 pages a second. Clients and server
share this machine's processors, and the line before the figures says how busy it was before.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from multiprocessing import get_context

from benchmarks._lines import line
from benchmarks._nginx import Nginx
from benchmarks._served import Visit, memory_of, prepare, shipped

USERS = int(os.environ.get("PIAOJUE_BENCH_USERS", "100"))
SECONDS = float(os.environ.get("PIAOJUE_BENCH_SECONDS", "30"))
ROWS = int(os.environ.get("PIAOJUE_BENCH_SERVED", "10000"))
THINKS = 3.0
"""Seconds that somebody reads a page, on average."""
WRITES = 0.1
READ_MS, WRITE_MS, WORKER_MB, PAGES_A_SECOND = 200, 300, 300, 1000
Sample = tuple[str, int, float]
"""(read or write, status, milliseconds)."""


def main() -> int:
    """How many promises were missed."""
    os.environ.setdefault("PIAOJUE_VAR", tempfile.mkdtemp(prefix="piaojue-served-"))
    os.environ |= {"SMS_GATEWAY": "piaojue.commons.sms.Silent", "JOBS_IN_THREAD": "0", "SHARED_SECONDS": "15"}
    visit = prepare(ROWS, people=max(20, USERS))
    print(
        f"{USERS} 人，{SECONDS:.0f} 秒，{ROWS:,} 条建议；开始前一分钟的负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）"
    )
    with shipped() as server:
        samples = _apart(server.port, visit)
        memory = memory_of(server.process.pid)
        missed = _told(samples) + _told_memory(memory)
        if Nginx.is_there():
            with Nginx(server.port) as front:
                missed += _hammered(front.port, visit)
        else:
            print("  没有 nginx，前置缓存没有测")
    return missed


def _apart(port: int, visit: Visit) -> list[Sample]:
    """The clients, in a process of their own."""
    with get_context("spawn").Pool(1) as process:
        return process.apply(everybody, (port, visit, SECONDS))


def everybody(port: int, visit: Visit, seconds: float) -> list[Sample]:
    samples: list[Sample] = []

    async def all_of_them() -> None:
        end = time.perf_counter() + seconds
        await asyncio.gather(*(_user(port, visit, n, end, samples) for n in range(USERS)))

    asyncio.run(all_of_them())
    return samples


async def _user(port: int, visit: Visit, number: int, end: float, samples: list[Sample]) -> None:
    choose = random.Random(number)
    while True:
        await asyncio.sleep(choose.expovariate(1 / THINKS))
        if (began := time.perf_counter()) > end:
            return
        writes = choose.random() < WRITES
        request = visit.form(number, f"{number}-{began}") if writes else visit.page(choose)
        status = await fetched(port, request)
        samples.append(("write" if writes else "read", status, (time.perf_counter() - began) * 1000))


async def fetched(port: int, request: bytes) -> int:
    """The status of one answer, read to its end; 0: none came."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        await writer.drain()
        answer = await reader.read()
        writer.close()
        return int(answer[9:12])
    except (OSError, ValueError):
        return 0


def _told(samples: list[Sample]) -> int:
    took: dict[str, list[float]] = defaultdict(list)
    for kind, status, milliseconds in samples:
        if status in (200, 302):
            took[kind].append(milliseconds)
    missed = 0
    for kind, most in (("read", READ_MS), ("write", WRITE_MS)):
        ordered = sorted(took[kind])
        if not ordered:
            print(f"  {kind}: 没有一个成功")
            missed += 1
            continue
        for share in (50, 95, 99):
            line(f"{kind} p{share}", ordered[min(len(ordered) - 1, len(ordered) * share // 100)], unit=" ms")
        missed += ordered[len(ordered) * 95 // 100] > most
    statuses = Counter(status for _kind, status, _took in samples)
    line("每秒请求", len(samples) / SECONDS, unit="")
    print(f"  回答：{dict(statuses)}（503 请稍候）")
    return missed + (statuses[500] + statuses[0] > 0)


def _told_memory(memory: dict[str, float]) -> int:
    for name, megabytes in memory.items():
        line(f"内存 {name}", megabytes, unit=" MB")
    return sum(megabytes > WORKER_MB for megabytes in memory.values())


def _hammered(port: int, visit: Visit) -> int:
    """Public pages through nginx, by sixteen readers without a pause."""
    missed = 0
    for name, address in (("项目页", visit.project), ("首页", "/")):
        with get_context("spawn").Pool(1) as process:
            number = process.apply(without_a_pause, (port, visit.get(address), 5.0))
        line(f"nginx {name}，每秒", number / 5.0)
        missed += number / 5.0 < PAGES_A_SECOND
    return missed


def without_a_pause(port: int, request: bytes, seconds: float) -> int:
    """How many good answers sixteen readers get."""

    async def reader(end: float) -> int:
        number = 0
        while time.perf_counter() < end:
            number += await fetched(port, request) == 200
        return number

    async def sixteen() -> int:
        end = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(reader(end) for _ in range(16))))

    return asyncio.run(sixteen())


if __name__ == "__main__":
    sys.exit(bool(main()))
