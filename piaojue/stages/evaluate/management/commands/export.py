"""`piaojue export 150102/2026 DIR`: a year's archive as plain files in a folder."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.package import write_folder
from piaojue.stages.evaluate.volume import volume_pdf


class Command(BaseCommand):
    help = "Write one year's archive (papers, data, files, log, manifest) into a folder: export PLACE/YEAR DIR"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", help="place code and year, for example 150102/2026")
        parser.add_argument("folder", type=Path, help="an empty or new folder")

    def handle(self, *, year: str, folder: Path, **options) -> None:
        place, _, number = year.partition("/")
        row = (
            Year.real.select_related("place")
            .filter(place_id=place, number=int(number) if number.isdecimal() else 0)
            .first()
        )
        if row is None:
            raise CommandError(f"没有“{year}”这个年度，请写成 区划代码/年度，例如 150102/2026")
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise CommandError(f"{folder} 不是空文件夹，请换一个，以免覆盖")
        written = write_folder(row, folder, [("volume.pdf", [volume_pdf(row)])])
        self.stdout.write(f"{row}：已写出 {written} 个文件到 {folder}")
