"""`piaojue lamps`: judge every lamp of every year under way, once a day; silence turns a lamp yellow and units hear of red."""

import sys

from django.core.management.base import BaseCommand

from piaojue.commons.moves import Refused
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.actions import lamps_today
from piaojue.stages.deliver.actions.lighting import is_watched


class Command(BaseCommand):
    help = "按今天的日期重判全部在建项目的亮灯；每天运行一次"

    def handle(self, *args, **options) -> None:
        wrong = False
        stages = [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED]
        for year in Year.objects.filter(stage__in=stages).select_related("place").order_by("place_id"):
            if not is_watched(year):
                continue
            try:
                changed = lamps_today(year=year)
            except Refused as refusal:
                wrong = True
                self.stdout.write(f"✗ {year}：{'；'.join(refusal.reasons)}")
                continue
            for project in changed:
                self.stdout.write(f"{year} {project}：{project.get_lamp_display()}（{project.lamp_reason}）")
        if wrong:
            sys.exit(1)
        self.stdout.write("✓ 亮灯已按今天重判")
