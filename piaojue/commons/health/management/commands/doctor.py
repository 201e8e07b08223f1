"""`piaojue doctor`: what this installation lacks, and how it is mended. Exit 1 when something must be done."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from piaojue.commons.health import checks

MARKS = {checks.FINE: "✓", checks.WARN: "!", checks.BAD: "✗"}


class Command(BaseCommand):
    help = "体检：缺什么、怎样补"

    def handle(self, *args: Any, **options: Any) -> None:
        rows = checks.all_checks()
        for row in rows:
            self.stdout.write(f"{MARKS[row.state]} {row.name}：{row.says}")
            if row.remedy:
                self.stdout.write(f"    → {row.remedy}")
        if any(row.state == checks.BAD for row in rows):
            sys.exit(1)
