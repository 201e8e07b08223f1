"""公布: adopted items become projects; what was voted on is their first baseline."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.record.log import record
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import RoadKind
from piaojue.stages.consult.public import Recommendation
from piaojue.stages.deliver.models import UNITS, Baseline, Project
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.shortlist.public import Dossier, ProjectType, Version
from piaojue.stages.vote.public import PollState, Result

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # read aloud and typed without mistakes: no 0 O 1 I L


@transaction.atomic
def announce(*, year: Year, by: Seat) -> list[Project]:
    """Make a project of each adopted item (票决), or in a 街道 of each confirmed recommendation. A second call adds none twice.

    The first baseline is the frozen version of the dossier that was voted on.
    raises: NotYours, Refused when nothing has been adopted or everything is announced
    """
    year = Year.objects.select_for_update(of=("self",)).select_related("place").get(pk=year.pk)
    MOVES.take("announce", year, by)
    chosen = confirmed(year) if year.road == RoadKind.STREET else adopted(year)
    if not chosen:
        what = "党工委还没有确认推荐结果" if year.road == RoadKind.STREET else "还没有经主席团确认的入选项目"
        raise Refused(f"{what}，请先完成上一步")
    known = set(
        Project.objects.filter(dossier__in=[dossier for dossier, _, _ in chosen]).values_list("dossier_id", flat=True)
    )
    new = [line for line in chosen if line[0].pk not in known]
    if not new:
        raise Refused("入选项目都已经公布，不用再公布一次")
    first = Project.objects.filter(year=year).count() + 1
    projects = [
        make_project(dossier, frozen=frozen, no=no, year=year, reason=reason, by=by)
        for no, (dossier, frozen, reason) in enumerate(new, first)
    ]
    if not year.papers.filter(kind=PaperKind.RESULT_NOTICE).exists():
        file_paper(
            year=year,
            kind=PaperKind.RESULT_NOTICE,
            title=f"{year.place.name}{year.number}年民生实事项目公告",
            by=by,
            public=True,
            body="\n".join(f"{project.no}. {project.title}" for project in projects),
        )
    year.save(update_fields=["version"])
    record("deliver.announced", year, by, projects=[project.pk for project in projects])
    return projects


def adopted(year: Year) -> list[tuple[Dossier, Version | None, str]]:
    """(dossier, frozen version, basis) of each adopted item of the year's confirmed 票决, best first."""
    rows = Result.objects.filter(poll__year=year, poll__state=PollState.CONFIRMED, poll__rehearsal=False, adopted=True)
    rows = rows.exclude(dossier=None).select_related("poll__sitting", "dossier__department").order_by("rank", "pk")
    found = []
    for row in rows:
        number = next((item.get("version") for item in row.poll.items if item.get("key") == row.key), None)
        found.append((row.dossier, frozen_version(row.dossier, number), f"{row.poll.sitting.name}票决"))
    return found


def confirmed(year: Year) -> list[tuple[Dossier, Version | None, str]]:
    """The same for a 街道: recommendations that the Party working committee has confirmed."""
    rows = Recommendation.objects.filter(year=year, recommended=True, confirmed=True)
    rows = rows.select_related("dossier__department", "consultation__sitting").order_by("-all_for", "dossier__no", "pk")
    return [
        (row.dossier, frozen_version(row.dossier), f"{row.consultation.sitting.name}推荐，党工委确认") for row in rows
    ]


def frozen_version(dossier: Dossier, number: int | None = None) -> Version | None:
    """The version that was on the ballot, else the latest frozen one."""
    frozen = dossier.versions.filter(frozen=True).order_by("-number")
    return (frozen.filter(number=number).first() if number else None) or frozen.first()


def make_project(
    dossier: Dossier,
    *,
    frozen: Version | None,
    no: int,
    year: Year,
    reason: str,
    by: Seat,
    replaces: Project | None = None,
) -> Project:
    """One project with baseline 1. What the frozen version says goes before what the dossier says today."""
    said = Said(dossier, frozen.content if frozen else {})
    department = Body.objects.filter(pk=said.number("department_id") or 0).first() or dossier.department
    project = Project.objects.create(
        place=year.place,
        year=year,
        no=no,
        code=new_code(),
        title=said.text("title"),
        category=said.text("category"),
        type=said.text("type"),
        dossier=dossier,
        department=department,
        co_departments=said.text("co_departments"),
        leader=said.text("leader"),
        spot=dossier.spot,
        replaces=replaces,
        created_by=by,
    )
    Baseline.objects.create(
        project=project,
        number=1,
        seen=frozen,
        scope=said.text("scope"),
        target_count=said.number("target_count"),
        target_unit=said.text("target_unit")
        or (UNITS.get(ProjectType(project.type), "") if said.number("target_count") else ""),
        year_yuan=said.number("year_yuan") or said.number("total_yuan") or 0,
        due=said.day("due"),
        reason=reason[:200],
    )
    return project


class Said:
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


def today() -> date:
    return timezone.localdate()
