"""`piaojue tallies check|rebuild|fold`: whether the kept numbers are what a recount says; count anew; put parts together."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from piaojue.commons.tallies import keeping


class Command(BaseCommand):
    help = "计数：核对记着的数和重新数的是否一致（check）、重新数一遍（rebuild）、合并分片（fold）"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["check", "rebuild", "fold"])

    def handle(self, *, what: str, **options: Any) -> None:
        if what == "rebuild":
            keeping.rebuild()
            self.stdout.write("✓ 已重新数过")
        elif what == "fold":
            self.stdout.write(f"✓ 合并了 {keeping.fold()} 行")
        else:
            self._check()

    def _check(self) -> None:
        wrong = list(keeping.differences())
        for difference in wrong:
            self.stdout.write(f"✗ {difference}")
        if wrong:
            sys.exit(1)
        self.stdout.write("✓ 记着的数和重新数的一致")
