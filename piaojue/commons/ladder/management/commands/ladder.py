"""`piaojue ladder`: who has to hear this morning that something is due, overdue, or left undone below; once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from piaojue.commons.ladder.climbing import climb
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year


class Command(BaseCommand):
    help = "催办：提醒经办人，逾期的报上级、报领导小组；每人一天至多一次"

    def handle(self, **options: Any) -> None:
        heard = 0
        for place in Place.objects.filter(pk__in=Year.real.values("place")).order_by("pk"):
            heard += climb(place)
        self.stdout.write(f"✓ 提醒了 {heard} 人")
