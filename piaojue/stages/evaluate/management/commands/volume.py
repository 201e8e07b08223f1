"""`piaojue volume 150102 2026`: a year's papers in one PDF that can be printed and bound."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.volume import volume_pdf


class Command(BaseCommand):
    help = "Print one year's papers, with index and photos, into one PDF: volume PLACE YEAR [--to FILE]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", help="place code, for example 150102")
        parser.add_argument("number", type=int, help="year, for example 2026")
        parser.add_argument("--to", type=Path, help="the file to write; default PLACE-YEAR.pdf here")

    def handle(self, *, place: str, number: int, to: Path | None, **options) -> None:
        year = Year.real.select_related("place").filter(place_id=place, number=number).first()
        if year is None:
            raise CommandError(f"没有“{place} {number}”这个年度，请写成 区划代码 年度，例如 150102 2026")
        if not year.papers.exclude(body="").exists():
            raise CommandError(f"{year}还没有文书，没有可以装订的")
        file = to or Path(f"{place}-{number}.pdf")
        if file.exists():
            raise CommandError(f"{file} 已经存在，请换一个文件名，以免覆盖")
        file.write_bytes(volume_pdf(year))
        self.stdout.write(f"{year}：{year.papers.count()} 份文书已装订到 {file}")
