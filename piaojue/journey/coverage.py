"""候选覆盖了什么: which demands the list covers, by people and by region, and what other rules would choose for the same money.

Method of equal shares (Peters, Pierczyński, Skowron 2021, completed by greedy), sequential Phragmén and greedy by
people are computed by `engines.budgeting` on the same instance: projects with a cost, people who asked for a demand behind
a project as approvals. They are shown beside the list and decide nothing. No person leaves this module: approvals are
counted by combination, the export numbers them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from engines.budgeting import Election, as_pabulib, equal_shares, greedy, phragmen
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.journey import drawing
from piaojue.journey.panels import Panel
from piaojue.stages.group.public import GONE, Demand, Link, Second, floods_of
from piaojue.stages.shortlist.public import Dossier, DossierState, candidates_for, dossiers_for
from piaojue.stages.suggest.public import Support
from piaojue.stages.vote.public import PollState, Result

Voter = tuple[str, int | str]
"""Somebody who asked: ("person", id), ("phone", number), ("paper", suggestion). Never shown."""


@dataclass(frozen=True)
class Item:
    """Something money could go to. cost: 元; demands: ids behind it; chosen: on the list that is looked at."""

    key: str
    title: str
    cost: int
    demands: frozenset[int]
    chosen: bool
    url: str = ""


@dataclass
class Choice:
    """The instance. budget: 元, what the chosen items cost together; approvals: combination of keys → people."""

    items: list[Item]
    budget: int
    approvals: Counter
    listed: str
    unpriced: list[str] = field(default_factory=list)


COUNTED = gettext_noop("诉求写进某个候选项目的“来源诉求”即为已覆盖；有一件诉求被覆盖的人算已覆盖。")
NOT_YET = gettext_noop("候选项目还没有定出或还没有公开，现在算不出覆盖了多少；公开以后这里会有各地的覆盖情况。")
RULES = {
    "equal_shares": gettext_noop("等额份额（Equal Shares）"),
    "phragmen": gettext_noop("菲拉格门（Phragmén）"),
    "greedy": gettext_noop("人数优先（greedy）"),
}


def voters_of(demands: Iterable[int]) -> dict[int, set[Voter]]:
    """Demand id → who asked for it, each once."""
    keys, found = list(demands), defaultdict(set)
    links = Link.objects.filter(demand__in=keys, ended_at=None)
    rows = links.values_list("demand_id", "suggestion_id", "suggestion__proposer_id", "suggestion__proposer_phone")
    for demand, suggestion, person, phone in rows:
        found[demand].add(("person", person) if person else ("phone", phone) if phone else ("paper", suggestion))
    for demand, person in Second.objects.filter(demand__in=keys).values_list("demand_id", "person_id"):
        found[demand].add(("person", person))
    supports = Support.objects.filter(suggestion__links__in=links).values_list(
        "suggestion__links__demand_id", "suggestion__links__ended_at", "person_id"
    )
    for demand, ended, person in supports:
        if ended is None and demand in set(keys):
            found[demand].add(("person", person))
    for demand, crowded in floods_of(keys).items():  # one source is one voice
        for people in crowded:
            found[demand] -= {("person", person) for person in sorted(people)[1:]}
    return found


def covered(year: Year, by: Seat | None) -> list[Panel]:
    """By people, by region, and the demands nobody put on the list."""
    demands = list(
        Demand.objects.filter(year=year).exclude(state__in=GONE).select_related("spot").order_by("-voices", "pk")
    )
    voters = voters_of([demand.pk for demand in demands])
    candidates = list(candidates_for(by, year))
    on_list, shown = _demands_of(candidates), bool(candidates)
    listed = [demand for demand in demands if demand.pk in on_list]
    everybody = set().union(*voters.values())
    reached = set().union(*(voters[demand.pk] for demand in listed)) if listed else set()
    whole = [
        [
            _("诉求（项）"),
            len(listed) if shown else None,
            len(demands),
            _share(len(listed), len(demands)) if shown else None,
        ],
        [
            _("提出与附议的人（去重）"),
            len(reached) if shown else None,
            len(everybody),
            _share(len(reached), len(everybody)) if shown else None,
        ],
    ]
    panels = [
        Panel(
            "whole",
            _("候选项目覆盖了多少"),
            [_("口径"), _("已覆盖"), _("共有"), _("占比")],
            whole,
            note=_(COUNTED if shown else NOT_YET),
            shares=(3,),
        )
    ]
    if not shown:
        return panels
    panels.append(_by_region(year, demands, voters, on_list))
    left = [demand for demand in demands if demand.pk not in on_list][:20]
    panels.append(
        Panel(
            "left",
            _("人数多而不在候选里的诉求"),
            [_("诉求"), _("所在地"), _("人数"), _("去向")],
            [[d.title, d.spot.name, d.voices, said(d.get_state_display())] for d in left],
            links={at: demand.get_absolute_url() for at, demand in enumerate(left)},
            note=_("点开可看答复与理由。"),
        )
    )
    return panels


def _by_region(year: Year, demands: list[Demand], voters: dict, on_list: set[int]) -> Panel:
    below = list(Place.objects.filter(parent=year.place).order_by("code"))
    asked, reached, number = defaultdict(set), defaultdict(set), Counter()
    for demand in demands:
        region = next(
            (place.name for place in below if demand.spot_id.startswith(place.pk)),
            _("%(place)s（未细分）") % {"place": year.place.name},
        )
        number[region] += 1
        asked[region] |= voters[demand.pk]
        if demand.pk in on_list:
            reached[region] |= voters[demand.pk]
    rows = [
        [name, number[name], len(asked[name]), len(reached[name]), _share(len(reached[name]), len(asked[name]))]
        for name in asked
    ]
    rows.sort(key=lambda row: (row[4] or 0, row[0]))
    chart = drawing.bars([(row[0], round(100 * (row[4] or 0))) for row in rows[:16]], "%") if rows else None
    return Panel(
        "by_region",
        _("各地的人被覆盖多少"),
        [_("地区"), _("诉求（项）"), _("提出的人"), _("已覆盖的人"), _("占比")],
        rows,
        chart,
        _("从覆盖最少的地区排起。"),
        height=60 + 34 * max(4, min(16, len(rows))),
        shares=(4,),
    )


def choice_of(year: Year, by: Seat | None) -> Choice | None:
    """What could be chosen among. After the vote: candidates, with the money of those adopted; before it: all priced
    dossiers and demands whose proposers named a cost, with the money of the candidates. None: nothing to compare."""
    adopted = set(
        Result.objects.filter(
            poll__year=year, adopted=True, poll__state=PollState.CONFIRMED, poll__rehearsal=False
        ).values_list("dossier_id", flat=True)
    )
    candidates = list(candidates_for(by, year).prefetch_related("demands"))
    if adopted:
        dossiers, chosen, listed = candidates, adopted, gettext_noop("入选项目")
    else:
        dossiers = list(dossiers_for(by, year).prefetch_related("demands"))
        chosen, listed = {dossier.pk for dossier in candidates}, gettext_noop("候选项目")
    items = [_item(dossier, dossier.pk in chosen) for dossier in dossiers if dossier.total_yuan]
    if not adopted:
        items += _priced_demands(year, {pk for item in items for pk in item.demands})
    budget = sum(item.cost for item in items if item.chosen)
    if not budget or all(item.chosen for item in items):
        return None
    voters = voters_of({pk for item in items for pk in item.demands})
    wishes: dict[Voter, set[str]] = defaultdict(set)
    for item in items:
        for voter in set().union(*(voters[pk] for pk in item.demands)):
            wishes[voter].add(item.key)
    approvals = Counter(frozenset(keys) for keys in wishes.values())
    return Choice(items, budget, approvals, listed, [dossier.title for dossier in dossiers if not dossier.total_yuan])


def _item(dossier: Dossier, chosen: bool) -> Item:
    url = dossier.get_absolute_url() if dossier.state == DossierState.CANDIDATE else ""
    return Item(
        f"p{dossier.pk}", dossier.title, dossier.total_yuan, frozenset(d.pk for d in dossier.demands.all()), chosen, url
    )


def _priced_demands(year: Year, taken: set[int]) -> list[Item]:
    costs: dict[int, list[int]] = defaultdict(list)
    links = (
        Link.objects.filter(demand__year=year, ended_at=None, suggestion__est_cost_yuan__gt=0)
        .exclude(demand__in=taken)
        .exclude(demand__state__in=GONE)
    )
    titles = {}
    for pk, title, yuan in links.values_list("demand_id", "demand__title", "suggestion__est_cost_yuan"):
        costs[pk].append(yuan)
        titles[pk] = title
    return [
        Item(
            f"d{pk}",
            _("%(title)s（诉求，造价为居民估计）") % {"title": titles[pk]},
            round(median(found)),
            frozenset({pk}),
            False,
            f"/d/{pk}/",
        )
        for pk, found in costs.items()
    ]


def lists_of(choice: Choice) -> dict[str, set[str]]:
    """Rule → keys it would choose within the budget. Ties: more people first, then the cheaper, then by name."""
    election = election_of(choice)
    return {"equal_shares": equal_shares(election), "phragmen": phragmen(election), "greedy": greedy(election)}


def election_of(choice: Choice) -> Election:
    """The choice without titles and places, as the engine takes it."""
    return Election({item.key: item.cost for item in choice.items}, choice.budget, choice.approvals)


def pabulib(choice: Choice, year: Year) -> str:
    """The instance in the .pb format of pabulib.org, votes numbered; selected: whether an item is on the list that is looked at."""
    return as_pabulib(
        election_of(choice),
        description=f"{year}民生实事项目",
        unit=year.place.name,
        instance=str(year.number),
        titles={item.key: item.title for item in choice.items},
        selected={item.key for item in choice.items if item.chosen},
    )


def compared(choice: Choice) -> list[Panel]:
    """The list and what the rules would choose, item by item, and what each reaches."""
    lists = {"listed": {item.key for item in choice.items if item.chosen}, **lists_of(choice)}
    names = {rule: _(name) for rule, name in {"listed": choice.listed, **RULES}.items()}
    people = election_of(choice).people
    items = sorted(choice.items, key=lambda item: (not item.chosen, -people[item.key], item.key))
    rows = [
        [
            item.title,
            round(item.cost / 10_000, 1),
            people[item.key],
            *("✓" if item.key in keys else "" for keys in lists.values()),
        ]
        for item in items
    ]
    total = sum(choice.approvals.values())
    costs = {item.key: item.cost for item in choice.items}
    sums = []
    for rule, keys in lists.items():
        with_one = sum(n for wish, n in choice.approvals.items() if wish & keys)
        sums.append(
            [
                names[rule],
                len(keys),
                round(sum(costs[key] for key in keys) / 10_000, 1),
                with_one,
                _share(with_one, total),
                len(keys & lists["listed"]),
            ]
        )
    note = _("同样的钱（%(n)s 万元），换一种算法会选哪些。只作参照，不决定任何事；票决由代表投票决定。") % {
        "n": f"{choice.budget / 10_000:,.1f}"
    }
    if choice.unpriced:
        note += _(" 没有造价、未参加比较的有 %(n)s 项。") % {"n": len(choice.unpriced)}
    return [
        Panel(
            "sums",
            _("几种算法放在一起"),
            [_("清单"), _("项目（项）"), _("金额（万元）"), _("至少一件如愿的人"), _("占比"), _("与清单相同（项）")],
            sums,
            drawing.bars([(row[0], row[3]) for row in sums], _("人")),
            note,
            wide=True,
            shares=(4,),
            height=60 + 34 * len(sums),
        ),
        Panel(
            "items",
            _("逐项对照"),
            [_("项目"), _("造价（万元）"), _("人数"), *(names[rule] for rule in lists)],
            rows,
            links={at: item.url for at, item in enumerate(items) if item.url},
        ),
    ]


def _demands_of(dossiers: Iterable[Dossier]) -> set[int]:
    through = Dossier.demands.through.objects.filter(dossier__in=list(dossiers))
    return set(through.values_list("demand_id", flat=True))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
