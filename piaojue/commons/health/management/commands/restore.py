"""`piaojue restore FILE --into FOLDER`: bring a backup back beside what is there, and check it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.health import restoring
from piaojue.commons.health.backup import NoKey
from piaojue.commons.health.databases import Failed
from piaojue.commons.health.envelope import Unreadable


class Command(BaseCommand):
    help = "恢复：把一份备份放进新的文件夹并核对，不覆盖任何数据"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("data", type=Path, help="piaojue-….data")
        parser.add_argument("--into", type=Path, required=True, help="新的文件夹，以后作为 PIAOJUE_VAR")
        parser.add_argument("--keys", type=Path, help="piaojue-….keys：票箱钥匙和 SECRET_KEY")
        parser.add_argument("--database", default="", help="PostgreSQL：一个空数据库的地址，以后作为 DATABASE_URL")

    def handle(self, *, data: Path, into: Path, keys: Path | None, database: str, **options: Any) -> None:
        try:
            manifest = restoring.restore(data, into, database, keys)
        except (NoKey, Failed, Unreadable, OSError) as error:
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
            "  再启动。SECRET_KEY 用原来的" + ("（在 secret_key 文件里，抄进设置后删掉）" if keys else "")
        )
