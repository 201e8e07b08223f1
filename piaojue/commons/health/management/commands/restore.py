"""`piaojue restore FILE --into FOLDER`: bring a backup back beside what is there, and check it."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from piaojue.commons.health import restoring
from piaojue.commons.health.backup import NoKey
from piaojue.commons.health.databases import Failed
from piaojue.commons.health.envelope import Unreadable


def _moment(text: str) -> datetime:
    """A day and a time of the site's own zone. raises: ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)


class Command(BaseCommand):
    help = "恢复：把一份备份放进新的文件夹并核对，不覆盖任何数据"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("data", type=Path, help="piaojue-….data")
        parser.add_argument("--into", type=Path, required=True, help="新的文件夹，以后作为 PIAOJUE_VAR")
        parser.add_argument("--keys", type=Path, help="piaojue-….keys：票箱钥匙和 SECRET_KEY")
        parser.add_argument("--database", default="", help="PostgreSQL：一个空数据库的地址，以后作为 DATABASE_URL")

        parser.add_argument(
            "--at", type=_moment, help="SQLite：一周内的时刻，如 2026-11-30T15:04，数据库取自 STREAM_TO"
        )

    def handle(
        self, *, data: Path, into: Path, keys: Path | None, database: str, at: datetime | None, **options: Any
    ) -> None:
        was_empty = not into.exists() or not any(into.iterdir())
        try:
            manifest = restoring.restore(data, into, database, keys)
            if at:
                manifest = restoring.at_moment(at, into, manifest)
        except (NoKey, Failed, Unreadable, OSError) as error:
            if was_empty:
                shutil.rmtree(into, ignore_errors=True)
            raise CommandError(f"没有恢复：{error}") from error
        address = database or f"sqlite:///{into.resolve() / 'piaojue.sqlite3'}"
        faults = restoring.check(into.resolve(), address, manifest)
        for fault in faults:
            self.stdout.write(f"✗ {fault}")
        if faults:
            raise CommandError("恢复出来的内容和备份时不一致，请不要使用")
        self.stdout.write(f"✓ 已恢复 {manifest.at} 的数据并核对一致：{into}")
        self.stdout.write(
            f"  停下服务，把设置改为 PIAOJUE_VAR={into.resolve()}" + (f" DATABASE_URL={database}" if database else "")
        )
        self.stdout.write(
            "  再启动。SECRET_KEY、DATA_KEYS 用原来的"
            + ("（在 secret_key、data_keys 文件里，抄进设置后删掉）" if keys else "")
        )
