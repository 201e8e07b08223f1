"""What other rules would choose for the same money.

The method of equal shares (Peters, Pierczyński, Skowron 2021, completed by greedy), sequential Phragmén and greedy by people
are computed by `engines.budgeting` on one instance. In it projects have a cost, and people who asked for a demand behind a
project approve of it. The lists are shown beside the list of the vote and decide nothing. No person leaves this module:
approvals are counted by combination, the export numbers them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from engines.budgeting import Election, as_pabulib, equal_shares, greedy, phragmen
from piaojue.commons.years.models import Year
from piaojue.journey import drawing
from piaojue.journey.coverage import Visible, voters_of
from piaojue.journey.panel import Cell, Panel, share
from piaojue.stages.group.public import GONE, Demand, Link
from piaojue.stages.shortlist.public import Dossier, DossierState
from piaojue.stages.vote.public import PollState, Result

RULES = {
    "equal_shares": gettext_noop("等额份额（Equal Shares）"),
    "phragmen": gettext_noop("菲拉格门（Phragmén）"),
    "greedy": gettext_noop("人数优先（greedy）"),
}


MOST_PRICED = 300
"""Demands that compete with the dossiers: more cannot be read on a page."""


@dataclass(frozen=True)
class Item:
    """Something money could go to. cost: 元; demands: ids behind it; chosen: on the list that is looked at."""

    key: str
    title: str
    cost: int
    demands: frozenset[int]
    chosen: bool
    url: str = ""


@dataclass(frozen=True)
class Choice:
    """The instance.

    budget:    what the chosen items cost together, 元
    approvals: combination of keys → people
    listed:    what the list is called
    unpriced:  titles of what has no cost and cannot take part
    """

    items: list[Item]
    budget: int
    approvals: Counter[frozenset[str]]
    listed: str
    unpriced: list[str] = field(default_factory=list)


def choice_of(year: Year, seen: Visible) -> Choice | None:
    """What could be chosen among; None: nothing to compare.

    After the vote: candidates, with the money of those adopted. Before it: all priced dossiers and demands whose proposers
    named a cost, with the money of the candidates.
    """
    adopted = set(
        Result.objects.filter(
            poll__year=year, adopted=True, poll__state=PollState.CONFIRMED, poll__rehearsal=False
        ).values_list("dossier_id", flat=True)
    )
    if adopted:
        dossiers, chosen, listed = seen.candidates, adopted, gettext_noop("入选项目")
    else:
        dossiers = seen.dossiers
        chosen, listed = {dossier.pk for dossier in seen.candidates}, gettext_noop("候选项目")
    items = [_item(dossier, dossier.total_yuan, dossier.pk in chosen) for dossier in dossiers if dossier.total_yuan]
    if not adopted:
        items += _priced_demands(year, {pk for item in items for pk in item.demands})
    budget = sum(item.cost for item in items if item.chosen)
    if not budget or all(item.chosen for item in items):
        return None
    approvals = _approvals(items)
    return Choice(items, budget, approvals, listed, [dossier.title for dossier in dossiers if not dossier.total_yuan])


def _approvals(items: list[Item]) -> Counter[frozenset[str]]:
    """Combination of keys → how many people asked for a demand behind each of them."""
    behind: dict[int, set[str]] = defaultdict(set)
    for item in items:
        for demand in item.demands:
            behind[demand].add(item.key)
    wishes: dict[int, frozenset[str]] = {}
    for demand, people in voters_of(behind):
        keys = frozenset(behind[demand])
        for person in people:
            wishes[person] = wishes[person] | keys if person in wishes else keys
    return Counter(wishes.values())


def _item(dossier: Dossier, cost: int, chosen: bool) -> Item:
    """cost: 元."""
    url = dossier.get_absolute_url() if dossier.state == DossierState.CANDIDATE else ""
    return Item(f"p{dossier.pk}", dossier.title, cost, frozenset(d.pk for d in dossier.demands.all()), chosen, url)


def _priced_demands(year: Year, taken: set[int]) -> list[Item]:
    """The loudest demands that are in no dossier and whose proposers named a cost, at most MOST_PRICED."""
    priced = Link.objects.filter(ended_at=None, suggestion__est_cost_yuan__gt=0)
    loudest = Demand.objects.filter(Exists(priced.filter(demand=OuterRef("pk"))), year=year)
    loudest = loudest.exclude(pk__in=taken).exclude(state__in=GONE).order_by("-voices", "-pk")
    titles = dict(loudest.values_list("pk", "title")[:MOST_PRICED])
    costs: dict[int, list[int]] = defaultdict(list)
    for pk, yuan in priced.filter(demand__in=list(titles)).values_list("demand_id", "suggestion__est_cost_yuan"):
        costs[pk].append(yuan or 0)
    return [
        Item(
            f"d{pk}",
            _("%(title)s（诉求，造价为居民估计）") % {"title": title},
            round(median(costs[pk])),
            frozenset({pk}),
            False,
            reverse("demand", args=[pk]),
        )
        for pk, title in titles.items()
    ]


def lists_of(choice: Choice) -> dict[str, set[str]]:
    """Rule → keys it would choose within the budget. Ties: more people first, then the cheaper, then by name."""
    election = election_of(choice)
    return {"equal_shares": equal_shares(election), "phragmen": phragmen(election), "greedy": greedy(election)}


def election_of(choice: Choice) -> Election:
    """The choice without titles and places, as the engine takes it."""
    return Election({item.key: item.cost for item in choice.items}, choice.budget, choice.approvals)


def pabulib(choice: Choice, year: Year) -> str:
    """The instance in the .pb format of pabulib.org, with numbers in place of voters.

    Its column `selected` says whether an item is on the list that is looked at.
    """
    return as_pabulib(
        election_of(choice),
        description=f"{year}民生实事项目",
        unit=year.place.name,
        instance=str(year.number),
        titles={item.key: item.title for item in choice.items},
        selected={item.key for item in choice.items if item.chosen},
    )


def compared(choice: Choice) -> list[Panel]:
    """The list and what the rules would choose, what each reaches, then item by item."""
    lists = {"listed": {item.key for item in choice.items if item.chosen}, **lists_of(choice)}
    names = {rule: _(name) for rule, name in {"listed": choice.listed, **RULES}.items()}
    return [_sums(choice, lists, names), _item_by_item(choice, lists, names)]


def _sums(choice: Choice, lists: Mapping[str, set[str]], names: Mapping[str, str]) -> Panel:
    """One line a list. lists: rule → keys; names: rule → its name."""
    lines = [(names[rule], *_sum(choice, keys), len(keys & lists["listed"])) for rule, keys in lists.items()]
    note = _("同样的钱（%(n)s 万元），换一种算法会选哪些。只作参照，不决定任何事；票决由代表投票决定。") % {
        "n": f"{choice.budget / 10_000:,.1f}"
    }
    if choice.unpriced:
        note += _(" 没有造价、未参加比较的有 %(n)s 项。") % {"n": len(choice.unpriced)}
    return Panel(
        "sums",
        _("几种算法放在一起"),
        [_("清单"), _("项目（项）"), _("金额（万元）"), _("至少一件如愿的人"), _("占比"), _("与清单相同（项）")],
        [list(line) for line in lines],
        drawing.bars([(line[0], line[3]) for line in lines], _("人")),
        note,
        wide=True,
        shares=(4,),
        height=60 + 34 * len(lines),
    )


def _sum(choice: Choice, keys: set[str]) -> tuple[int, float, int, float | None]:
    """Of a list: projects, cost in 万元, people with one wish fulfilled at least, their share."""
    yuan = sum(item.cost for item in choice.items if item.key in keys)
    people = sum(n for wish, n in choice.approvals.items() if wish & keys)
    return len(keys), round(yuan / 10_000, 1), people, share(people, choice.approvals.total())


def _item_by_item(choice: Choice, lists: Mapping[str, set[str]], names: Mapping[str, str]) -> Panel:
    people = election_of(choice).people
    items = sorted(choice.items, key=lambda item: (not item.chosen, -people[item.key], item.key))
    rows: list[list[Cell]] = [
        [
            item.title,
            round(item.cost / 10_000, 1),
            people[item.key],
            *("✓" if item.key in keys else "" for keys in lists.values()),
        ]
        for item in items
    ]
    return Panel(
        "items",
        _("逐项对照"),
        [_("项目"), _("造价（万元）"), _("人数"), *(names[rule] for rule in lists)],
        rows,
        links={at: item.url for at, item in enumerate(items) if item.url},
    )
