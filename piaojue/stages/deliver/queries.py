"""What may be seen of 实施. Lists answer with a bounded number of queries whatever their length."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from engines.writing import read_code
from piaojue.commons.evidence.models import Upload
from piaojue.commons.finding import NoSuch
from piaojue.commons.moves import NotYours, owns
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.looks import alike_before
from piaojue.stages.deliver.models import (
    ACCEPTED,
    ALIVE,
    Change,
    ChangeState,
    Lamp,
    LampRuling,
    Problem,
    ProblemState,
    Project,
    ProjectState,
    Report,
    Site,
    Talk,
    Task,
)
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import curve_of_project, month_end
from piaojue.stages.deliver.values import PlannedTask, ReusedPhoto
from piaojue.stages.shortlist.public import Dossier, DossierState

UNITS_OF = (BodyKind.DEPARTMENT, BodyKind.GOVERNMENT)


def project_at(code: str) -> Project:
    """A project by its code, however somebody copied it from the sign. raises: NoSuch."""
    rows = Project.objects.select_related("place", "year__place", "department", "spot", "dossier")
    if (project := rows.filter(code=read_code(code)).first()) is None:
        raise NoSuch("没有这个编号的项目。编号是公示牌二维码下面的六位字母和数字，请对照再输一遍，或者扫一扫二维码。")
    return project


def projects_of(year: Year) -> QuerySet[Project]:
    """The year's projects, public, in the order of announcement."""
    return Project.objects.filter(year=year).select_related("department", "spot", "place", "year").order_by("no", "pk")


def units_of(projects: QuerySet[Project]) -> list[tuple[str, str]]:
    """(id, name) of the units that carry out these projects."""
    rows = projects.exclude(department=None).order_by("department__name")
    return [(str(key), name) for key, name in rows.values_list("department", "department__name").distinct()]


def project_for(by: Seat | None, pk: int) -> Project:
    """A project with what its working page shows. Raises NotYours for who has nothing to do with the work."""
    rows = Project.objects.select_related("place", "year__place", "department", "spot", "dossier")
    project = rows.filter(pk=pk).first()
    if project is None:
        raise NotYours("project")
    MOVES.require("read_work", project.place, by)
    return project


def change_for(by: Seat | None, pk: int) -> Change:
    """A change and its project; decided ones are public. Raises NotYours."""
    rows = Change.objects.select_related(
        "project__department", "place", "year__place", "decided_by__body", "created_by__body"
    )
    change = rows.filter(pk=pk).first()
    if change is None:
        raise NotYours("change")
    if change.state == ChangeState.REQUESTED:
        MOVES.require("read_work", change.place, by)
    return change


def task_for(by: Seat | None, pk: int) -> Task:
    """A milestone with its project, for those at work. Raises NotYours."""
    rows = Task.objects.select_related("place", "year__place", "project__place", "project__department")
    task = rows.filter(pk=pk).first()
    if task is None:
        raise NotYours("task")
    MOVES.require("read_work", task.place, by)
    return task


def problem_for(by: Seat | None, pk: int) -> Problem:
    """A problem with its project, for those at work. Raises NotYours."""
    rows = Problem.objects.select_related("place", "year__place", "project__place", "project__department")
    problem = rows.filter(pk=pk).first()
    if problem is None:
        raise NotYours("problem")
    MOVES.require("read_work", problem.place, by)
    return problem


def decided_problem_for(by: Seat | None, pk: int) -> Problem:
    """A problem that the leading group has decided on. Raises NotYours."""
    problem = problem_for(by, pk)
    if problem.state == ProblemState.RAISED:
        raise NotYours("problem")
    return problem


MOST_PROBLEMS = 60
"""Problems that one page takes from minutes: more than a meeting hears."""


def problems_waiting(year: Year) -> QuerySet[Problem]:
    """Problems that wait for a decision of the leading group, the oldest first."""
    rows = Problem.objects.filter(year=year, state=ProblemState.RAISED).order_by("pk")
    return rows.select_related("project__department", "created_by__body")[:MOST_PROBLEMS]


def talk_for(by: Seat | None, pk: int) -> Talk:
    """A talk with its project, for those at work. Raises NotYours."""
    talk = Talk.objects.select_related("place", "year__place", "project__department").filter(pk=pk).first()
    if talk is None:
        raise NotYours("talk")
    MOVES.require("read_work", talk.place, by)
    return talk


def units_for(place: Place) -> QuerySet[Body]:
    """Bodies that may carry out a project of this place: departments and governments here and above."""
    return (
        Body.objects.standing().filter(place__in=place.lineage, kind__in=UNITS_OF).order_by("-place_id", "kind", "name")
    )


def replacements(project: Project) -> QuerySet[Dossier]:
    """Dossiers that may take a terminated project's place: candidates that lost and the reserve."""
    states = [DossierState.CANDIDATE, DossierState.RESERVED]
    return Dossier.objects.filter(year=project.year_id, state__in=states, project=None).order_by("no", "pk")


def milestones_of(project: Project) -> list[PlannedTask]:
    """The dossier's milestones as tasks: each due on the last day of its month; empty when they make no plan."""
    baseline = project.baselines.order_by("number").first()
    content = baseline.seen.content if baseline and baseline.seen else {}
    tasks = []
    for line in content.get("milestones") or map(asdict, project.dossier.milestones):
        if not isinstance(line, dict):
            continue
        due, share = month_end(str(line.get("due", ""))), str(line.get("share", ""))
        if due and share.isdecimal():
            tasks.append(PlannedTask(str(line.get("title", ""))[:120] or "节点", due, int(share)))
    return sorted(tasks, key=lambda task: (task.due, task.share))


def reused_photos(photos: Iterable[Upload], report: Report | None = None) -> list[ReusedPhoto]:
    """Which photos were kept before, or look like one that was: by another report, a finding, anything.

    report: the one that is being corrected, which may bring its own pictures again
    """
    reused = []
    for photo in photos:
        why, before = "reused", Upload.objects.filter(sha256=photo.sha256).exclude(pk=photo.pk).order_by("pk").first()
        if before is None:
            why, before = "alike", alike_before(photo)
        if before is None:
            continue
        earlier = Report.objects.filter(photos=before).select_related("project").first()
        if report is not None and earlier == report:
            continue  # the same report is being corrected with the same picture
        kept_on = f"{timezone.localdate(before.at):%Y-%m-%d} 上传的照片"
        where = f"“{earlier.project}”{earlier.month} 的报告" if earlier else kept_on
        reused.append(ReusedPhoto(photo.pk, where, why))
    return reused


def figures(projects: QuerySet[Project]) -> dict:
    """How many under each lamp (of those under way), in each state; money in 元 of the latest baselines and reports."""
    alive, burning = (
        Q(state__in=ALIVE),
        {f"{lamp}_lamps": Count("pk", filter=Q(lamp=lamp, state__in=ALIVE)) for lamp in Lamp.values},
    )
    return projects.order_by().aggregate(
        count=Count("pk"),
        alive=Count("pk", filter=alive),
        accepted=Count("pk", filter=Q(state__in=ACCEPTED)),
        completed=Count("pk", filter=Q(state=ProjectState.COMPLETED)),
        mostly=Count("pk", filter=Q(state=ProjectState.MOSTLY)),
        left=Count("pk", filter=Q(state__in=[ProjectState.UNFINISHED, ProjectState.CARRIED])),
        paid=Sum("paid_yuan"),
        **burning,
    )


def curve_points(project: Project, tasks: Iterable[Task]) -> list[tuple[str, int]]:
    """[(month "YYYY-MM", planned cumulative % at its end)] from the planned start to the last milestone; empty without a plan."""
    tasks = list(tasks)
    curve = curve_of_project(project, tasks)
    if curve is None or project.starts_on is None:
        return []
    points, (year, month) = [], (project.starts_on.year, project.starts_on.month)
    last = max(task.due for task in tasks)
    while (year, month) <= (last.year, last.month):
        following = (year, month + 1) if month < 12 else (year + 1, 1)
        points.append((f"{year}-{month:02d}", round(float(curve.at(date(*following, 1) - date.resolution)) * 100)))
        year, month = following
    return points


def overdue(projects: QuerySet[Project]) -> QuerySet[Task]:
    """Milestones past their day and not reached."""
    return Task.objects.filter(
        project__in=projects, done_on=None, due__lt=timezone.localdate(), project__state__in=ALIVE
    )


def site_for(by: Seat | None, pk: int) -> Site:
    """A site with its project, for those at work. Raises NotYours."""
    rows = Site.objects.select_related("place", "year__place", "project__place", "project__department")
    site = rows.filter(pk=pk).first()
    if site is None:
        raise NotYours("site")
    MOVES.require("read_work", site.place, by)
    return site


def sites_of(project: Project) -> list[Site]:
    """Its sites with their photos, in the order in which they were listed; public."""
    return list(project.sites.select_related("spot").prefetch_related("photos"))


def sites_at_work(project: Project, by: Seat | None) -> list[Site]:
    """The same with what the seat may do to each: may_finish, may_look."""
    sites = sites_of(project)
    executes = MOVES.entitled("finish_site", project.place, by) and owns(MOVES["finish_site"], project, by)
    for site in sites:
        site.project, site.place, site.year = project, project.place, project.year
        open_now = not MOVES.refusals("finish_site", site, by)
        site.may_finish = executes and open_now  # type: ignore[attr-defined]  # for the page alone
        site.may_look = MOVES.may("look_at_site", site, by)  # type: ignore[attr-defined]
    return sites


def ruling_at(pk: int) -> LampRuling:
    """A rule for lamps, public. Raises NotYours where there is none."""
    row = (
        LampRuling.objects.select_related("place", "year__place", "created_by", "decision", "instrument")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise NotYours("ruling")
    return row


def rulings_of(year: Year) -> QuerySet[LampRuling]:
    """All rules of the year, those that were not passed, too: public."""
    rows = LampRuling.objects.filter(year=year).select_related(
        "place", "year__place", "created_by", "decision", "instrument"
    )
    return rows.order_by("-pk")
