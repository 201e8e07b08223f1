"""`piaojue follow_up`: proposers are asked four weeks after their project was accepted; once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.actions.following import ask_proposers


class Command(BaseCommand):
    help = "项目验收满四周的，请提建议的人评价；每天运行一次"

    def handle(self, *args: Any, **options: Any) -> None:
        stages = [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED]
        for year in Year.objects.filter(stage__in=stages).select_related("place").order_by("place_id"):
            if survey := ask_proposers(year=year):
                self.stdout.write(f"{year}：{survey}")
        self.stdout.write("✓ 建议人回访已按今天的日期办理")
