"""`piaojue backup`: database, uploads and keys while people work, encrypted."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.health import backup
from piaojue.commons.health.databases import Failed
from piaojue.commons.jobs import pulse


class Command(BaseCommand):
    help = "备份：数据库、上传的文件、密钥，边用边备，加密保存"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--into", type=Path, help="备份放在哪个文件夹，默认 BACKUP_FOLDER")

    def handle(self, *, into: Path | None, **options: Any) -> None:
        if into:
            into.mkdir(parents=True, exist_ok=True)
        try:
            made = backup.make(into)
        except (backup.NoKey, Failed, OSError) as error:
            pulse.beat("backup", fine=False, note=type(error).__name__)
            raise CommandError(f"没有备份成功：{error}") from error
        size = made.data.stat().st_size
        pulse.beat("backup", note=f"{size} bytes")
        self.stdout.write(f"✓ {made.data}（{size / 2**20:.1f} MB，{made.manifest.files} 个文件）")
        if made.keys:
            self.stdout.write(f"✓ {made.keys}：票箱钥匙和 SECRET_KEY，请放到另一个地方")
        else:
            self.stdout.write("! 没有设置 BACKUP_KEY_OF_KEYS，票箱钥匙和 SECRET_KEY 没有备份")
        self.stdout.write("  用 piaojue drill 试着恢复一次，才知道这份备份能用")
