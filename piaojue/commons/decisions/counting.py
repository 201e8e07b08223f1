"""What an entry comes to before it is saved: the members in office, the right base, what passes (docs/domain.md#decisions)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from engines.law import Base, Competence, Matter, Organ, joint_signers, seems_incomplete, too_few_members
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.decisions.majority import Hands, Show, passes, quorum_of, sentence, wrong_hands, wrong_show
from piaojue.commons.decisions.values import Item, Tabled, Tally
from piaojue.commons.instruments.queries import local_number
from piaojue.commons.people.models import Seat, SeatQuerySet
from piaojue.commons.places.models import Place
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.sittings.organs import ORGANS, kept_count, members, organ_of

RAISED_IN = {Organ.PRESIDIUM: Organ.CONGRESS, Organ.CHAIRS_MEETING: Organ.STANDING_COMMITTEE}
"""Who decides whether a joint motion is taken up → whose members sign it (地方组织法 24 条，监督法 51–54 条)."""


@dataclass(frozen=True)
class Outcome:
    """What becomes of one item. hands: None where the body decides by its minutes."""

    item: Item
    title: str
    hands: Hands | None
    passed: bool
    sentence: str


@dataclass(frozen=True)
class Reckoning:
    """An entry worked out. problems: why it cannot be saved; a lacking majority is none of them. hint: what looks strange."""

    organ: Organ
    rule: Competence
    show: Show
    quorum: int
    needed: int
    outcomes: tuple[Outcome, ...]
    problems: tuple[str, ...]
    hint: str = ""


def rule_for(matter: Matter, sitting: Sitting) -> Competence | None:
    """What the law says of this matter and the organ that meets; None: this organ does not decide it here."""
    organ = organ_of(sitting)
    return next((one for one in deciders(matter, sitting.place, sitting.starts_on) if one.organ is organ), None)


def who_was_there_is_unknown(sitting: Sitting) -> bool:
    """Whether it is a session that took no check-in: only its signed minutes prove who was there."""
    return sitting.kind == SittingKind.SESSION and not sitting.attendances.exists()


def moment_of(day: date) -> datetime:
    """The moment whose members count: the end of the day; of today, now."""
    return min(timezone.now(), timezone.make_aware(datetime.combine(day, time.max)))


def reckon(
    *, sitting: Sitting, rule: Competence, items: Sequence[tuple[Item, str]], tally: Tally, tabled: Tabled, on: date
) -> Reckoning:
    """Work an entry out. items: each with its title."""
    seats = members(sitting, moment_of(on))
    show, problems = _show(sitting, rule, tally, seats)
    problems += wrong_show(rule, show)
    least = local_number("presidium_members", sitting.place, on) if rule.organ is Organ.PRESIDIUM else 0
    if few := too_few_members(rule.organ, show.roll, least):
        problems.append(few)
    problems += _wrong_tabling(rule, sitting, tabled, on)
    outcomes = []
    for item, title in items:
        hands = _hands(item, tally, by_vote=rule.base is not Base.NONE)
        if hands is None and rule.base is not Base.NONE:
            problems.append(f"“{title}”：请填写赞成票数")
        if hands is not None:
            problems += wrong_hands(show, hands, title)
        outcomes.append(_outcome(rule, show, item, title, hands))
    needed = rule.least_ayes(show.roll, show.present)
    hint = seems_incomplete(rule.organ, sitting.place.kind, show.roll) or ""
    problems = list(dict.fromkeys(problems))
    return Reckoning(rule.organ, rule, show, quorum_of(rule, show), needed, tuple(outcomes), tuple(problems), hint)


def _show(sitting: Sitting, rule: Competence, tally: Tally, seats: Sequence[Seat]) -> tuple[Show, list[str]]:
    """应到 and 实到, and what is wrong with who was ticked."""
    problems = []
    persons = {seat.person_id for seat in seats}
    strangers = [seat for seat in tally.came if seat.person_id not in persons]
    if strangers:
        names = "、".join(str(seat.person) for seat in strangers[:5])
        problems.append(f"{names}当时不是在任的组成人员，不计入实到（列席不计）")
    came = len({seat.person_id for seat in tally.came} & persons)
    roll = len(persons)
    if not ORGANS[rule.organ].rolled:
        roll = roll if tally.roll is None else tally.roll
        if roll < len(persons):
            problems.append(f"应到 {roll} 人少于名册上在任的 {len(persons)} 人，请核对")
    present = tally.present
    if present is None:
        present = came or (kept_count(sitting)["present"] if sitting.pk else 0)
    if tally.present is not None and came and came != tally.present:
        problems.append(f"勾选到会 {came} 人，填写实到 {tally.present} 人，两个数不一致")
    here = set(sitting.attendances.values_list("seat__person_id", flat=True)) if sitting.pk else set()
    if here and present > len(here & persons):
        problems.append(f"签到到会 {len(here & persons)} 人，实到不能是 {present} 人，请核对")
    return Show(roll, present), problems


def _hands(item: Item, tally: Tally, *, by_vote: bool) -> Hands | None:
    """The votes on one item: its own, or those on everything."""
    if not by_vote and item.ayes is None:
        return None
    if item.ayes is not None:
        return Hands(item.ayes, item.noes, item.abstentions)
    return None if tally.ayes is None else Hands(tally.ayes, tally.noes, tally.abstentions)


def _outcome(rule: Competence, show: Show, item: Item, title: str, hands: Hands | None) -> Outcome:
    if rule.base is Base.NONE:
        words = "会议同意" if item.agreed else "会议未同意"
        return Outcome(item, title, hands, item.agreed, words)
    passed = hands is not None and passes(rule, show, hands)
    return Outcome(item, title, hands, passed, sentence(rule, show, hands) if hands else "")


def _wrong_tabling(rule: Competence, sitting: Sitting, tabled: Tabled, on: date) -> list[str]:
    """Why it could not come before the body in this way."""
    problems = []
    signers = {seat.person_id for seat in tabled.signers}
    raisers = {seat.person_id for seat in raising(rule.organ, sitting.place, moment_of(on))} if signers else set()
    if signers - raisers:
        problems.append("联名人里有当时不在任的，请核对")
    if tabled.body is not None and tabled.body.place_id != sitting.place_id:
        problems.append(f"提请机构“{tabled.body}”不是{sitting.place.name}的机构")
    return problems


def raising(organ: Organ, place: Place, at: datetime | None = None) -> SeatQuerySet:
    """Who may table a matter jointly: where the presidium decides deputies do, where the 主任会议 does the committee."""
    line = ORGANS[RAISED_IN.get(organ, organ)]
    return Seat.objects.in_office(at).filter(place=place, role__in=line.members, body__kind=line.body)


def too_few_signers(matter: Matter, sitting: Sitting, rule: Competence, tabled: Tabled) -> str | None:
    """Why a joint motion has not enough names: 质询 needs ten deputies, in a county's standing committee three members."""
    needed = joint_signers(matter, rule.organ, sitting.place.kind)
    signers = len({seat.person_id for seat in tabled.signers})
    if not needed or signers >= needed or (tabled.body is not None and not signers):
        return None
    return f"联名提出“{matter.label}”须 {needed} 人以上，现在只有 {signers} 人"
