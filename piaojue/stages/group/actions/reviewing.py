"""审核队列: a clerk accepts, rejects, splits or moves what the engine proposes. Every judged pair is kept."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.record.log import record
from piaojue.commons.years.models import Year
from piaojue.stages.group import queries, standing
from piaojue.stages.group.actions.grouping import add, judge, make_demand
from piaojue.stages.group.models import Act, Demand, DemandState, Proposal
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.public import Suggestion, SuggestionState

FELLOWS = 30
GONE = "这一组刚被别人处理过，请刷新后再看"


@transaction.atomic
def place_new(*, year: Year, most: int = standing.AT_ONCE) -> int:
    """New suggestions join the proposed groups; returns how many (条). The engine's act, judged by nobody yet."""
    rows = standing.join_new(year, most)
    Proposal.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        accept_sure(year=year)
    return len(rows)


@transaction.atomic
def accept(
    *,
    year: Year,
    bundle: int,
    by: Seat,
    suggestions: Iterable[int] = (),
    title: str = "",
    category: str = "",
    department: Body | None = None,
    into: Demand | None = None,
    act: str = Act.ACCEPT,
) -> Demand:
    """The bundle, or the chosen part of it, becomes a demand or joins one. Raises NotYours, Refused."""
    MOVES.take("group", year, by)
    members = _members(year, bundle, suggestions)
    rows = [member.suggestion for member in members]
    if into is not None:
        return add(demand=into, suggestions=rows, by=by, act=act)
    return make_demand(
        year=year,
        title=title or rows[0].title,
        suggestions=rows,
        by=by,
        category=category,
        department=department,
        act=act,
    )


@transaction.atomic
def reject(*, year: Year, bundle: int, by: Seat, suggestions: Iterable[int] = ()) -> list[int]:
    """Not the same: the bundle, or the chosen part, falls into singles. Raises NotYours, Refused. Returns who stands alone now."""
    MOVES.take("group", year, by)
    members = _members(year, bundle, suggestions)
    first = _first(year, bundle, but=[member.suggestion_id for member in members]) or members[0].suggestion_id
    judge(year, [(m.suggestion_id, m.like_id or first) for m in members], False, Act.REJECT, by)
    for member in members:
        _stand(member, member.suggestion_id)
    record("group.rejected", members[0].suggestion, by, bundle=bundle, suggestions=[m.suggestion_id for m in members])
    return [member.suggestion_id for member in members]


@transaction.atomic
def split_off(*, year: Year, bundle: int, by: Seat, suggestions: Iterable[int]) -> int:
    """The chosen part waits as a bundle of its own. Raises NotYours, Refused. Returns the new bundle."""
    MOVES.take("group", year, by)
    members = _members(year, bundle, suggestions, chosen=True)
    keys = {member.suggestion_id for member in members}
    rest = _first(year, bundle, but=keys)
    if rest is None:
        raise Refused("全都选中了，没有可以拆开的；要整组拆散请用“不是同一件事”")
    pairs = [(m.suggestion_id, m.like_id if m.like_id and m.like_id not in keys else rest) for m in members]
    judge(year, pairs, False, Act.SPLIT, by)
    # the rest may be named after a suggestion that leaves: it is named anew
    if bundle in keys:
        Proposal.objects.filter(year=year, bundle=bundle).exclude(suggestion__in=keys).update(bundle=rest)
    for member in members:
        _stand(member, min(keys), keep_reason=member.like_id in keys)
    record("group.split_off", members[0].suggestion, by, bundle=bundle, suggestions=sorted(keys))
    return min(keys)


@transaction.atomic
def move(
    *, year: Year, bundle: int, by: Seat, suggestions: Iterable[int], to: int | None = None, into: Demand | None = None
) -> None:
    """The chosen part goes into another bundle (`to`) or demand (`into`). Raises NotYours, Refused."""
    MOVES.take("group", year, by)
    members = _members(year, bundle, suggestions, chosen=True)
    keys = [member.suggestion_id for member in members]
    rest = _some(year, bundle, but=keys)
    if into is not None:
        add(demand=into, suggestions=[member.suggestion for member in members], by=by, act=Act.MOVE)
    elif to is None or to == bundle or not (fellows := _some(year, to)):
        raise Refused("请选择要移到哪一组")
    else:
        judge(year, [(pk, fellow) for pk in keys for fellow in fellows], True, Act.MOVE, by)
        for member in members:
            _stand(member, to)
    judge(year, [(pk, one) for pk in keys for one in rest], False, Act.MOVE, by)
    if rest and bundle in keys:
        Proposal.objects.filter(year=year, bundle=bundle).exclude(suggestion__in=keys).update(bundle=rest[0])
    members[0].suggestion.refresh_from_db()
    record(
        "group.moved",
        members[0].suggestion,
        by,
        bundle=bundle,
        to=to,
        demand=into.pk if into else None,
        suggestions=keys,
    )


@transaction.atomic
def set_auto(*, year: Year, on: bool, by: Seat) -> Year:
    """Switch automatic acceptance of sure likenesses; in the name of the seat that switched it on. Raises NotYours, Refused."""
    year = Year.objects.select_for_update(of=("self",)).select_related("place").get(pk=year.pk)
    MOVES.take("group", year, by)
    year.settings = replace(year.settings, auto_group=by.pk if on else None)
    year.save(update_fields=["settings", "version"])
    record("group.auto_set", year, by, on=on)
    return year


@transaction.atomic
def accept_sure(*, year: Year) -> int:
    """Accept what stands above the line, if the year has it switched on; returns how many (条).

    The line is where 95 of 100 judged links were right (engines.matching.accept_line); anybody may split them off again.
    """
    seat = Seat.objects.filter(pk=year.settings.auto_group, active=True).first()
    if seat is None or MOVES.refusals("group", year, seat):
        return 0
    line, done = queries.line_of(year), 0
    sure = Proposal.objects.filter(year=year, likeness__gte=line, suggestion__state=SuggestionState.RECEIVED)
    for member in sure.select_related("suggestion", "like").order_by("pk"):
        demand = Demand.objects.filter(
            links__suggestion=member.like_id, links__ended_at=None, state=DemandState.OPEN
        ).first()
        if demand is not None:
            add(demand=demand, suggestions=[member.suggestion], by=seat, act=Act.AUTO)
        elif member.like and member.like.state == SuggestionState.RECEIVED:
            make_demand(
                year=year, title=member.like.title, suggestions=[member.like, member.suggestion], by=seat, act=Act.AUTO
            )
        else:
            continue
        done += 1
    return done


def _members(year: Year, bundle: int, suggestions: Iterable[int], chosen: bool = False) -> list[Proposal]:
    """What waits in a bundle, all or the chosen part, locked."""
    keys = set(suggestions)
    if chosen and not keys:
        raise Refused("请先选中要处理的建议（按数字键，或点前面的方框）")
    waiting = Suggestion.objects.select_for_update().filter(
        year=year, proposal__bundle=bundle, state=SuggestionState.RECEIVED, **({"pk__in": keys} if keys else {})
    )
    rows = {row.pk: row for row in waiting}
    if not rows or keys - rows.keys():
        raise Refused(GONE)
    members = list(Proposal.objects.filter(suggestion__in=rows).order_by("suggestion_id"))
    for member in members:
        member.suggestion = rows[member.suggestion_id]
    return members


def _some(year: Year, bundle: int, but: Iterable[int] = ()) -> list[int]:
    """The lowest suggestions of a bundle without some, FELLOWS at most: enough to say with whom one is judged."""
    rows = Proposal.objects.filter(year=year, bundle=bundle).exclude(suggestion__in=list(but)).order_by("suggestion_id")
    return list(rows.values_list("suggestion_id", flat=True)[:FELLOWS])


def _first(year: Year, bundle: int, but: Iterable[int] = ()) -> int | None:
    return next(iter(_some(year, bundle, but)), None)


def _stand(member: Proposal, bundle: int, keep_reason: bool = False) -> None:
    member.bundle = bundle
    if not keep_reason:
        member.like, member.likeness, member.confidence, member.reason = None, 0, 0, ""
    member.save(update_fields=["bundle", "like", "likeness", "confidence", "reason"])
