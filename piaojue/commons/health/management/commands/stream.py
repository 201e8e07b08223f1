"""`piaojue stream`: copy every change of the SQLite database to STREAM_TO until stopped."""

from typing import Any

from django.core.management.base import BaseCommand

from piaojue.commons.health import streaming


class Command(BaseCommand):
    help = "实时备份：把数据库的每次改动在几秒内抄到 STREAM_TO，可以恢复到一周内的任何时刻"

    def handle(self, **options: Any) -> None:
        stream = streaming.ours()
        if stream is None:
            self.stdout.write("没有设置 STREAM_TO，或数据库是 PostgreSQL（请用它自己的归档），不需要运行")
            return
        stream.run()
