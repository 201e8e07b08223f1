"""Web server and worker of one machine, each replaced when it dies. In production systemd does this (deploy/systemd).

python deploy/supervise.py     PORT, WEB_WORKERS (2), HOST (127.0.0.1)
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

PORT, HOST = os.environ.get("PORT", "8000"), os.environ.get("HOST", "127.0.0.1")
WORKERS = os.environ.get("WEB_WORKERS", "2")
MOST_MEMORY = 1024
"""MiB of one web worker, above which it is replaced between requests."""
WEB = [
    *("granian", "--interface", "wsgi", "--host", HOST, "--port", PORT, "--workers", WORKERS),
    *("--blocking-threads", "16", "--no-ws", "--log-level", "error"),
    *("--respawn-failed-workers", "--respawn-interval", "1", "--workers-max-rss", str(MOST_MEMORY)),
    *("--workers-kill-timeout", "30", "piaojue.config.wsgi:application"),
]
LEAN = {"MALLOC_ARENA_MAX": "2"}
"""Many threads with heaps of their own hold half as much memory again that nobody uses."""
JOBS = [sys.executable, "manage.py", "jobs"]
SHORTEST = 5
"""Seconds that a process should last; one that dies earlier is started again after as long."""


def main() -> int:
    """Runs until it is told to end."""
    running: dict[str, tuple[subprocess.Popen[bytes], float]] = {}
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        for name, command in (("web", WEB), ("jobs", JOBS)):
            process, began = running.get(name, (None, 0.0))
            if (process is not None and process.poll() is None) or time.monotonic() - began <= SHORTEST:
                continue
            if process is not None:
                print(f"· {name} ended ({process.returncode}) and is started again", file=sys.stderr, flush=True)
                _end_workers_of(process)
            running[name] = _begun(command), time.monotonic()
        time.sleep(0.5)
    for process, _began in running.values():
        process.terminate()
    for process, _began in running.values():
        try:
            process.wait(timeout=35)
        except subprocess.TimeoutExpired:
            process.kill()
        _end_workers_of(process)
    return 0


def _begun(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, start_new_session=True, env={**LEAN, **os.environ})


def _end_workers_of(process: "subprocess.Popen[bytes]") -> None:
    """A server that was killed leaves its workers behind, which would go on answering beside those of the next one."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
