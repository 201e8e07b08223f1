"""`piaojue log verify`: walk the hash chains and compare the rows; exit 1 when something was changed behind its back."""

import sys

from django.core.management.base import BaseCommand

from piaojue.commons.record.models import Entry
from piaojue.commons.record.verify import broken_chains, changed_rows


class Command(BaseCommand):
    help = "核对操作记录：哈希链是否完整，数据是否被绕过系统改动"

    def add_arguments(self, parser) -> None:
        parser.add_argument("what", choices=["verify"])

    def handle(self, *args, **options) -> None:
        faults = list(broken_chains())
        if not faults:
            faults = list(changed_rows())
        for tampering in faults:
            self.stdout.write(f"✗ {tampering.where}：{tampering.reason}")
        if faults:
            sys.exit(1)
        self.stdout.write(f"✓ {Entry.objects.count()} 条记录首尾相接，没有发现绕过系统的改动")
