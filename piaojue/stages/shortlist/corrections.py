"""What of answers, appeals and dossiers can be corrected."""

from collections.abc import Iterable
from typing import Any

from django import forms

from piaojue.commons.acting import Doing
from piaojue.commons.correctable import Input, correctable
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.road import Stage, reached
from piaojue.stages.group.public import voices_of
from piaojue.stages.shortlist.actions.dossiers import keep, problems_of
from piaojue.stages.shortlist.models import Appeal, Dossier, DossierState, Outcome
from piaojue.stages.shortlist.moves import CHAIRS, EDITORS
from piaojue.stages.shortlist.sheet import NAMES

DECIDED = frozenset(
    {"total_yuan", "year_yuan", "funding", "milestones", "spot", "department", "type", "cross_year", "previous"}
)
"""Money, place, unit and plan are decided together, by an edit before the freeze and by a change afterwards."""
READERS = {Role.DEPUTY, Role.COMMITTEE, Role.PRESIDIUM}


def who_asked(outcome: Outcome) -> Iterable[int]:
    """Persons behind the demand that was answered."""
    people, _phones = voices_of([outcome.demand])
    return people


correctable(
    Outcome,
    fields=("answer", "code"),
    roles=EDITORS | {Role.CONGRESS_CLERK},
    whose=lambda outcome, by: by.role != Role.DEPARTMENT or outcome.department_id in by.speaks_for,
    author="answered_by",
    frozen=lambda outcome: "答复已经公开，提出人已经看到",
    public=lambda outcome: True,
    relied=who_asked,
)
correctable(
    Appeal,
    fields=("decision",),
    author="decided_by",
    whose=lambda appeal, by: bool(appeal.decision),
    roles=CHAIRS,
    frozen=lambda appeal: "复议决定已经告知申请人" if appeal.decision else "",
    relied=lambda appeal: [appeal.person_id],
)


def is_read(dossier: Dossier) -> str:
    """Why a correction of a dossier needs a second person."""
    if dossier.versions.filter(frozen=True).exists():
        return "候选项目已经公布送阅"
    return "" if dossier.state == DossierState.DRAFT else f"项目材料{dossier.get_state_display()}"


def is_voted_on(dossier: Dossier) -> str:
    """What was voted on stays as it was on the ballot."""
    voted = {Stage.VOTING, Stage.ANNOUNCING} & reached(dossier.year.road, dossier.year.stage)
    return "已经按原文票决" if voted and dossier.versions.filter(frozen=True).exists() else ""


def who_read(dossier: Dossier) -> Iterable[int]:
    """The members who have it before them, and those who asked for it."""
    people, _phones = voices_of(dossier.demands.all())
    if not is_read(dossier):
        return people
    seats = Seat.objects.in_office().filter(place=dossier.place_id, role__in=READERS)
    return people | set(seats.values_list("person_id", flat=True))


def as_version(act: Doing[Any], dossier: Dossier, correction: Any) -> None:
    """What it says now is its next version; where one was fixed for reading, the next is fixed in its place."""
    fixed = dossier.versions.filter(frozen=True)
    was_fixed = fixed.exists()
    fixed.update(frozen=False)
    keep(dossier, correction.created_by, f"更正：{'、'.join(correction.new)}", frozen=was_fixed)


def _yuan(label: str) -> Input:
    return Input(lambda dossier: forms.IntegerField(label=label, min_value=0, max_value=10**13, required=False))


correctable(
    Dossier,
    fields=(*(name for name in NAMES if name not in DECIDED), "clearance_no", "review_note"),
    roles=EDITORS | CHAIRS | {Role.CONGRESS_CLERK},
    whose=lambda dossier, by: by.role != Role.DEPARTMENT or dossier.department_id in by.speaks_for,
    author="created_by",
    frozen=is_read,
    settled=is_voted_on,
    public=lambda dossier: dossier.versions.filter(frozen=True).exists(),
    relied=who_read,
    objections=problems_of,
    inputs={"upkeep_yuan": _yuan("每年管护经费（元）")},
    then=as_version,
)
