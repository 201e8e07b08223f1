"""候选覆盖了什么: which demands the list covers, by people and by region.

No person leaves this module: people are counted, never shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.sealing import as_kept
from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.journey import drawing
from piaojue.journey.panel import Cell, Panel, share
from piaojue.stages.group.public import GONE, Demand, Link, Second, floods_of
from piaojue.stages.shortlist.public import Dossier, candidates_for, dossiers_for

Voter = tuple[str, int | str]
"""Somebody who asked: ("person", id), ("phone", number), ("paper", suggestion). Never shown."""
PART = 2000
"""Demands whose people are read at once."""

COUNTED = gettext_noop("诉求写进某个候选项目的“来源诉求”即为已覆盖；有一件诉求被覆盖的人算已覆盖。")
NOT_YET = gettext_noop("候选项目还没有定出或还没有公开，现在算不出覆盖了多少；公开以后这里会有各地的覆盖情况。")
LEFT = 20
"""How many demands that are on no list are shown."""


@dataclass(frozen=True)
class Visible:
    """The dossiers of a year that a reader may see. candidates: the list; dossiers: all that money could go to."""

    candidates: list[Dossier]
    dossiers: list[Dossier]


@dataclass
class Reach:
    """Demands and people (each once), and how many of them a list reaches."""

    demands: int = 0
    listed: int = 0
    asked: set[int] = field(default_factory=set)
    reached: set[int] = field(default_factory=set)


def visible(by: Seat | None, year: Year) -> Visible:
    return Visible(
        list(candidates_for(by, year).prefetch_related("demands")),
        list(dossiers_for(by, year).prefetch_related("demands")),
    )


def voters_of(demands: Iterable[int]) -> Iterator[tuple[int, set[int]]]:
    """(demand id, who asked for it, each once), some demands at a time. People are numbers that mean nothing elsewhere."""
    rest = iter(demands)
    while part := set(islice(rest, PART)):
        yield from _voters_of(part).items()


def _voters_of(keys: set[int]) -> dict[int, set[int]]:
    voters: dict[int, set[Voter]] = {key: set() for key in keys}
    links = Link.objects.filter(demand__in=keys, ended_at=None)
    rows = links.values_list(
        "demand_id", "suggestion_id", "suggestion__proposer_id", as_kept("suggestion__proposer_phone")
    )
    for demand, suggestion, person, phone in rows:
        voters[demand].add(("person", person) if person else ("phone", phone) if phone else ("paper", suggestion))
    for demand, person in Second.objects.filter(demand__in=keys).values_list("demand_id", "person_id"):
        voters[demand].add(("person", person))
    seconded = links.filter(suggestion__supports__person__isnull=False)
    supports = seconded.values_list("demand_id", "suggestion__supports__person_id")
    for demand, person in supports:
        voters[demand].add(("person", person))
    for demand, crowded in floods_of(keys).items():  # one source is one voice
        for people in crowded:
            voters[demand] -= {("person", person) for person in sorted(people)[1:]}
    return {demand: set(map(hash, those)) for demand, those in voters.items()}


def covered(year: Year, seen: Visible) -> list[Panel]:
    """By people, by region, and the demands nobody put on the list."""
    rows = Demand.objects.filter(year=year).exclude(state__in=GONE)
    on_list = {demand.pk for dossier in seen.candidates for demand in dossier.demands.all()}
    reaches = _reaches(year, rows, on_list)
    whole = Reach()
    for one in reaches.values():
        whole.demands += one.demands
        whole.listed += one.listed
        whole.asked |= one.asked
        whole.reached |= one.reached
    if not seen.candidates:
        return [_whole(whole, listed=False)]
    left = rows.exclude(pk__in=on_list).select_related("spot").order_by("-voices", "-pk")[:LEFT]
    return [_whole(whole, listed=True), _by_region(reaches), _left(list(left))]


def _reaches(year: Year, rows: QuerySet[Demand], on_list: set[int]) -> dict[str, Reach]:
    """Name of a region below the year's place → its demands and people."""
    below = list(Place.objects.filter(parent=year.place).order_by("code"))
    elsewhere = _("%(place)s（未细分）") % {"place": year.place.name}
    spots = dict(rows.order_by().values_list("pk", "spot_id").iterator(chunk_size=PART))
    reaches: dict[str, Reach] = defaultdict(Reach)
    for demand, people in voters_of(spots):
        name = next((place.name for place in below if spots[demand].startswith(place.pk)), elsewhere)
        one = reaches[name]
        one.demands += 1
        one.asked |= people
        if demand in on_list:
            one.listed += 1
            one.reached |= people
    return reaches


def _whole(all_of: Reach, *, listed: bool) -> Panel:
    """Demands and people reached. listed: whether there is a list yet."""
    demands: list[Cell] = [_("诉求（项）"), None, all_of.demands, None]
    people: list[Cell] = [_("提出与附议的人（去重）"), None, len(all_of.asked), None]
    if listed:
        demands[1:] = [all_of.listed, all_of.demands, share(all_of.listed, all_of.demands)]
        reached, asked = len(all_of.reached), len(all_of.asked)
        people[1:] = [reached, asked, share(reached, asked)]
    return Panel(
        "whole",
        _("候选项目覆盖了多少"),
        [_("口径"), _("已覆盖"), _("共有"), _("占比")],
        [demands, people],
        note=_(COUNTED if listed else NOT_YET),
        shares=(3,),
    )


def _by_region(reaches: Mapping[str, Reach]) -> Panel:
    lines = [
        (name, one.demands, len(one.asked), len(one.reached), share(len(one.reached), len(one.asked)))
        for name, one in reaches.items()
    ]
    lines.sort(key=lambda line: (line[4] or 0, line[0]))
    chart = drawing.bars([(line[0], round(100 * (line[4] or 0))) for line in lines[:16]], "%") if lines else None
    return Panel(
        "by_region",
        _("各地的人被覆盖多少"),
        [_("地区"), _("诉求（项）"), _("提出的人"), _("已覆盖的人"), _("占比")],
        [list(line) for line in lines],
        chart,
        _("从覆盖最少的地区排起。"),
        height=60 + 34 * max(4, min(16, len(lines))),
        shares=(4,),
    )


def _left(demands: list[Demand]) -> Panel:
    """Demands that are on no list, those of most people first."""
    return Panel(
        "left",
        _("人数多而不在候选里的诉求"),
        [_("诉求"), _("所在地"), _("人数"), _("去向")],
        [[demand.title, demand.spot.name, demand.voices, said(demand.get_state_display())] for demand in demands],
        links={at: demand.get_absolute_url() for at, demand in enumerate(demands)},
        note=_("点开可看答复与理由。"),
    )
