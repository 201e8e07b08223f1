"""`manage.py jobs`: a worker. Any number of them on any number of machines."""

import os
import signal
import socket
import time

from django.core.management.base import BaseCommand
from django.db import Error, connection

from piaojue.commons.jobs import pulse, steps, work
from piaojue.commons.jobs.work import run, take_one
from piaojue.commons.limits import brief
from piaojue.commons.notify import letters, outbox
from piaojue.commons.wordindex import index

RECEIPTS_SECONDS = 60
PAUSE_AFTER_FAULT = 5


class Command(BaseCommand):
    help = (
        "后台任务的工人：取任务、做任务，发出等待的短信和邮件，把新写的字句收进检索索引，空闲时把新到的建议并入归并队列"
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="做完现有任务就结束")
        parser.add_argument("--pause", type=float, default=3.0, help="空闲时隔几秒再看，默认 3")

    def handle(self, *, once: bool, pause: float, **options) -> None:
        if not once:
            signal.signal(signal.SIGTERM, _stop)
        self.asked_at = 0.0
        while True:
            try:
                busy = self._round()
            except Error as error:  # the database is away or locked: the worker waits for it
                self.stderr.write(f"database: {type(error).__name__}")
                connection.close()
                if once:
                    raise
                time.sleep(PAUSE_AFTER_FAULT)
                continue
            if not busy and once:
                return
            if not busy:
                time.sleep(pause)

    def _round(self) -> bool:
        """One job, or what is done between jobs. Returns whether there may be more."""
        pulse.beat(f"worker:{socket.gethostname()}:{os.getpid()}")
        sent = steps.do(outbox.deliver)
        steps.do(index.take_in)
        if job := take_one():
            run(job)
            self.stdout.write(f"{job.kind} #{job.pk}：{job.get_state_display()} {job.note}")
            return True
        if time.monotonic() - self.asked_at > RECEIPTS_SECONDS:
            self.asked_at = time.monotonic()
            for step in (outbox.take_receipts, outbox.forget, letters.forget, brief.clear, index.forget):
                steps.do(step)
        return bool(sent + sum(steps.do(act) for act in work.IDLE))


def _stop(*_signal) -> None:
    raise SystemExit(0)
