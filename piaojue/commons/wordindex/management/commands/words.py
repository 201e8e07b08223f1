"""`piaojue words`: the index of words, made anew or brought up to date."""

import time

from django.core.management.base import BaseCommand

from piaojue.commons.wordindex import index


class Command(BaseCommand):
    help = "检索索引：没有、损坏或者属于另一个数据库时从头建，否则补上新的；--anew 一律从头建"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--anew", action="store_true", help="从头建，用完再换上，期间照常检索")

    def handle(self, *, anew: bool, **options) -> None:
        began = time.monotonic()
        number = 0
        if anew:
            number = index.build() or 0
        else:
            while part := index.take_in():
                number += part
        spent = max(time.monotonic() - began, 0.001)
        self.stdout.write(f"检索索引：{number} 条，{spent:.1f} 秒，每秒 {number / spent:.0f} 条")
