"""`piaojue drill`: restore the newest backup into a scratch place and check all of it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.health import backup, restoring
from piaojue.commons.health.databases import Failed
from piaojue.commons.health.envelope import Unreadable
from piaojue.commons.jobs import pulse


class Command(BaseCommand):
    help = "演练：把最新的备份恢复到临时地方，核对表、文件和操作记录"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("data", type=Path, nargs="?", help="哪一份，默认最新的")
        parser.add_argument("--fresh", action="store_true", help="先备份一次")

    def handle(self, *, data: Path | None, fresh: bool, **options: Any) -> None:
        try:
            chosen = backup.make().data if fresh else data or backup.newest()
            if chosen is None:
                raise CommandError("还没有备份，请先运行 piaojue backup")
            keys = chosen.with_suffix(f".{backup.KEYS}")
            faults = restoring.drill(chosen, keys if keys.exists() and backup_of_keys() else None)
        except (backup.NoKey, Failed, Unreadable, OSError) as error:
            pulse.beat("drill", fine=False, note=type(error).__name__)
            raise CommandError(f"这份备份不能用：{error}") from error
        for fault in faults:
            self.stdout.write(f"✗ {fault}")
        pulse.beat("drill", fine=not faults, note=chosen.name)
        if faults:
            raise CommandError(f"{chosen.name} 恢复后不一致")
        self.stdout.write(f"✓ {chosen.name} 恢复到临时地方，表、文件和操作记录都一致")


def backup_of_keys() -> bool:
    try:
        return bool(backup.key_of("BACKUP_KEY_OF_KEYS"))
    except backup.NoKey:
        return False
