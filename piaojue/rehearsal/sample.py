"""The sample: 呼和浩特市 with its nine 旗县区, towns and a sub-district, each at another stage of its year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.places.maps import kept_at
from piaojue.commons.places.models import Place
from piaojue.commons.years.actions import open_year
from piaojue.commons.years.models import Year
from piaojue.commons.years.questioning import answer_checkpoint, ask_checkpoint
from piaojue.commons.years.road import Stage as S
from piaojue.rehearsal.clock import Clock
from piaojue.rehearsal.company import (
    Company,
    Phones,
    administrator,
    congress_company,
    guidance,
    residents,
    street_company,
)
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.history import bring_history
from piaojue.rehearsal.play import Plot, play
from piaojue.rehearsal.published import HOHHOT_2026, NANCHANG_2020, NANCHANG_LOSERS, Published
from piaojue.rehearsal.scenery.where import BORDERS
from piaojue.rehearsal.stage import STARTS, Stage

CITY = "1501"


@dataclass(frozen=True)
class Act:
    """One region of the sample.

    until:                 the stage it has reached; half: a part of that stage is played as well
    suggestions, deputies: 条, 人
    candidates, seats:     项
    projects:              published ones, that become candidates first
    tie, losers:           how the vote ends
    """

    place: str
    until: str
    suggestions: int = 60
    deputies: int = 30
    projects: tuple[Published, ...] = ()
    losers: frozenset[str] = frozenset()
    candidates: int = 10
    seats: int = 8
    tie: bool = False
    half: bool = True


PROGRAMME = (
    Act("150121", S.SOLICITING, 90),
    Act("150122", S.GROUPING, 80),
    Act("150124", S.SCREENING, 70),
    Act("150103004", S.CONSULTING, 40, candidates=6, seats=4),
    Act("150105", S.NOMINATING, projects=HOHHOT_2026["150105"]),
    Act("150104", S.CIRCULATING, projects=HOHHOT_2026["150104"]),
    Act("150102101", S.DELIBERATING, 30, 24, candidates=6, seats=5),
    Act("150103", S.VOTING, projects=HOHHOT_2026["150103"]),
    Act("150122101", S.ANNOUNCING, 30, 24, candidates=6, seats=5, half=False),
    Act("150102", S.DELIVERING, 80, 40, projects=HOHHOT_2026["150102"]),
    Act(
        "150123",
        S.EVALUATING,
        60,
        30,
        projects=NANCHANG_2020,
        losers=frozenset(NANCHANG_LOSERS),
        candidates=12,
        seats=10,
    ),
    Act("150125", S.ARCHIVED, 60, 30, tie=True),
    Act("150124101", S.PLANNED, deputies=20, half=False),
)
# ordinal: (title, questions, (years before the year, month), an answer)
QUESTIONS = {
    1: (
        "一问：上年底问下年计划",
        ["下一年度怎样征集群众意见？", "候选项目从哪里来？"],
        (1, 12),
        "11 月中旬完成集中征集，候选从归并后的诉求中产生，政府自提的不超过三成。",
    ),
    2: (
        "二问：年初问票决结果",
        ["票决了哪些项目？差额多少？", "结果怎样向群众公布？"],
        (0, 2),
        "已在人代会上差额票决，结果当场宣布，次日在网站和各社区公告栏公布。",
    ),
    3: (
        "三问：年中问项目进展",
        ["哪些项目亮黄灯、红灯？怎样赶上？"],
        (0, 7),
        "黄灯项目已由分管领导约谈，责任单位排出了按周推进的计划，月底前赶上。",
    ),
    4: (
        "四问：年底问经验总结",
        ["群众满意度怎样？不满意的怎样整改？"],
        (0, 12),
        "满意度测评已安排在年底，不满意的项目限期整改后再评。",
    ),
}


def build(
    tell: Callable[[str], None], *, seed: int = 1, quiet: bool = False, programme: tuple[Act, ...] = PROGRAMME
) -> None:
    """Everything on stage. Takes about a minute; the same seed gives the same people and texts."""
    luck = Random(seed)
    admin, phones = administrator(CITY, luck), Phones()
    city = Place.objects.get(pk=CITY)
    guidance(city, admin, luck, phones)
    today = timezone.localdate()
    company = congress_company(city, admin, luck, phones, deputies=30, year=today.year)
    people, clerks = residents(40, phones), []
    for number, act in enumerate(programme, 1):
        place = Place.objects.get(pk=act.place)
        tell(f"[{number}/{len(programme)}] {place.name}：{S(act.until).label}")
        clerks.append(_region(act, place, admin, luck, phones, people, quiet, tell))
    _four_questions(city, company, clerks)


def year_number(until: str, today: date) -> int:
    """The year in which a region can stand at this stage today: next year's before the vote, this or last year's after."""
    if until in (S.EVALUATING, S.ARCHIVED):
        return today.year - 1
    if until == S.DELIVERING:
        return today.year if today.month >= 5 else today.year - 1
    return today.year + (today.month >= 7)


def shift_of(until: str, number: int, today: date) -> int:
    """Days that bring the stage to today; the calendar of years under way stays as it is."""
    if until in (S.DELIVERING, S.EVALUATING, S.ARCHIVED):
        return 0
    month, day = STARTS[until]
    begins = date(number - (1 if month >= 8 else 0), month, day)
    lengths: dict[str, int] = {S.SOLICITING: 35, S.VOTING: 0}
    return (today - begins - timedelta(days=lengths.get(until, 5))).days


def _region(
    act: Act,
    place: Place,
    admin: Seat,
    luck: Random,
    phones: Phones,
    people: list[Seat],
    quiet: bool,
    tell: Callable[[str], None],
) -> Seat:
    street = place.is_subdistrict
    company = (
        street_company(place, admin, luck, phones)
        if street
        else congress_company(place, admin, luck, phones, deputies=act.deputies, year=timezone.localdate().year)
    )
    today = timezone.localdate()
    number = year_number(act.until, today)
    year = open_year(place=place, number=number, by=clerk_of(company), seats_to_fill=act.seats)
    stage = Stage(
        company,
        year,
        luck,
        people,
        suggestions=act.suggestions,
        candidates=act.candidates,
        seats=act.seats,
        quiet=quiet,
        projects=act.projects,
        clock=Clock(),
        shift=shift_of(act.until, number, today),
    )
    if brought := bring_history(year, clerk_of(company), stage.spots, luck=Random(f"{place.pk}")):
        tell(f"    历年项目：{brought} 件")
    plot = Plot(act.tie, act.losers, tell=lambda line: tell(f"    {line}"))
    play(stage, plot, until=act.until, half=act.half)
    return clerk_of(company)


def _four_questions(city: Place, company: Company, clerks: list[Seat]) -> None:
    """四问 of the city: asked of every region, answered by most."""
    today = timezone.localdate()
    year = open_year(place=city, number=today.year, by=clerk_of(company), seats_to_fill=10)
    districts, clock = [clerk for clerk in clerks if len(clerk.place_id) == 6], Clock()
    for ordinal, (title, questions, (before, month), text) in QUESTIONS.items():
        due = date(today.year - before, month, 20)
        clock.set(min(due - timedelta(days=20), today))
        with clock.running():
            checkpoint = ask_checkpoint(
                year=year, ordinal=ordinal, title=title, questions=questions, due=due, by=clerk_of(company)
            )
            clock.set(min(due - timedelta(days=4), today))
            for clerk in districts[: len(districts) + 1 - ordinal] if due < today else districts[:2]:
                answer_checkpoint(checkpoint=checkpoint, text=text, by=clerk)


def lay_borders() -> None:
    """The borders of the sample's city, where an office would put them."""
    kept = kept_at(CITY)
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(BORDERS.read_text("utf-8"), "utf-8")


def is_empty() -> bool:
    """Whether nobody and nothing is there yet."""
    return not Year.objects.exists() and not Seat.objects.exists()
