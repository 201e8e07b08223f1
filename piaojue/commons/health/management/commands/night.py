"""`piaojue night`: what every night needs, in order, each kept with whether it went well. A failure stops nothing but itself."""

import sys
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from piaojue.commons.jobs import pulse

TASKS: dict[str, list[str]] = {
    "lamps": ["lamps"],
    "ladder": ["ladder"],
    "calls": ["calls"],
    "follow_up": ["follow_up"],
    "forget": ["forget"],
    "sessions": ["clearsessions"],
    "reseal": ["reseal"],
    "witness": ["log", "witness"],
    "tallies": ["tallies", "fold"],
    "verify": ["log", "verify", "--files", "--nights", "7"],
    "backup": ["backup"],
    "drill": ["drill"],
}
OWN_PULSE = ("backup", "drill")
"""These say themselves how it went."""


class Command(BaseCommand):
    help = "每晚的事：亮灯、催办、回访建议人、到期清理、换密钥、核对记录、备份、演练恢复"

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
