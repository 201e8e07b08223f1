"""The council is called and talks; what is said about a candidate is minuted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting, set_agenda
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation, CouncilOpinion
from piaojue.stages.consult.moves import DESK, MOVES
from piaojue.stages.consult.queries import members_of, present
from piaojue.stages.consult.rounds import rule_of
from piaojue.stages.shortlist.public import Dossier, DossierState

USUAL_AGENDA: list[dict[str, Any]] = [
    {"title": "介绍候选项目", "minutes": 30},
    {"title": "讨论", "minutes": 60},
    {"title": "票选推荐", "minutes": 20},
]
SHORTEST_OPINION = 2


def call(
    *,
    year: Year,
    council: Body,
    name: str,
    on: date,
    dossiers: Iterable[Dossier],
    by: Seat,
    double: bool = True,
    agenda: Iterable[Mapping[str, Any]] = (),
) -> Consultation:
    """Call the council on this year's candidates.

    agenda: [{"title", "minutes"}] in order; none: the usual one
    double: whether deputies' approvals over 1/2 AND all approvals over 2/3 are needed
    raises: NotYours, Refused: another place's council, no candidates of this year
    """
    topics, consultation = list(dossiers), Consultation(place=year.place, year=year)
    with acting(MOVES["call"], year, by, makes=consultation) as act:
        if problems := _unfit(year, council, topics):
            raise Refused(*problems)
        sitting = call_sitting(body=council, kind=SittingKind.COUNCIL, name=name, starts_on=on, ends_on=on, by=by)
        set_agenda(sitting=sitting, items=[dict(item) for item in agenda] or USUAL_AGENDA, by=by)
        consultation.sitting, consultation.rule = sitting, rule_of(year, double=double).to_json()
        act.save()
        consultation.dossiers.set(topics)
        act.note(items=len(topics))
    return consultation


def _unfit(year: Year, council: Body, dossiers: list[Dossier]) -> list[str]:
    problems = []
    if council.place_id != year.place_id or council.kind != BodyKind.COUNCIL:
        problems.append("请选择本街道的议事会")
    others = [row for row in dossiers if row.year_id != year.pk or row.state != DossierState.CANDIDATE]
    if not dossiers or others:
        problems.append("请选择本年度的候选项目作为议题")
    return problems


def open_meeting(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """Begin; more than half of the council must be checked in. Raises NotYours, Refused."""
    with acting(MOVES["open_meeting"], consultation, by, version=version) as act:
        here, members = present(act.thing).count(), members_of(act.thing).count()
        if here * 2 <= members:
            raise Refused(f"议事会成员 {members} 人，签到 {here} 人，过半数到会才能开始")
    return act.thing


def speak(
    *, consultation: Consultation, dossier: Dossier, text: str, by: Seat, speaker: Seat | None = None
) -> CouncilOpinion:
    """Minute an opinion: a member's own, or any member's by the desk. Raises NotYours, Refused."""
    opinion = CouncilOpinion(place=consultation.place, year=consultation.year, consultation=consultation)
    with acting(MOVES["speak"], consultation, by, makes=opinion, hold=True):
        _write(opinion, _Words(dossier, text, speaker), by, nobody_chosen=by)
    return opinion


def amend_opinion(
    *,
    opinion: CouncilOpinion,
    dossier: Dossier,
    text: str,
    by: Seat,
    speaker: Seat | None = None,
    version: int | None = None,
) -> CouncilOpinion:
    """Correct what was minuted, until a recommendation is made; a member only her own. Raises NotYours, Refused."""
    with acting(MOVES["amend_opinion"], opinion, by, version=version) as act:
        before = act.thing.speaker  # who speaks is at the desk, or a member corrects her own
        nobody_chosen = before if Role(before.role) in DESK else by
        _write(act.thing, _Words(dossier, text, speaker), by, nobody_chosen)
    return act.thing


@dataclass(frozen=True)
class _Words:
    """What was said about what; speaker: None where the desk chose nobody."""

    dossier: Dossier
    text: str
    speaker: Seat | None


def _write(opinion: CouncilOpinion, words: _Words, by: Seat, nobody_chosen: Seat) -> None:
    """Fill an opinion. Raises Refused: another topic, no words, somebody else's opinion, a speaker who is not there."""
    consultation, speaker = opinion.consultation, words.speaker
    known = consultation.dossiers.filter(pk=words.dossier.pk).exists()
    if not known or len(words.text.strip()) < SHORTEST_OPINION:
        raise Refused("请选择议题并写下意见")
    if speaker is not None and speaker != by:
        if Role(by.role) not in DESK:
            raise Refused("只能记自己的意见；别人的意见由街道人大工委记录")
        if not present(consultation).filter(pk=speaker.pk).exists():
            raise Refused("发言人要选已签到的议事会成员")
    opinion.dossier, opinion.text, opinion.speaker = words.dossier, words.text.strip(), speaker or nobody_chosen
