"""What a clerk does by hand in 归并. Originals are never touched; every link can be undone."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from piaojue.commons.acting import acting, locked
from piaojue.commons.moves import Refused, refusals
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group.actions.linking import judge, link, number_of_voices, release
from piaojue.stages.group.actions.teaching import labels_of, teach
from piaojue.stages.group.models import Demand, DemandState, How, Link, Merger, Proposal, Second
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.telling import tell_voices, tell_writers
from piaojue.stages.group.values import DemandDraft, Grounds, Moved
from piaojue.stages.group.wording import quoting_nobody
from piaojue.stages.suggest.public import Category, Suggestion

SHORTEST_TITLE, LONGEST_TITLE = 4, 60
BY_HAND = Grounds()


def make_demand(
    *, year: Year, draft: DemandDraft, suggestions: Iterable[Suggestion], by: Seat, grounds: Grounds = BY_HAND
) -> Demand:
    """One demand from one or several suggestions; all who asked for it hear of it.

    suggestions: read once the act is permitted
    raises:      NotYours; Refused: none given, grouped already, of another year, no title
    """
    demand = Demand(place=year.place, year=year)
    with acting(MOVES["make_demand"], year, by, makes=demand) as act:
        rows = _chosen(suggestions)
        _word(demand, draft, rows)
        act.save()
        linked = link(act, demand, rows, grounds)
        demand.voices = number_of_voices(demand)
        guessed = labels_of(draft.guessed_category, draft.guessed_department)
        teach(demand, guessed, labels_of(draft.category, draft.department), by)
        act.note(suggestions=linked, reason=grounds.reason, how=grounds.how)
    tell_voices([demand], f"您的建议已归并为诉求“{demand.title}”。", demand.get_absolute_url())
    return demand


def _chosen(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    rows = list(suggestions)
    if not rows:
        raise Refused("请先勾选要归并的建议")
    return rows


def _word(demand: Demand, draft: DemandDraft, rows: Sequence[Suggestion]) -> None:
    """What the draft leaves open is taken from the first suggestion; a title only from one that is public."""
    first = rows[0]
    public = next((row.masked_title for row in rows if row.is_public), "") or quoting_nobody(first.spot, first.category)
    title = draft.title.strip() or public
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        raise Refused("诉求名称请写 4–60 个字，说清在哪里办什么")
    demand.title, demand.summary = title, draft.summary
    demand.category = draft.category or first.category or Category.OTHER
    demand.spot, demand.department = draft.spot or first.spot, draft.department


def add(
    *,
    demand: Demand,
    suggestions: Iterable[Suggestion],
    by: Seat,
    grounds: Grounds = BY_HAND,
    version: int | None = None,
) -> Demand:
    """Add suggestions to an open demand; those who wrote them hear of it.

    suggestions: read once the act is permitted
    raises:      NotYours, Refused
    """
    with acting(MOVES["add"], demand, by, version=version) as act:
        demand = act.thing
        linked = link(act, demand, _chosen(suggestions), grounds)
        demand.voices = number_of_voices(demand)
        act.note(suggestions=linked, reason=grounds.reason, how=grounds.how)
    tell_writers(linked, f"您的建议已归入诉求“{demand.title}”。", demand.get_absolute_url())
    return demand


def edit(*, demand: Demand, draft: DemandDraft, by: Seat, version: int | None = None) -> Demand:
    """Word a demand anew. Raises NotYours, Refused (stale form)."""
    with acting(MOVES["edit"], demand, by, version=version) as act:
        demand = act.thing
        before = labels_of(demand.category, demand.department)
        demand.title, demand.summary, demand.category = draft.title, draft.summary, draft.category or demand.category
        demand.spot, demand.department = draft.spot or demand.spot, draft.department
        teach(demand, before, labels_of(demand.category, demand.department), by)
    return demand


def split(*, demand: Demand, suggestions: Iterable[Suggestion], by: Seat, version: int | None = None) -> Demand:
    """Take suggestions out again; they wait as they came. The link stays as history; a demand that loses all is dissolved.

    raises: NotYours, Refused
    """
    with acting(MOVES["split"], demand, by, version=version) as act:
        demand = act.thing
        keys = [suggestion.pk for suggestion in suggestions]
        links = list(demand.links.filter(ended_at=None, suggestion__in=keys).select_related("suggestion"))
        if not links:
            raise Refused("请勾选要拆出的建议")
        for name, value in release(act, demand, links).items():
            setattr(demand, name, value)
        leaving = sorted(link.suggestion_id for link in links)
        rest = demand.links.filter(ended_at=None).order_by("pk").first()
        if rest is not None:
            judge(demand.year, [(pk, rest.suggestion_id) for pk in leaving], False, How.SPLIT, by)
        stand = {"bundle": leaving[0], "like": None, "likeness": 0, "confidence": 0, "reason": ""}
        Proposal.objects.filter(suggestion__in=leaving).update(**stand)
        act.note(suggestions=leaving)
    return demand


def merge(*, kept: Demand, gone: Demand, by: Seat) -> Merger:
    """Two demands are one: the links move, the merger remembers which, so that it can be undone exactly.

    raises: NotYours; Refused: one and the same, one of them no longer open, of two years
    """
    with acting(MOVES["merge"], gone, by) as act:
        if kept.pk == gone.pk:
            raise Refused("请选择另一条诉求")
        gone, kept = act.thing, locked(kept)
        if reasons := refusals(MOVES["merge"], kept, by):
            raise Refused(*reasons)
        if kept.year_id != gone.year_id:
            raise Refused("只能合并同一年度的诉求")
        moved = _move_all(gone, kept)
        merger = Merger.objects.create(kept=kept, gone=gone, seat=by, moved=moved)
        act.note(into=kept.pk, links=len(moved.links))
        act.change(MOVES["absorb"], kept, {"voices": number_of_voices(kept)}, demand=gone.pk)
    return merger


def _move_all(gone: Demand, kept: Demand) -> Moved:
    """Everything of one demand goes to another, but for the seconds of those who seconded both."""
    links = gone.links.filter(ended_at=None).values_list("pk", flat=True)
    seconds = gone.seconds.exclude(person__in=kept.seconds.values("person")).values_list("pk", flat=True)
    moved = Moved(links=tuple(links), seconds=tuple(seconds))
    Link.objects.filter(pk__in=moved.links).update(demand=kept)
    Second.objects.filter(pk__in=moved.seconds).update(demand=kept)
    return moved


def unmerge(*, merger: Merger, by: Seat) -> Merger:
    """Undo a merger: exactly the links that moved go back, unless they were split off meanwhile. Raises NotYours, Refused."""
    with acting(MOVES["unmerge"], merger.gone, by) as act:
        merger = locked(merger)
        gone, kept = act.thing, locked(merger.kept)
        if merger.ended_at or kept.state != DemandState.OPEN:
            raise Refused("这次合并已经撤销，或诉求已进入初定，不能再撤销")
        Link.objects.filter(pk__in=merger.moved.links, demand=kept, ended_at=None).update(demand=gone)
        Second.objects.filter(pk__in=merger.moved.seconds, demand=kept).update(demand=gone)
        merger.ended_at = timezone.now()
        merger.save(update_fields=["ended_at"])
        gone.voices = number_of_voices(gone)
        act.note(out_of=kept.pk)
        act.change(MOVES["give_back"], kept, {"voices": number_of_voices(kept)}, demand=gone.pk)
    return merger
