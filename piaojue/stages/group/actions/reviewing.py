"""审核队列: a clerk accepts, rejects, splits or moves what the engine proposes. Every judged pair is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from piaojue.commons.acting import Doing, acting, locked
from piaojue.commons.moves import Move, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group import queries, standing
from piaojue.stages.group.actions.grouping import add, make_demand
from piaojue.stages.group.actions.linking import judge, link, number_of_voices
from piaojue.stages.group.models import Demand, DemandState, How, Proposal
from piaojue.stages.group.moves import MOVES, takes_more
from piaojue.stages.group.telling import tell_writers
from piaojue.stages.group.values import DemandDraft, Grounds
from piaojue.stages.suggest.public import Suggestion, SuggestionState, goes_on

FELLOWS = 30
GONE = "这一组刚被别人处理过，请刷新后再看"
ACCEPTED, AUTOMATIC, BY_MOVING = Grounds(how=How.ACCEPT), Grounds(how=How.AUTO), Grounds(how=How.MOVE)
AS_PROPOSED = DemandDraft()


@transaction.atomic
def place_new(*, year: Year, most: int = standing.AT_ONCE) -> int:
    """New suggestions join the proposed groups; returns how many (条). The engine's act, judged by nobody yet."""
    rows = standing.join_new(year, most)
    Proposal.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        accept_sure(year=year)
    return len(rows)


def accept(
    *,
    year: Year,
    bundle: int,
    by: Seat,
    suggestions: Iterable[int] = (),
    draft: DemandDraft = AS_PROPOSED,
    into: Demand | None = None,
) -> Demand:
    """The bundle, or the chosen part of it, becomes a demand or joins one. Raises NotYours, Refused."""
    rows = _waiting_in(year, bundle, suggestions)
    if into is not None:
        return add(demand=into, suggestions=rows, by=by, grounds=ACCEPTED)
    return make_demand(year=year, draft=draft, suggestions=rows, by=by, grounds=ACCEPTED)


def _waiting_in(year: Year, bundle: int, suggestions: Iterable[int]) -> Iterator[Suggestion]:
    """Read and locked no sooner than somebody asks for the first, which is inside the act."""
    yield from (member.suggestion for member in _members(year, bundle, suggestions))


def reject(*, year: Year, bundle: int, by: Seat, suggestions: Iterable[int] = ()) -> list[int]:
    """Not the same: the bundle, or the chosen part, falls into singles.

    returns: who stands alone now
    raises:  NotYours, Refused
    """
    with acting(MOVES["reject"], _lowest(MOVES["reject"], year, bundle, suggestions, by), by) as act:
        members = _members(year, bundle, suggestions)
        keys = [member.suggestion_id for member in members]
        first = _first(year, bundle, but=keys) or keys[0]
        judge(year, [(m.suggestion_id, m.like_id or first) for m in members], False, How.REJECT, by)
        for member in members:
            _stand(member, member.suggestion_id)
        act.note(bundle=bundle, suggestions=keys)
    return keys


def split_off(*, year: Year, bundle: int, by: Seat, suggestions: Iterable[int]) -> int:
    """The chosen part waits as a bundle of its own. Raises NotYours, Refused. Returns the new bundle."""
    chosen = _some_chosen(suggestions)
    with acting(MOVES["split_off"], _lowest(MOVES["split_off"], year, bundle, chosen, by), by) as act:
        members = _members(year, bundle, chosen)
        keys = {member.suggestion_id for member in members}
        rest = _first(year, bundle, but=keys)
        if rest is None:
            raise Refused("全都选中了，没有可以拆开的；要整组拆散请用“不是同一件事”")
        pairs = [(m.suggestion_id, m.like_id if m.like_id and m.like_id not in keys else rest) for m in members]
        judge(year, pairs, False, How.SPLIT, by)
        _name_the_rest(year, bundle, keys, rest)
        for member in members:
            _stand(member, min(keys), keep_reason=member.like_id in keys)
        act.note(bundle=bundle, suggestions=sorted(keys))
    return min(keys)


def move(
    *, year: Year, bundle: int, by: Seat, suggestions: Iterable[int], to: int | None = None, into: Demand | None = None
) -> None:
    """The chosen part goes into another bundle (`to`) or demand (`into`). Raises NotYours, Refused."""
    chosen = _some_chosen(suggestions)
    with acting(MOVES["move"], _lowest(MOVES["move"], year, bundle, chosen, by), by) as act:
        members = _members(year, bundle, chosen)
        keys = [member.suggestion_id for member in members]
        rest = _some(year, bundle, but=keys)
        if into is not None:
            into = _move_into(act, members, into)
        else:
            _move_to(year, bundle, members, to, by)
        judge(year, [(pk, one) for pk in keys for one in rest], False, How.MOVE, by)
        if rest:
            _name_the_rest(year, bundle, keys, rest[0])
        act.note(bundle=bundle, to=to, demand=into.pk if into else None, suggestions=keys)
    if into is not None:
        tell_writers(keys, f"您的建议已归入诉求“{into.title}”。", into.get_absolute_url())


def _move_into(act: Doing[Suggestion], members: Sequence[Proposal], demand: Demand) -> Demand:
    demand = locked(demand)
    if reason := takes_more(demand):
        raise Refused(reason)
    linked = link(act, demand, [member.suggestion for member in members], BY_MOVING)
    columns = {"voices": number_of_voices(demand)}
    act.change(MOVES["add"], demand, columns, suggestions=linked, reason="", how=How.MOVE)
    return demand


def _move_to(year: Year, bundle: int, members: Sequence[Proposal], to: int | None, by: Seat) -> None:
    fellows = _some(year, to) if to is not None and to != bundle else []
    if to is None or not fellows:
        raise Refused("请选择要移到哪一组")
    judge(year, [(m.suggestion_id, fellow) for m in members for fellow in fellows], True, How.MOVE, by)
    for member in members:
        _stand(member, to)


def set_auto(*, year: Year, on: bool, by: Seat) -> Year:
    """Switch automatic acceptance of sure likenesses; in the name of the seat that switched it on. Raises NotYours, Refused."""
    with acting(MOVES["set_auto"], year, by) as act:
        act.thing.settings = replace(act.thing.settings, auto_group=by.pk if on else None)
        act.note(on=on)
    return act.thing


@transaction.atomic
def accept_sure(*, year: Year) -> int:
    """Accept what stands above the line, if the year has it switched on; returns how many (条).

    The line is where 95 of 100 judged links were right (engines.matching.accept_line); anybody may split them off again.
    """
    seat = Seat.objects.in_office().filter(pk=year.settings.auto_group).first()
    if seat is None or MOVES.refusals("make_demand", year, seat):
        return 0
    line, accepted = queries.line_of(year), 0
    going_on = Proposal.objects.filter(goes_on("suggestion__"), year=year)
    sure = going_on.filter(likeness__gte=line, suggestion__state=SuggestionState.RECEIVED)
    for member in sure.select_related("suggestion", "like").order_by("pk"):
        demand = Demand.objects.filter(
            links__suggestion=member.like_id, links__ended_at=None, state=DemandState.OPEN
        ).first()
        if demand is not None:
            add(demand=demand, suggestions=[member.suggestion], by=seat, grounds=AUTOMATIC)
        elif member.like and member.like_id and queries.waiting(year).filter(pk=member.like_id).exists():
            pair = [member.like, member.suggestion]
            make_demand(year=year, draft=AS_PROPOSED, suggestions=pair, by=seat, grounds=AUTOMATIC)
        else:
            continue
        accepted += 1
    return accepted


def _some_chosen(suggestions: Iterable[int]) -> set[int]:
    chosen = set(suggestions)
    if not chosen:
        raise Refused("请先选中要处理的建议（按数字键，或点前面的方框）")
    return chosen


def _waiting(year: Year, bundle: int, suggestions: Iterable[int]) -> QuerySet[Suggestion]:
    """What waits in a bundle, all or the chosen part."""
    keys = set(suggestions)
    rows = queries.waiting(year).filter(proposal__bundle=bundle)
    return (rows.filter(pk__in=keys) if keys else rows).order_by("pk")


def _lowest(line: Move, year: Year, bundle: int, suggestions: Iterable[int], by: Seat | None) -> Suggestion:
    """The suggestion that the log's entry about a bundle is kept with.

    raises: Refused where none waits any more; NotYours for who may not do it and learns nothing of that
    """
    first = _waiting(year, bundle, suggestions).first()
    if first is None:
        MOVES.require(line.code, year.place, by)
        raise Refused(GONE)
    return first


def _members(year: Year, bundle: int, suggestions: Iterable[int]) -> list[Proposal]:
    """What waits in a bundle, all or the chosen part, locked. Raises Refused where a colleague was faster."""
    keys = set(suggestions)
    rows = {row.pk: row for row in _waiting(year, bundle, keys).select_for_update(of=("self",))}
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


def _name_the_rest(year: Year, bundle: int, leaving: Iterable[int], name: int) -> None:
    """What stays is named anew, where it was named after a suggestion that leaves."""
    leaving = list(leaving)
    if bundle in leaving:
        Proposal.objects.filter(year=year, bundle=bundle).exclude(suggestion__in=leaving).update(bundle=name)


def _stand(member: Proposal, bundle: int, keep_reason: bool = False) -> None:
    member.bundle = bundle
    if not keep_reason:
        member.like, member.likeness, member.confidence, member.reason = None, 0, 0, ""
    member.save(update_fields=["bundle", "like", "likeness", "confidence", "reason"])
