"""`piaojue log verify`: walk the hash chains and compare the rows; exit 1 when something was changed behind its back.

`piaojue log witness` signs the heads of the chains and hands them to those who keep them outside.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.record import nightly, witness
from piaojue.commons.record.models import Entry
from piaojue.commons.record.verify import Tampering, broken_chains, changed_rows, everything, wrong_numbers


class Command(BaseCommand):
    help = "核对操作记录：哈希链是否完整，数据和文件是否被绕过系统改动；或者请外面见证"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["verify", "witness"])
        parser.add_argument("--files", action="store_true", help="也核对每个文件的内容")
        parser.add_argument("--nights", type=int, default=0, help="只核对新的和旧的几分之一，这么多夜轮一遍；0：全部")
        parser.add_argument("--against", type=Path, help="用外面保存的见证文件（/witness/ 下载的）来核对")

    def handle(self, *, what: str, files: bool, nights: int, against: Path | None, **options: Any) -> None:
        if what == "witness":
            row = witness.witness()
            kept = witness.send(row)
            self.stdout.write(f"✓ {len(row.heads)} 个地区的记录已签名：{row.digest}")
            self.stdout.write(f"  外面保存的：{'、'.join(kept) or '还没有。请在 /witness/ 下载或打印一份'}")
            return
        parts, now = nightly.parts(nights) if nights else ([everything()], None)
        faults = list(broken_chains()) if now is None else [fault for part in parts for fault in broken_chains(part)]
        faults = faults or [
            *witness.rewritten(),
            *(fault for part in parts for fault in changed_rows(part)),
            *wrong_numbers(),
        ]
        if against:
            faults += _compared(against)
        if files:
            faults += _files()
        for tampering in faults:
            self.stdout.write(f"✗ {tampering.where}：{tampering.reason}")
        if faults:
            sys.exit(1)
        if now is not None:
            nightly.move_on(now)
        read = "" if now is None else "（读了新的，和旧的里轮到的一部分）"
        self.stdout.write(f"✓ {Entry.objects.count()} 条记录首尾相接，没有发现绕过系统的改动{read}")


def _compared(path: Path) -> list[Tampering]:
    try:
        given = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} 打不开：{error}") from error
    if not witness.is_genuine(given):
        raise CommandError(f"{path} 不是一份完整的见证文件，或者被改过")
    return list(witness.against(f"{given['at']} 的见证", given["heads"]))


def _files() -> Iterator[Tampering]:
    """Models that keep files say so: `file_digest = (column of the file, column of its SHA-256)`."""
    for model in apps.get_models():
        if columns := getattr(model, "file_digest", None):
            rows = model._default_manager.order_by("pk").iterator(chunk_size=500)
            yield from witness.files_changed(rows, *columns)
