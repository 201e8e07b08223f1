"""What happens to decisions: entered from signed minutes, opened to the public, taken back inside."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from engines.law import Base, Matter, Organ
from piaojue.commons.acting import acting, locked
from piaojue.commons.decidable import line_of
from piaojue.commons.decisions.counting import (
    Reckoning,
    reckon,
    rule_for,
    too_few_signers,
    who_was_there_is_unknown,
)
from piaojue.commons.decisions.models import Decision, DecisionItem, PaperForm, Tabling, Way
from piaojue.commons.decisions.moves import MOVES, decides_here
from piaojue.commons.decisions.queries import WHOLES, decided_before, of_the_whole
from piaojue.commons.decisions.values import Item, Minutes, Tabled, Tally
from piaojue.commons.instruments.queries import local_number
from piaojue.commons.moves import Refused, place_of, year_of
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.actions import hold_sitting
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.sittings.organs import organ_of
from piaojue.commons.years.models import Year

SHORTEST_TEXT, LONGEST_TITLE, LONGEST_NOTE, LONGEST_ITEM = 4, 120, 1000, 160
YEARS_BEFORE = 2
"""A year is planned in the autumn before, seldom earlier: a decision of long before is a slip of the pen (年)."""
ASKED_FOR_HERE = frozenset({Matter.CHANGE, Matter.TERMINATION, Matter.BUDGET, Matter.INTERPELLATION})
"""What is asked for in this system, so that no body can have decided it before that day."""
NEEDS_A_NUMBER = frozenset({PaperForm.RESOLUTION, PaperForm.DECISION, PaperForm.NOTICE})
"""A 纪要 or 审议意见 may be filed under none; these never are."""
UNSIGNED = "这次大会没有签到记录，实到人数以签字的纪要为准：请上传签字的纪要或决定（扫描件）"


def decide(
    *,
    sitting: Sitting,
    matter: Matter,
    items: Sequence[Item] = (),
    tally: Tally,
    paper: Minutes,
    tabled: Tabled = Tabled(),  # noqa: B008  it is frozen
    year: Year | None = None,
    by: Seat,
) -> Decision:
    """Enter what a body decided in a sitting, on one thing or on many, and carry out what passed.

    sitting: one that is called; or one of a small body that is not entered yet (`sittings.actions.held_on`): it is entered, too
    items:  what was put to the body; none: the year (else the sitting) as a whole
    raises: NotYours; Refused: not this body's to decide, no quorum, numbers that cannot be, an act that cannot follow
    A lacking majority is no refusal: the item is kept as not passed.
    """
    year, items = subject(sitting, matter, items, year)
    decision = _begun(sitting, matter, year, paper, tabled, items)
    with acting(MOVES["decide"], decision, by) as act:
        paper = replace(paper, scans=tuple(paper.scans))  # files are kept now that the act is allowed
        reckoned = _examined(decision, items, tally, paper, tabled)
        if reckoned.problems:
            raise Refused(*reckoned.problems)
        _fill(decision, reckoned, tally)
        if sitting.pk is None:
            decision.sitting = hold_sitting(sitting=sitting, roll=decision.roll, present=decision.present, by=by)
        act.save()
        _keep(decision, reckoned, tally, paper, tabled)
        act.note(items=len(items), passed=sum(one.passed for one in reckoned.outcomes))
        _follow(decision, reckoned, by)
    return decision


def preview(
    *,
    sitting: Sitting,
    matter: Matter,
    items: Sequence[Item] = (),
    tally: Tally,
    paper: Minutes,
    tabled: Tabled,
    year: Year | None = None,
) -> Reckoning:
    """What an entry comes to, before it is saved; nothing is written. Raises Refused: everything for which it cannot be saved."""
    year, items = subject(sitting, matter, items, year)
    reckoned = _examined(_begun(sitting, matter, year, paper, tabled, items), items, tally, paper, tabled)
    if reckoned.problems:
        raise Refused(*reckoned.problems)
    return reckoned


def _examined(decision: Decision, items: Sequence[Item], tally: Tally, paper: Minutes, tabled: Tabled) -> Reckoning:
    """The numbers, and everything that is wrong with the entry. Raises Refused: this body does not decide the matter."""
    matter, sitting = Matter(decision.matter), decision.sitting
    rule = rule_for(matter, sitting)
    if rule is None:
        raise Refused(decides_here(decision) or f"“{sitting}”不是决定“{matter.label}”的会议")
    titled = titles(matter, items)
    reckoned = reckon(sitting=sitting, rule=rule, items=titled, tally=tally, tabled=tabled, on=decision.decided_on)
    few = too_few_signers(matter, sitting, rule, tabled)
    unsigned = UNSIGNED if who_was_there_is_unknown(sitting) and not paper.scans else None
    problems = [*reckoned.problems, *filter(None, (few, unsigned)), *_unfit(decision, reckoned, items)]
    if rule.base is not Base.NONE and tally.way not in set(Way.values) - {Way.CONSENT}:
        problems.append("请选择表决方式")
    return replace(reckoned, problems=tuple(problems))


def subject(
    sitting: Sitting, matter: Matter, items: Sequence[Item], year: Year | None
) -> tuple[Year | None, list[Item]]:
    """The year that it is about, and what was put to the body: without a list the year, else the sitting, as a whole."""
    years = {found.pk: found for item in items if (found := year_of(item.thing))}
    year = year or next(iter(years.values()), None)
    if len(years) > 1:
        raise Refused("一次只能登记同一年度的事项")
    items = list(items) or [Item(year or sitting)]
    if not of_the_whole(matter) and any(isinstance(item.thing, WHOLES) for item in items):
        raise Refused(f"没有等决定的事项：“{matter.label}”要一项一项决定，不能就整个年度（会议）决定")
    return year, items


def _day_of(sitting: Sitting) -> Any:
    return min(sitting.ends_on, timezone.localdate())


def _begun(
    sitting: Sitting, matter: Matter, year: Year | None, paper: Minutes, tabled: Tabled, items: Sequence[Item]
) -> Decision:
    """The row that the frame judges: of which body, on what."""
    organ = organ_of(sitting)
    if organ is None:
        raise Refused(f"“{sitting}”不是某一个机构的会议，不能作出决定")
    return Decision(
        place=sitting.place,
        year=year,
        sitting=sitting,
        matter=matter.value,
        organ=organ.value,
        held=paper.held.strip(),
        tabled_as=tabled.kind,
        tabled_by=tabled.body,
        form=paper.form,
        number=paper.number.strip(),
        title=(paper.title.strip() or title_of(organ, matter, paper.form, items))[:LONGEST_TITLE],
        text=paper.text.strip(),
        decided_on=paper.on or _day_of(sitting),
        public=paper.public,
    )


def title_of(organ: Organ, matter: Matter, form: str, items: Sequence[Item]) -> str:
    """机构关于事项的文书: nothing said twice; a decision on one project's change carries its name."""
    words = str(matter.label).removesuffix("的决定")
    for short in (str(organ.label).partition("（")[0], "党委", "政府"):
        words = words.removeprefix(short)
    paper = str(PaperForm(form).label) if form in PaperForm.values else ""
    projects = [project for item in items if (project := getattr(item.thing, "project", None))]
    about = f"“{projects[0]}”" if len(items) == 1 and projects else ""
    return f"{organ.label}关于{about}{words}" + (f"的{paper}" if paper != words else "")


def titles(matter: Matter, items: Sequence[Item]) -> list[tuple[Item, str]]:
    """Each item with what it is called."""
    lines = [(item, line_of(matter, item.thing)) for item in items]
    return [(item, (line.called(item.thing) if line else str(item.thing))[:LONGEST_ITEM]) for item, line in lines]


def _unfit(decision: Decision, reckoned: Reckoning, items: Sequence[Item]) -> list[str]:
    """What is wrong beside the numbers."""
    problems = []
    today = timezone.localdate()
    if len(decision.text) < SHORTEST_TEXT:
        problems.append(f"请写明决定内容（至少 {SHORTEST_TEXT} 个字）")
    if decision.form in NEEDS_A_NUMBER and not decision.number and any(one.passed for one in reckoned.outcomes):
        problems.append(f"请填写{PaperForm(decision.form).label}的文号")
    if decision.decided_on > today:
        problems.append("会议还没有开：开过以后再登记它的决定")
    if decision.decided_on < decision.sitting.starts_on or decision.decided_on > decision.sitting.ends_on:
        problems.append(f"决定日期要在会议期间（{decision.sitting.starts_on} 至 {decision.sitting.ends_on}）")
    if (
        decision.tabled_as not in Tabling.values
        or decision.form not in PaperForm.values
        or len({(type(item.thing), item.thing.pk) for item in items}) < len(items)
    ):
        problems.append("请核对提请方式、文书类别，每一项只列一次")
    problems += [*_twice(decision, items), *_too_early(decision, items)]
    strange = [item for item in items if _place_of(item) != decision.place_id]
    return [*problems, *(["只能决定本地的事项"] if strange else [])]


def _twice(decision: Decision, items: Sequence[Item]) -> list[str]:
    """What was passed before, and does not wait again."""
    matter, problems = Matter(decision.matter), []
    for item, title in titles(matter, items):
        earlier = decided_before(matter, item.thing, decision.year)
        if earlier is not None:
            number = f"，{earlier.number}" if earlier.number else ""
            problems.append(f"“{title}”已由“{earlier}”（{earlier.decided_on}{number}）通过，不能重复决定")
    return problems


def _too_early(decision: Decision, items: Sequence[Item]) -> list[str]:
    """What was put to the body only after the day of the decision; papers may be typed in later than they were passed."""
    problems = []
    in_session = decision.organ == Organ.CONGRESS
    days = local_number("circulate_days", decision.sitting.place, decision.decided_on) if in_session else 0
    for item, title in titles(Matter(decision.matter), items):
        made = getattr(item.thing, "created_at", None) if decision.matter in ASKED_FOR_HERE else None
        put = timezone.localdate(made) if made else None
        if put and decision.decided_on < put:
            problems.append(f"“{title}”{put} 才提出，决定日期不能在这以前")
        elif put and days and decision.decided_on < put + timedelta(days):
            first = put + timedelta(days)
            problems.append(f"“{title}”{put} 才提出：材料要在会前 {days} 天送到代表（本地规定），{first} 起才能决定")
    if decision.year is not None and decision.decided_on.year < decision.year.number - YEARS_BEFORE:
        problems.append(f"决定日期早于 {decision.year.number} 年度开始，请核对")
    return problems


def _place_of(item: Item) -> str:
    return str(place_of(item.thing).pk)


def _fill(decision: Decision, reckoned: Reckoning, tally: Tally) -> None:
    """The numbers as they were computed."""
    decision.roll, decision.present = reckoned.show.roll, reckoned.show.present
    decision.quorum, decision.needed = reckoned.quorum, reckoned.needed
    decision.base = reckoned.rule.base.value
    decision.way = tally.way if decision.by_vote else Way.CONSENT


def _keep(decision: Decision, reckoned: Reckoning, tally: Tally, paper: Minutes, tabled: Tabled) -> None:
    """Items, names, papers."""
    DecisionItem.objects.bulk_create(
        DecisionItem(
            decision=decision,
            order=order,
            kind=one.item.thing._meta.label_lower,
            thing_id=one.item.thing.pk,
            title=one.title,
            ayes=one.hands.ayes if one.hands else None,
            noes=one.hands.noes if one.hands else None,
            abstentions=one.hands.abstentions if one.hands else None,
            passed=one.passed,
            note=one.item.note.strip()[:LONGEST_NOTE],
        )
        for order, one in enumerate(reckoned.outcomes, 1)
    )
    decision.came.set(tally.came)
    decision.signers.set(tabled.signers)
    decision.papers.set(list(tabled.papers))
    decision.scans.set(list(paper.scans))


def _follow(decision: Decision, reckoned: Reckoning, by: Seat) -> None:
    """Each room does what follows; an act that cannot be done undoes the whole entry and names the thing."""
    for one in reckoned.outcomes:
        line = line_of(Matter(decision.matter), one.item.thing)
        then = (line.carry_out if one.passed else line.turn_down) if line else None
        if then is None:
            continue
        decision.under_way = (one.item.thing._meta.label_lower, one.item.thing.pk)  # type: ignore[attr-defined]
        try:
            then(locked(one.item.thing), decision, by)
        except Refused as refusal:
            raise Refused(*(f"“{one.title}”：{reason}" for reason in refusal.reasons)) from None
        finally:
            del decision.under_way  # type: ignore[attr-defined]


def publish_decision(*, decision: Decision, by: Seat, version: int | None = None) -> Decision:
    """Let everybody read it; its scans stay inside. Raises NotYours, Refused."""
    with acting(MOVES["publish_decision"], decision, by, version=version) as act:
        act.thing.public = True
    return act.thing


def take_back_decision(*, decision: Decision, by: Seat, version: int | None = None) -> Decision:
    """Take back inside what was opened by mistake. Raises NotYours, Refused."""
    with acting(MOVES["take_back_decision"], decision, by, version=version) as act:
        act.thing.public = False
    return act.thing
