"""`piaojue night`: what every night needs, in order, each kept with whether it went well. A failure stops nothing but itself."""

import sys
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from piaojue.commons.jobs import pulse

TASKS: dict[str, list[str]] = {
    "lamps": ["lamps"],
    "forget": ["forget"],
    "sessions": ["clearsessions"],
    "witness": ["log", "witness"],
    "verify": ["log", "verify", "--files"],
    "backup": ["backup"],
    "drill": ["drill"],
}
OWN_PULSE = ("backup", "drill")
"""These say themselves how it went."""


class Command(BaseCommand):
    help = "每晚的事：亮灯、到期清理、核对记录、备份、演练恢复"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("tasks", nargs="*", choices=[*TASKS, []], help=f"只做其中几样：{'、'.join(TASKS)}")

    def handle(self, *, tasks: list[str], **options: Any) -> None:
        failed = [name for name in tasks or TASKS if not self._done(name)]
        if failed:
            sys.exit(1)

    def _done(self, name: str) -> bool:
        out, note = StringIO(), ""
        try:
            call_command(*TASKS[name], stdout=out, stderr=out)
        except SystemExit as end:
            note = "有问题" if end.code else ""
        except Exception as error:  # the other tasks of the night still have to be done
            note = type(error).__name__
        if name not in OWN_PULSE:
            pulse.beat(name, fine=not note, note=note)
        self.stdout.write(f"{'✗' if note else '✓'} {name} {note}")
        if note:
            self.stdout.write(out.getvalue())
        return not note
