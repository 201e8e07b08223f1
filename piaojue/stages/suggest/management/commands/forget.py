"""piaojue forget: every night, erases contacts whose time is over."""

from django.core.management.base import BaseCommand

from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.actions import forget_contacts


class Command(BaseCommand):
    help = "期满删除建议人的姓名、电话和地址（每天夜里运行一次）"

    def handle(self, *args, **options) -> None:
        for year in Year.every.filter(stage=Stage.ARCHIVED).select_related("place"):
            if number := forget_contacts(year=year):
                self.stdout.write(f"{year}：删除 {number} 条建议的联系方式")
