"""`piaojue rehearse`: play a whole year for one region through the actions that the pages call."""

from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from piaojue.commons.moves import Refused
from piaojue.commons.places.models import Place
from piaojue.commons.years.actions import open_year
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage as S
from piaojue.rehearsal.company import Phones, administrator, congress_company, residents, street_company
from piaojue.rehearsal.play import Plot, play
from piaojue.rehearsal.scenes.drilling import NoHall, Setting, drill
from piaojue.rehearsal.stage import Stage

SMALLEST = {"suggestions": 20, "deputies": 8}


class Command(BaseCommand):
    help = "彩排：为一个地区演一整年（只用与网页相同的动作）"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--place", default="150102", help="区划代码，默认新城区")
        parser.add_argument("--year", type=int, default=2026)
        parser.add_argument("--suggestions", type=int, default=200)
        parser.add_argument("--deputies", type=int, default=60)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", choices=S.values, default=S.ARCHIVED)
        parser.add_argument("--tie", action="store_true", help="末位平票，再次投票")
        parser.add_argument(
            "--hall", type=int, metavar="人数", help="只演练会场：这么多位模拟代表用加密票箱投票，结束后清除"
        )
        parser.add_argument("--faults", type=float, default=0.1, help="会场演练中出意外的手机所占比例")
        parser.add_argument(
            "--rounds", type=int, choices=[1, 2], default=2, help="会场演练几轮：2 即第一轮平票，再投一次"
        )
        parser.add_argument("--out", type=Path, metavar="文件夹", help="会场演练的公开档案放在这里")
        parser.add_argument("--keep", action="store_true", help="会场演练后不清除，留着看页面")

    def handle(
        self, *, place: str, year: int, suggestions: int, deputies: int, seed: int, until: str, tie: bool, **options
    ) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "正式环境不能彩排：示例人物会混进名册。会场演练请在“票决”里勾选“演练”，由监票人自己做钥匙。"
            )
        if options["hall"]:
            setting = Setting(
                options["hall"],
                faults=options["faults"],
                rounds=options["rounds"],
                keep=options["keep"],
                out=options["out"],
                quiet=not self.stderr.isatty(),
            )
            return self._hall(place, seed, setting)
        if wrong := _sizes(year, suggestions, deputies):
            raise CommandError(wrong)
        try:
            self._play(place, year, suggestions, deputies, seed, until, tie)
        except Refused as why:
            raise CommandError("；".join(why.reasons)) from why

    def _play(self, place: str, year: int, suggestions: int, deputies: int, seed: int, until: str, tie: bool) -> None:
        """One year on stage. raises: Refused, CommandError"""
        if "shared_cache" not in connection.introspection.table_names():
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        if Year.objects.filter(place_id=place, number=year).exists():
            raise CommandError(f"{place} 的 {year} 年度已经有了，请换一个年度或地区")
        luck = Random(seed)
        admin = administrator(place[:4], luck)
        where, phones = Place.objects.filter(pk=place).first(), Phones()
        if where is None:
            raise CommandError(f"区划表里没有代码 {place}：请用统计用区划代码，例如 150102（新城区）")
        if where.is_subdistrict:
            company = street_company(where, admin, luck, phones)
            opener = company["street_clerk"]
        else:
            company = congress_company(where, admin, luck, phones, deputies=deputies, year=year)
            opener = company["congress_clerk"]
        seats = max(2, min(8, suggestions // 8))
        row = open_year(place=where, number=year, by=opener, seats_to_fill=seats)
        stage = Stage(
            company,
            row,
            luck,
            residents(max(25, suggestions // 10), phones),
            suggestions=suggestions,
            candidates=seats + -(-seats // 5),
            quiet=not self.stderr.isatty(),
        )
        play(stage, Plot(tie, tell=lambda line: self.stdout.write(f"  {line}")), until=until)
        row.refresh_from_db()
        self.stdout.write(f"✓ {row}：{row.get_stage_display()}")

    def _hall(self, place: str, seed: int, setting: Setting) -> None:
        """会场演练 in the place's latest year."""
        if not 10 <= setting.deputies <= 5000:
            raise CommandError("模拟代表应在 10 到 5000 人之间")
        year = Year.objects.filter(place_id=place).select_related("place").order_by("-number").first()
        if year is None:
            raise CommandError(f"{place} 还没有年度：先 make run 载入示例，或 rehearse 一个年度")
        tell = lambda line: self.stdout.write(f"  {line}")  # noqa: E731
        try:
            held = drill(year, Random(seed), setting, tell)
        except (NoHall, Refused) as why:
            raise CommandError(str(why)) from why
        if not held:
            raise CommandError("演练中有应得的回答没有得到，见上")
        self.stdout.write(f"✓ {year.place.name}会场演练：{setting.deputies} 位模拟代表")


def _sizes(year: int, suggestions: int, deputies: int) -> str:
    """Why these sizes make no year; empty: they do."""
    if not 2000 <= year <= 2100:
        return "--year 请填 2000 至 2100 的年份"
    if not SMALLEST["suggestions"] <= suggestions <= 100_000:
        return f"--suggestions 请填 {SMALLEST['suggestions']} 至 100000 条：太少归并不出候选项目"
    return "" if SMALLEST["deputies"] <= deputies <= 3000 else f"--deputies 请填 {SMALLEST['deputies']} 至 3000 人"
