"""`manage.py jobs`: a worker. Any number of them on any number of machines."""

import time

from django.core.management.base import BaseCommand

from piaojue.commons.jobs.work import IDLE, run, take_one


class Command(BaseCommand):
    help = "后台任务的工人：取任务、做任务，空闲时把新到的建议并入归并队列"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="做完现有任务就结束")
        parser.add_argument("--pause", type=float, default=3.0, help="空闲时隔几秒再看，默认 3")

    def handle(self, *, once: bool, pause: float, **options) -> None:
        while True:
            if job := take_one():
                run(job)
                self.stdout.write(f"{job.kind} #{job.pk}：{job.get_state_display()} {job.note}")
                continue
            busy = sum(act() for act in IDLE)
            if once:
                return
            if not busy:
                time.sleep(pause)
