"""What of answers, appeals and dossiers can be corrected."""

from collections.abc import Iterable
from typing import Any

from django import forms

from piaojue.commons.acting import Doing
from piaojue.commons.correctable import Input, correctable
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.years.road import Stage, reached
from piaojue.stages.group.public import voices_of
from piaojue.stages.shortlist.actions.dossiers import keep, problems_of
from piaojue.stages.shortlist.completeness import incomplete
from piaojue.stages.shortlist.fields import MONEY_HELP, FundingLines, typed_wan
from piaojue.stages.shortlist.models import Appeal, Dossier, DossierState, Outcome, PastProject, Screening
from piaojue.stages.shortlist.moves import CHAIRS, EDITORS, KEEPERS
from piaojue.stages.shortlist.sheet import NAMES
from piaojue.stages.shortlist.values import Funding

DECIDED = frozenset({"milestones", "department", "type", "cross_year", "previous"})
"""Unit and plan are decided together, by an edit before the freeze and by a change afterwards."""
SHORTEST_REASON = 4
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


def is_rested_on(screening: Screening) -> str:
    """Why a correction of a judgement needs a second person."""
    return "答复已经依据评审意见作出" if Outcome.objects.filter(demand=screening.demand_id).exists() else ""


def who_answered(screening: Screening) -> Iterable[int]:
    """Who read it and answered."""
    answers = Outcome.objects.filter(demand=screening.demand_id)
    return answers.values_list("answered_by__person_id", flat=True)


def no_reason(screening: Screening) -> Iterable[str]:
    if len(screening.reason.strip()) < SHORTEST_REASON:
        yield f"请写明理由（至少 {SHORTEST_REASON} 个字）"


correctable(
    Screening,
    label="更正评审理由",
    fields=("reason",),
    author="reviewer",
    frozen=is_rested_on,
    countersigners=frozenset({Role.GOV_OFFICE, Role.CONGRESS_CLERK}),
    relied=who_answered,
    objections=no_reason,
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


def _spot(dossier: Dossier) -> forms.Field:
    """A place of the year's region."""
    places = Place.objects.filter(code__startswith=dossier.place_id).order_by("code")
    return forms.ModelChoiceField(label="选址所在地", queryset=places)


def as_lines(funding: Iterable[Funding]) -> str:
    """Money as it is typed again: 来源 | 万元, one a line."""
    return "\n".join(f"{one.source} | {typed_wan(one.yuan)}" for one in funding)


def objections(dossier: Dossier) -> Iterable[str]:
    """What is wrong with it, and what a dossier that has left the desk would lack."""
    yield from problems_of(dossier)
    if dossier.state != DossierState.DRAFT:
        yield from incomplete(dossier)


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
    objections=objections,
    inputs={
        "spot": Input(_spot),
        "total_yuan": _yuan("总投资（元）"),
        "year_yuan": _yuan("年度投资（元）"),
        "upkeep_yuan": _yuan("每年管护经费（元）"),
        "funding": Input(lambda dossier: FundingLines(label="资金来源", help_text=MONEY_HELP), as_lines),
    },
    then=as_version,
)


def twice(past: PastProject) -> Iterable[str]:
    """A name and year that another row has."""
    others = PastProject.objects.filter(place=past.place_id, number=past.number, title=past.title).exclude(pk=past.pk)
    if others.exists():
        yield f"{past}已经登记过"


correctable(
    PastProject,
    fields=("number", "title", "category", "site", "total_yuan", "department", "result"),
    roles=KEEPERS,
    author="created_by",
    objections=twice,
    inputs={"total_yuan": _yuan("总投资（元）")},
)
