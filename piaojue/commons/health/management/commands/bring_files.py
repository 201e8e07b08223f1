"""`piaojue bring_files FOLDER`: files out of a folder of one machine into the storage that STORAGE names."""

from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage, storages
from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.health.backup import names_in

WORK = ("intake", "exports", "matching")


class Command(BaseCommand):
    help = "把一台机器文件夹里的文件（上传的、任务的、票箱钥匙）放进 STORAGE 指定的存储；已有的不覆盖"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="原来的 PIAOJUE_VAR，或恢复出来的文件夹")

    def handle(self, *, folder: Path, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"没有这个文件夹：{folder}")
        pairs = [("files", default_storage, ""), ("keys", storages["keys"], "")]
        pairs += [(name, storages["work"], f"{name}/") for name in WORK]
        for name, target, before in pairs:
            brought, there = self._bring(folder / name, target, before)
            self.stdout.write(f"· {name}：放入 {brought} 个，原来就有 {there} 个")

    def _bring(self, folder: Path, target: Storage, before: str) -> tuple[int, int]:
        """How many were brought, and how many were there."""
        brought = there = 0
        for name in sorted(names_in(FileSystemStorage(folder))):
            if target.exists(before + name):
                there += 1
                continue
            with (folder / name).open("rb") as file:
                target.save(before + name, File(file))
            brought += 1
        return brought, there
