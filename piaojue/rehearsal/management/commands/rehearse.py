"""`piaojue rehearse`: play a whole year for one region through the actions that the pages call."""

from random import Random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from piaojue.commons.places.models import Place
from piaojue.commons.years.actions import open_year
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage as S
from piaojue.rehearsal.company import Phones, administrator, congress_company, residents, street_company
from piaojue.rehearsal.play import play
from piaojue.rehearsal.stage import Stage


class Command(BaseCommand):
    help = "彩排:为一个地区演一整年(只用与网页相同的动作)"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--place", default="150102", help="区划代码,默认新城区")
        parser.add_argument("--year", type=int, default=2026)
        parser.add_argument("--suggestions", type=int, default=200)
        parser.add_argument("--deputies", type=int, default=60)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", choices=S.values, default=S.ARCHIVED)
        parser.add_argument("--tie", action="store_true", help="末位平票,再次投票")

    def handle(self, *, place: str, year: int, suggestions: int, deputies: int, seed: int, until: str, tie: bool, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError("正式环境不能彩排:示例人物会混进名册")
        if "shared_cache" not in connection.introspection.table_names():
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        if Year.objects.filter(place_id=place, number=year).exists():
            raise CommandError(f"{place} 的 {year} 年度已经有了,请换一个年度或地区")
        luck = Random(seed)
        admin = administrator(place[:4], luck)
        where, phones = Place.objects.get(pk=place), Phones()
        if where.is_subdistrict:
            company = street_company(where, admin, luck, phones)
            opener = company["street_clerk"]
        else:
            company = congress_company(where, admin, luck, phones, deputies=deputies)
            opener = company["congress_clerk"]
        seats = max(2, min(8, suggestions // 8))
        made = open_year(place=where, number=year, by=opener, seats_to_fill=seats, settings={"sample": True})
        stage = Stage(company, made, luck, residents(max(25, suggestions // 10), phones), suggestions=suggestions, candidates=seats + max(1, seats // 4), quiet=not self.stderr.isatty())
        play(stage, until=until, tie=tie, tell=lambda line: self.stdout.write(f"  {line}"))
        made.refresh_from_db()
        self.stdout.write(f"✓ {made}:{made.get_stage_display()}")
