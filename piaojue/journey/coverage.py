"""候选覆盖了什么: which demands the list covers, by people and by region.

No person leaves this module: people are counted, never shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.journey import drawing
from piaojue.journey.panel import Cell, Panel, share
from piaojue.stages.group.public import GONE, Demand, Link, Second, floods_of
from piaojue.stages.shortlist.public import Dossier, candidates_for
from piaojue.stages.suggest.public import Support

Voter = tuple[str, int | str]
"""Somebody who asked: ("person", id), ("phone", number), ("paper", suggestion). Never shown."""
Voters = dict[int, set[Voter]]
"""Demand id → who asked for it."""

COUNTED = gettext_noop("诉求写进某个候选项目的“来源诉求”即为已覆盖；有一件诉求被覆盖的人算已覆盖。")
NOT_YET = gettext_noop("候选项目还没有定出或还没有公开，现在算不出覆盖了多少；公开以后这里会有各地的覆盖情况。")
LEFT = 20
"""How many demands that are on no list are shown."""


def voters_of(demands: Iterable[int]) -> Voters:
    """Demand id → who asked for it, each once."""
    keys = set(demands)
    voters: Voters = defaultdict(set)
    links = Link.objects.filter(demand__in=keys, ended_at=None)
    rows = links.values_list("demand_id", "suggestion_id", "suggestion__proposer_id", "suggestion__proposer_phone")
    for demand, suggestion, person, phone in rows:
        voters[demand].add(("person", person) if person else ("phone", phone) if phone else ("paper", suggestion))
    for demand, person in Second.objects.filter(demand__in=keys).values_list("demand_id", "person_id"):
        voters[demand].add(("person", person))
    supports = Support.objects.filter(suggestion__links__in=links).values_list(
        "suggestion__links__demand_id", "suggestion__links__ended_at", "person_id"
    )
    for demand, ended, person in supports:
        if ended is None and demand in keys:
            voters[demand].add(("person", person))
    for demand, crowded in floods_of(keys).items():  # one source is one voice
        for people in crowded:
            voters[demand] -= {("person", person) for person in sorted(people)[1:]}
    return voters


def covered(year: Year, by: Seat | None) -> list[Panel]:
    """By people, by region, and the demands nobody put on the list."""
    rows = Demand.objects.filter(year=year).exclude(state__in=GONE).select_related("spot")
    demands = list(rows.order_by("-voices", "pk"))
    voters = voters_of([demand.pk for demand in demands])
    candidates = list(candidates_for(by, year))
    if not candidates:
        return [_whole(demands, voters, None)]
    on_list = _demands_of(candidates)
    left = [demand for demand in demands if demand.pk not in on_list]
    return [_whole(demands, voters, on_list), _by_region(year, demands, voters, on_list), _left(left[:LEFT])]


def _whole(demands: list[Demand], voters: Voters, on_list: set[int] | None) -> Panel:
    """Demands and people reached. on_list: ids of demands; None: there is no list yet."""
    everybody = set().union(*voters.values())
    rows: list[list[Cell]]
    if on_list is None:
        rows = [
            [_("诉求（项）"), None, len(demands), None],
            [_("提出与附议的人（去重）"), None, len(everybody), None],
        ]
    else:
        listed = [demand for demand in demands if demand.pk in on_list]
        reached = set().union(*(voters[demand.pk] for demand in listed))
        rows = [
            [_("诉求（项）"), len(listed), len(demands), share(len(listed), len(demands))],
            [_("提出与附议的人（去重）"), len(reached), len(everybody), share(len(reached), len(everybody))],
        ]
    return Panel(
        "whole",
        _("候选项目覆盖了多少"),
        [_("口径"), _("已覆盖"), _("共有"), _("占比")],
        rows,
        note=_(NOT_YET if on_list is None else COUNTED),
        shares=(3,),
    )


def _by_region(year: Year, demands: list[Demand], voters: Voters, on_list: set[int]) -> Panel:
    below = list(Place.objects.filter(parent=year.place).order_by("code"))
    asked: dict[str, set[Voter]] = defaultdict(set)
    reached: dict[str, set[Voter]] = defaultdict(set)
    number: Counter[str] = Counter()
    for demand in demands:
        region = next(
            (place.name for place in below if demand.spot_id.startswith(place.pk)),
            _("%(place)s（未细分）") % {"place": year.place.name},
        )
        number[region] += 1
        asked[region] |= voters[demand.pk]
        if demand.pk in on_list:
            reached[region] |= voters[demand.pk]
    lines = [
        (name, number[name], len(asked[name]), len(reached[name]), share(len(reached[name]), len(asked[name])))
        for name in asked
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


def _demands_of(dossiers: Iterable[Dossier]) -> set[int]:
    through = Dossier.demands.through.objects.filter(dossier__in=list(dossiers))
    return set(through.values_list("demand_id", flat=True))
