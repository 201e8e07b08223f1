"""公布: adopted items become projects; what was voted on is their first baseline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.crypto import get_random_string

from piaojue.commons.acting import acting
from piaojue.commons.drafting.actions import filed
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import RoadKind
from piaojue.stages.consult.public import Recommendation
from piaojue.stages.deliver.models import UNITS, Baseline, Project
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.shortlist.public import Dossier, ProjectType, Version
from piaojue.stages.vote.public import PollState, Result

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # read aloud and typed without mistakes: no 0 O 1 I L


@dataclass(frozen=True)
class Chosen:
    """An item that becomes a project. frozen: the version that was decided on; basis: by whose decision."""

    dossier: Dossier
    frozen: Version | None
    basis: str


def announce(*, year: Year, by: Seat) -> list[Project]:
    """Make a project of each adopted item (票决), or in a 街道 of each confirmed recommendation. A second call adds none twice.

    The first baseline is the frozen version of the dossier that was voted on.
    raises: NotYours, Refused when nothing has been adopted or everything is announced
    """
    with acting(MOVES["announce"], year, by) as act:
        year = act.thing
        first = Project.objects.filter(year=year).count() + 1
        projects = [make_project(item, year=year, no=no, by=by) for no, item in enumerate(_to_announce(year), first)]
        for project in projects:
            act.also(MOVES["make_project"], project)
        _file_notice(year, projects, by)
        act.note(projects=[project.pk for project in projects])
    return projects


def _to_announce(year: Year) -> list[Chosen]:
    """What is chosen and no project yet. Raises Refused where there is nothing."""
    street = year.road == RoadKind.STREET
    chosen = confirmed(year) if street else adopted(year)
    if not chosen:
        lacking = "党工委还没有确认推荐结果" if street else "还没有经主席团确认的入选项目"
        raise Refused(f"{lacking}，请先完成上一步")
    rows = Project.objects.filter(dossier__in=[item.dossier for item in chosen])
    known = set(rows.values_list("dossier_id", flat=True))
    new = [item for item in chosen if item.dossier.pk not in known]
    if not new:
        raise Refused("入选项目都已经公布，不用再公布一次")
    return new


def _file_notice(year: Year, projects: Iterable[Project], by: Seat) -> None:
    """The year's 公告, once."""
    if year.papers.filter(kind=PaperKind.RESULT_NOTICE).exists():
        return
    if year.road == RoadKind.STREET:
        filed(year=year, code="street_result_notice", thing=year, by=by)
        return
    file_paper(
        year=year,
        kind=PaperKind.RESULT_NOTICE,
        title=f"{year.place.name}{year.number}年民生实事项目公告",
        by=by,
        public=True,
        body="\n".join(f"{project.no}. {project.title}" for project in projects),
    )


def adopted(year: Year) -> list[Chosen]:
    """The adopted items of the year's confirmed 票决, best first."""
    rows = Result.objects.filter(poll__year=year, poll__state=PollState.CONFIRMED, poll__rehearsal=False, adopted=True)
    rows = rows.select_related("poll__sitting", "dossier__department").order_by("rank", "pk")
    return [
        Chosen(row.dossier, frozen_version(row.dossier, _version_voted_on(row)), f"{row.poll.sitting.name}票决")
        for row in rows
        if row.dossier is not None
    ]


def _version_voted_on(row: Result) -> int | None:
    """Number of the dossier's version that stood on the ballot."""
    return next((item.version for item in row.poll.items if item.key == row.key), None)


def confirmed(year: Year) -> list[Chosen]:
    """The same for a 街道: recommendations that the Party working committee has confirmed."""
    rows = Recommendation.objects.filter(year=year, recommended=True, confirmed=True)
    rows = rows.select_related("dossier__department", "consultation__sitting").order_by("-all_for", "dossier__no", "pk")
    return [
        Chosen(row.dossier, frozen_version(row.dossier), f"{row.consultation.sitting.name}推荐，党工委确认")
        for row in rows
    ]


def frozen_version(dossier: Dossier, number: int | None = None) -> Version | None:
    """The version that was on the ballot, else the latest frozen one."""
    frozen = dossier.versions.filter(frozen=True).order_by("-number")
    return (frozen.filter(number=number).first() if number else None) or frozen.first()


def make_project(item: Chosen, *, year: Year, no: int, by: Seat | None, replaces: Project | None = None) -> Project:
    """One project with baseline 1, saved; the act that makes it logs it (`make_project`).

    What the frozen version says goes before what the dossier says today.
    """
    promise = Promise(item.dossier, item.frozen.content if item.frozen else {})
    department = Body.objects.filter(pk=promise.number("department_id") or 0).first() or item.dossier.department
    project = Project.objects.create(
        place=year.place,
        year=year,
        no=no,
        code=new_code(),
        title=promise.text("title"),
        category=promise.text("category"),
        type=promise.text("type"),
        dossier=item.dossier,
        department=department,
        co_departments=promise.text("co_departments"),
        leader=promise.text("leader"),
        spot=item.dossier.spot,
        replaces=replaces,
        created_by=by,
    )
    _first_baseline(project, item, promise)
    return project


def _first_baseline(project: Project, item: Chosen, promise: "Promise") -> Baseline:
    count = promise.number("target_count")
    usual_unit = UNITS.get(ProjectType(project.type), "") if count else ""
    return Baseline.objects.create(
        project=project,
        number=1,
        seen=item.frozen,
        scope=promise.text("scope"),
        target_count=count,
        target_unit=promise.text("target_unit") or usual_unit,
        year_yuan=promise.number("year_yuan") or promise.number("total_yuan") or 0,
        due=promise.day("due"),
        reason=item.basis[:200],
    )


class Promise:
    """What a frozen version says, read from its kept text; the dossier's own value where it is silent."""

    def __init__(self, dossier: Dossier, content: dict[str, Any]) -> None:
        self.dossier, self.content = dossier, content

    def _raw(self, name: str) -> Any:
        return self.content[name] if name in self.content else getattr(self.dossier, name)

    def text(self, name: str) -> str:
        return str(self._raw(name) or "")

    def number(self, name: str) -> int | None:
        raw = self._raw(name)
        return int(raw) if raw not in (None, "", "None") and str(raw).isdecimal() else None

    def day(self, name: str) -> date | None:
        raw = self._raw(name)
        try:
            return date.fromisoformat(str(raw)[:10]) if raw else None
        except ValueError:
            return self.dossier.due


def new_code() -> str:
    """A short code that no other project has."""
    while True:
        code = get_random_string(6, LETTERS)
        if not Project.objects.filter(code=code).exists():
            return code
