"""去向: the life of one suggestion in one line of steps, from entry to the score of the finished project.

Each later room kept its own row that points back at what it received; here the pointers are walked forward.
Only what is public at each step is told.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from piaojue.journey.figures import FINISHED
from piaojue.stages.deliver.models import Project
from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Item, SurveyState
from piaojue.stages.group.models import Demand, Link
from piaojue.stages.shortlist.models import Disposition, Dossier, DossierState, Outcome
from piaojue.stages.shortlist.queries import published
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.supervise.models import Finding, FindingState
from piaojue.stages.vote.models import PollState, Result

Step = dict[str, Any]
LABELS = ("提出", "归并", "答复", "候选", "票决", "实施", "监督", "评价")
GOES_ON = {Disposition.SHORTLISTED, Disposition.MERGED}


def way_of(suggestion: Suggestion) -> list[Step]:
    """Steps for `{% steps %}`: label, status (done, now, todo, skip, bad), note, url; besides `day` and `text`, of which
    the note is made."""
    steps = [_step("提出", "done", _day(suggestion.created_at), suggestion.get_absolute_url(), "建议已收到")]
    demand = _demand_of(suggestion)
    if demand is None:
        if suggestion.state in ("answered", "withdrawn"):
            return _ended(steps, "归并", suggestion.get_state_display())
        return _waiting(steps, "等待归并")
    link, demand = demand
    steps.append(
        _step(
            "归并",
            "done",
            _day(link.at),
            demand.get_absolute_url(),
            f"与相同诉求归在一起,{max(demand.voices, 1)} 人提出或附议",
        )
    )
    outcome = Outcome.objects.filter(demand=demand).first()
    if outcome is None:
        return _waiting(steps, "等待答复")
    said = f"{outcome.get_disposition_display()}({outcome.get_code_display()})"
    steps.append(_step("答复", "done", _day(outcome.answered_at), demand.get_absolute_url(), said))
    dossier = _candidate_of(demand)
    if dossier is None:
        if outcome.disposition not in GOES_ON:
            return _ended(steps, "候选", "到此办结")
        return _waiting(steps, "正在论证")
    frozen = dossier.versions.filter(frozen=True).order_by("-number").first()
    steps.append(
        _step(
            "候选",
            "done",
            _day(frozen.at) if frozen else None,
            dossier.get_absolute_url(),
            f"列为候选项目“{dossier.title}”",
        )
    )
    return _from_vote(steps, dossier)


def _from_vote(steps: list[Step], dossier: Dossier) -> list[Step]:
    project = Project.objects.filter(dossier=dossier).first()
    result = (
        Result.objects.filter(dossier=dossier, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
        .select_related("poll").order_by("-adopted", "-poll_id").first()
    )  # fmt: skip
    if result is None and project is None:
        return _waiting(steps, "等待票决" if dossier.year.road == "congress" else "等待会商")
    if result:
        votes = f",{result.approve} 票赞成" if result.approve is not None else ""
        steps.append(_step("票决", "done" if result.adopted else "bad", _day(result.poll.confirmed_at),
                           result.poll.get_absolute_url(), ("入选" if result.adopted else "未入选") + votes))  # fmt: skip
    else:
        steps.append(_step("会商", "done", None, dossier.get_absolute_url(), "街道会商推荐,已确认"))
    if project is None:
        return _ended(steps, "实施", "列入储备") if result and not result.adopted else _waiting(steps, "等待分解任务")
    return _from_project(steps, project)


def _from_project(steps: list[Step], project: Project) -> list[Step]:
    url, report = project.get_absolute_url(), project.reports.order_by("-month").first()
    finished = project.state in FINISHED
    ended = project.state in ("terminated", "unfinished")
    note = f"{project.get_state_display()},进度 {project.progress}%,{project.get_lamp_display()}"
    status = "done" if finished else "bad" if ended else "now"
    steps.append(_step("实施", status, f"{report.month}" if report else None, url, note))
    findings = Finding.objects.filter(project=project)
    count = findings.count()
    closed = findings.filter(state=FindingState.CLOSED).count()
    steps.append(
        _step(
            "监督",
            "done" if count or finished else "todo",
            None,
            url,
            f"发现问题 {count} 个,核实销号 {closed} 个" if count else "没有发现问题",
        )
    )
    item = (
        Item.objects.filter(project=project, survey__state=SurveyState.PUBLISHED, survey__rectification=None)
        .select_related("survey").order_by("survey_id").first()
    )  # fmt: skip
    if item is None:
        return _waiting(steps, "年底由代表和居民评价", now=status != "now")
    share = f",满意加基本满意 {item.positive_rate:.1%}" if item.positive_rate is not None else ""
    bad = item.verdict == "dissatisfied"
    steps.append(_step("评价", "bad" if bad else "done", item.survey.published_on, item.survey.get_absolute_url(),
                       f"{grade_name(item.verdict)}{share}" + (",责令整改" if bad else "")))  # fmt: skip
    return steps


def where(steps: list[Step]) -> str:
    """One sentence: how far it has come."""
    last = next((s for s in reversed(steps) if s["status"] in ("now", "bad", "done")), steps[0])
    return f"{last['label']}:{last['text']}"


def _demand_of(suggestion: Suggestion) -> tuple[Link, Demand] | None:
    link = Link.objects.filter(suggestion=suggestion, ended_at=None).select_related("demand").first()
    return (link, link.demand) if link else None


def _candidate_of(demand: Demand) -> Dossier | None:
    """The candidate made from this demand, once candidates are public."""
    found = demand.dossiers.filter(state=DossierState.CANDIDATE).select_related("year").order_by("no", "pk")
    return next((d for d in found if published(d.year)), None)


def _step(label: str, status: str, at: date | str | None, url: str, text: str) -> Step:
    day = at if isinstance(at, str) else f"{at:%Y-%m-%d}" if at else ""
    return {"label": label, "status": status, "day": day, "url": url, "text": text, "note": f"{day} {text}".strip()}


def _waiting(steps: list[Step], text: str, *, now: bool = True) -> list[Step]:
    """What comes next, then the rest of the road."""
    rest = LABELS[len(steps) :]
    return steps + [
        _step(label, "now" if n == 0 and now else "todo", None, "", text if n == 0 else "")
        for n, label in enumerate(rest)
    ]


def _ended(steps: list[Step], label: str, text: str) -> list[Step]:
    """The road ends here: what would have followed is shown as left out."""
    rest = LABELS[LABELS.index(label) :]
    return steps + [_step(name, "skip", None, "", text if n == 0 else "") for n, name in enumerate(rest)]


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None
