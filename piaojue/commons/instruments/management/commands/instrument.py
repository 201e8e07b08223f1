"""`piaojue instrument FILE`: load a local rule from a TOML file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from piaojue.commons.instruments.actions import load_instrument
from piaojue.commons.instruments.reading import read_instrument
from piaojue.commons.moves import Refused


class Command(BaseCommand):
    help = "载入一份本地规定（TOML）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="TOML 文件，写法见 docs/domain.md#local-rules-file")

    def handle(self, *args, file: Path, **options) -> None:
        try:
            place, draft = read_instrument(file.read_text("utf-8"))
            row = load_instrument(place=place, draft=draft)
        except OSError as error:
            raise CommandError(f"打不开 {file}：{error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} 不是 UTF-8 文本") from error
        except Refused as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal
        self.stdout.write(f"✓ 已载入《{row.title}》，定了 {len(row.sets)} 个参数")
