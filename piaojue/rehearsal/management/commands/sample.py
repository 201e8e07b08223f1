"""`piaojue sample`: the sample data, by playing each region's year up to another stage."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from piaojue.rehearsal.sample import build, is_empty, lay_borders


class Command(BaseCommand):
    help = "示例数据：呼和浩特市九个旗县区，各走到一年的不同阶段"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="已有数据时什么也不做")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, if_empty: bool, seed: int, **options) -> None:
        if not is_empty():
            if if_empty:
                return
            raise CommandError("数据库里已经有数据，示例只能放进空数据库（另设 PIAOJUE_VAR 即可）")
        if settings.PRODUCTION:
            raise CommandError("正式环境不能放示例数据")
        lay_borders()
        began = time.monotonic()
        self.stdout.write("准备示例数据（只在第一次，约一分钟）…")
        build(lambda line: self.stdout.write(f"  {line}"), seed=seed, quiet=not self.stderr.isatty())
        self.stdout.write(f"✓ 示例数据已就绪，用时 {time.monotonic() - began:.0f} 秒")
