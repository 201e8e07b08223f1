"""piaojue calls: every night, tells who waits for it that a place takes suggestions again."""

from django.core.management.base import BaseCommand

from piaojue.stages.suggest.awaiting import tell_those_who_wait


class Command(BaseCommand):
    help = "告诉等待的人：所在的地方开始收建议了（每天夜里运行一次）"

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"已通知 {tell_those_who_wait()} 人")
