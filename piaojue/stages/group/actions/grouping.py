"""What happens in 归并. Originals are never touched; every link can be undone."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import record
from piaojue.commons.years.models import Year
from piaojue.stages.group.floods import too_many
from piaojue.stages.group.models import Act, Decision, Demand, DemandState, Link, Merger, Proposal, Second
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.telling import tell_proposers, tell_voices, voices_of, with_merged
from piaojue.stages.suggest.public import Category, Suggestion, SuggestionState, Support


def locked(demand: Demand) -> Demand:
    """The row as it is now, locked until the action ends."""
    rows = Demand.objects.select_for_update(of=("self",)).select_related("place", "year", "year__place")
    return rows.get(pk=demand.pk)


@transaction.atomic
def make_demand(
    *,
    year: Year,
    title: str,
    suggestions: Iterable[Suggestion],
    by: Seat,
    summary: str = "",
    category: str = "",
    spot: Place | None = None,
    department: Body | None = None,
    reason: str = "",
    act: str = Act.HAND,
) -> Demand:
    """One demand from one or several suggestions; all proposers hear of it.

    reason: why they are one; empty: what the engine gave for each
    act:    how the clerk came to it, kept with the judged pairs
    raises: NotYours, Refused (none given, grouped already, of another year, no title)
    """
    MOVES.take("group", year, by)
    suggestions = list(suggestions)
    if not suggestions:
        raise Refused("请先勾选要归并的建议")
    if not 4 <= len(title.strip()) <= 60:
        raise Refused("诉求名称请写 4–60 个字，说清在哪里办什么")
    demand = Demand.objects.create(
        place=year.place,
        year=year,
        title=title.strip(),
        summary=summary,
        spot=spot or suggestions[0].spot,
        category=category or suggestions[0].category or Category.OTHER,
        department=department,
        created_by=by,
    )
    linked = _link(demand, suggestions, by, reason, act)
    record("group.demand_made", demand, by, suggestions=linked, reason=reason, how=act)
    tell_voices([demand], f"您的建议已归并为诉求“{demand.title}”。", demand.get_absolute_url())
    return demand


@transaction.atomic
def add(
    *,
    demand: Demand,
    suggestions: Iterable[Suggestion],
    by: Seat,
    reason: str = "",
    version: int | None = None,
    act: str = Act.HAND,
) -> Demand:
    """Add suggestions to an open demand. Raises NotYours, Refused."""
    demand = locked(demand)
    MOVES.take("group", demand, by, version=version)
    if demand.state != DemandState.OPEN:
        raise Refused(f"这条诉求{demand.get_state_display()}，不能再加入建议")
    suggestions = list(suggestions)
    if not suggestions:
        raise Refused("请先勾选要归并的建议")
    linked = _link(demand, suggestions, by, reason, act)
    record("group.added", demand, by, suggestions=linked, reason=reason, how=act)
    tell_proposers(linked, f"您的建议已归入诉求“{demand.title}”。", demand.get_absolute_url())
    return demand


@transaction.atomic
def split(*, demand: Demand, suggestions: Iterable[Suggestion], by: Seat, version: int | None = None) -> Demand:
    """Take suggestions out again; they wait as they came. The link stays as history; a demand that loses all is dissolved."""
    demand = locked(demand)
    MOVES.take("split", demand, by, version=version)
    keys = [suggestion.pk for suggestion in suggestions]
    links = list(demand.links.filter(ended_at=None, suggestion__in=keys).select_related("suggestion"))
    if not links:
        raise Refused("请勾选要拆出的建议")
    release(demand, links, by)
    rest = demand.links.filter(ended_at=None).order_by("pk").first()
    gone = sorted(link.suggestion_id for link in links)
    judge(demand.year, [(pk, rest.suggestion_id) for pk in gone] if rest else [], False, Act.SPLIT, by)
    Proposal.objects.filter(suggestion__in=gone).update(bundle=gone[0], like=None, likeness=0, confidence=0, reason="")
    record("group.split", demand, by, suggestions=sorted(link.suggestion_id for link in links))
    return demand


@transaction.atomic
def edit(*, demand: Demand, by: Seat, version: int | None = None, **values) -> Demand:
    """Change title, summary, category, spot or department."""
    demand = locked(demand)
    MOVES.take("edit", demand, by, version=version)
    for name, value in values.items():
        setattr(demand, name, value)
    demand.save(update_fields=[*values, "version"])
    record("group.edited", demand, by)
    return demand


@transaction.atomic
def merge(*, kept: Demand, gone: Demand, by: Seat) -> Merger:
    """Two demands are one: the links move, the merger remembers which, so that it can be undone exactly."""
    if kept.pk == gone.pk:
        raise Refused("请选择另一条诉求")
    kept, gone = locked(kept), locked(gone)
    MOVES.take("merge", kept, by)
    MOVES.take("merge", gone, by)
    if kept.year_id != gone.year_id:
        raise Refused("只能合并同一年度的诉求")
    links = list(gone.links.filter(ended_at=None))
    Link.objects.filter(pk__in=[link.pk for link in links]).update(demand=kept)
    seconds = list(gone.seconds.exclude(person__in=kept.seconds.values("person")))
    Second.objects.filter(pk__in=[second.pk for second in seconds]).update(demand=kept)
    merger = Merger.objects.create(
        kept=kept,
        gone=gone,
        seat=by,
        moved={"links": [link.pk for link in links], "seconds": [second.pk for second in seconds]},
    )
    gone.state = DemandState.MERGED
    gone.save(update_fields=["state", "version"])
    count_voices(kept)
    record("group.merged", gone, by, into=kept.pk, links=len(links))
    record("group.absorbed", kept, by, demand=gone.pk)
    return merger


@transaction.atomic
def unmerge(*, merger: Merger, by: Seat) -> Demand:
    """Undo a merger: exactly the links that moved go back, unless they were split off meanwhile."""
    merger = Merger.objects.select_for_update(of=("self",)).get(pk=merger.pk)
    kept, gone = locked(merger.kept), locked(merger.gone)
    MOVES.take("unmerge", gone, by)
    if merger.ended_at or kept.state != DemandState.OPEN:
        raise Refused("这次合并已经撤销，或诉求已进入初定，不能再撤销")
    Link.objects.filter(pk__in=merger.moved["links"], demand=kept, ended_at=None).update(demand=gone)
    Second.objects.filter(pk__in=merger.moved["seconds"], demand=kept).update(demand=gone)
    merger.ended_at = timezone.now()
    merger.save(update_fields=["ended_at"])
    gone.state = DemandState.OPEN
    gone.save(update_fields=["state", "version"])
    count_voices(gone)
    count_voices(kept)
    record("group.unmerged", gone, by, out_of=kept.pk)
    record("group.released", kept, by, demand=gone.pk)
    return gone


@transaction.atomic
def second(*, demand: Demand, by: Seat, source: str = "") -> Second:
    """附议: one person, once; those who proposed it count already."""
    demand = locked(demand)
    MOVES.take("second", demand, by)
    if demand.links.filter(ended_at=None, suggestion__proposer=by.person).exists():
        raise Refused("这件事您自己已经提过，不用再附议")
    made, new = Second.objects.get_or_create(demand=demand, person=by.person, defaults={"source": source})
    if not new:
        raise Refused("您已经附议过")
    count_voices(demand)
    record("group.seconded", demand, by)
    return made


@transaction.atomic
def second_by_sms(*, demand: Demand, on: bool, by: Seat) -> None:
    """Whoever seconded, now or before the grouping, hears of later steps by SMS, too, or no more. Raises NotYours, Refused."""
    MOVES.take("second_by_sms", demand, by)
    supports = Support.objects.filter(suggestion__links__in=demand.links.filter(ended_at=None), person=by.person)
    seconds = Second.objects.filter(demand__in=with_merged([demand]), person=by.person)
    if not seconds.update(by_sms=on) + supports.update(by_sms=on):
        raise Refused("请先附议，再选怎样告诉您")
    if on and not by.person.phone_verified:
        raise Refused("您还没有验证手机号，不能发短信；请先到“我的”里验证")
    record("group.second_by_sms", demand, by, on=on)


@transaction.atomic
def unsecond(*, demand: Demand, by: Seat) -> Demand:
    """Take one's 附议 back, also from what was merged into the demand: undoing the merger must not bring it back."""
    demand = locked(demand)
    MOVES.take("unsecond", demand, by)
    if not Second.objects.filter(demand__in=with_merged([demand]), person=by.person).delete()[0]:
        raise Refused("您还没有附议")
    count_voices(demand)
    record("group.unseconded", demand, by)
    return demand


@transaction.atomic
def set_demand_state(*, demand: Demand, state: str) -> Demand:
    """For the next room's actions: the demand has its outcome; its suggestions are answered. Logged by the caller's act."""
    demand.state = state
    demand.save(update_fields=["state", "version"])
    if state in (DemandState.ANSWERED, DemandState.SHORTLISTED):
        for link in demand.links.filter(ended_at=None).select_related("suggestion"):
            _set_state(link.suggestion, SuggestionState.ANSWERED, None, demand)
    return demand


def count_voices(demand: Demand) -> None:
    """提出与附议人数: distinct people; a phone without an account is one, each nameless paper is one, a flood is one."""
    people, phones = voices_of([demand])
    nameless = demand.links.filter(ended_at=None, suggestion__proposer=None, suggestion__proposer_phone="").count()
    demand.voices = len(people) + len(phones) + nameless - too_many(demand.pk)
    demand.save(update_fields=["voices", "version"])


def judge(year: Year, pairs: Iterable[tuple[int, int]], same: bool, act: str, by: Seat | None) -> None:
    """Keep judged pairs (suggestion ids) with what the engine had said of them."""
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    said = {
        (p.suggestion_id, p.like_id): p.likeness
        for p in Proposal.objects.filter(suggestion__in=[one for one, _ in pairs])
    }
    Decision.objects.bulk_create(
        Decision(
            place=year.place,
            year=year,
            one_id=one,
            other_id=other,
            same=same,
            act=act,
            likeness=said.get((one, other)),
            seat=by,
        )
        for one, other in pairs
    )


def _link(demand: Demand, suggestions: list[Suggestion], by: Seat, reason: str, act: str) -> list[int]:
    rows = list(
        Suggestion.objects.select_for_update()
        .filter(pk__in=[s.pk for s in suggestions], year=demand.year)
        .order_by("pk")
    )
    busy = [row.title for row in rows if row.state != SuggestionState.RECEIVED]
    if busy or len(rows) != len({s.pk for s in suggestions}):
        raise Refused(f"这些建议已经归并或撤回，请刷新后再选：{'、'.join(busy) or '有的建议不属于本年度'}")
    before = list(demand.links.filter(ended_at=None).order_by("pk").values_list("suggestion_id", flat=True))
    proposed = {proposal.suggestion_id: proposal for proposal in Proposal.objects.filter(suggestion__in=rows)}
    Link.objects.bulk_create(
        Link(
            demand=demand, suggestion=row, seat=by, reason=(reason or getattr(proposed.get(row.pk), "reason", ""))[:200]
        )
        for row in rows
    )
    for row in rows:
        _set_state(row, SuggestionState.GROUPED, by, demand)
    linked = [row.pk for row in rows]
    together, first = {*before, *linked}, (before or linked)[0]
    likes = {pk: proposed[pk].like_id for pk in linked if pk in proposed and proposed[pk].like_id in together}
    judge(demand.year, [(pk, likes.get(pk, first)) for pk in linked], True, act, by)
    count_voices(demand)
    return linked


def release(demand: Demand, links: list[Link], by: Seat) -> None:
    """End links of a locked demand. One that nobody is in any more is dissolved; who seconded it then seconds what left it."""
    for link in links:
        link.ended_at, link.ended_by = timezone.now(), by
        link.save(update_fields=["ended_at", "ended_by"])
        _set_state(link.suggestion, SuggestionState.RECEIVED, by, demand)
    if not demand.links.filter(ended_at=None).exists():
        first = min((link.suggestion for link in links), key=lambda suggestion: suggestion.pk)
        people = demand.seconds.exclude(person=first.proposer_id).values_list("person", "source", "by_sms")
        Support.objects.bulk_create(
            (
                Support(suggestion=first, person_id=person, source=source, by_sms=by_sms)
                for person, source, by_sms in people
            ),
            ignore_conflicts=True,
        )
        demand.state = DemandState.DISSOLVED
        demand.save(update_fields=["state"])
    count_voices(demand)


def _set_state(suggestion: Suggestion, state: str, by: Seat | None, demand: Demand) -> None:
    suggestion.state = state
    suggestion.version += 1
    suggestion.save(update_fields=["state", "version"])
    record(f"group.suggestion_{state}", suggestion, by, demand=demand.pk)
