"""去向: the life of one suggestion in one line of steps, from entry to the score of the finished project.

Each later room keeps a row of its own that points back at what it received. Here these pointers are walked forward.
Only what is public at each step is said.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from piaojue.commons.words import said, zh
from piaojue.journey import queries
from piaojue.journey.figures import FINISHED
from piaojue.stages.deliver.public import Project
from piaojue.stages.evaluate.public import Item, grade_name, main_survey
from piaojue.stages.group.public import Demand, Link
from piaojue.stages.shortlist.public import Disposition, Dossier, DossierState, Outcome, published
from piaojue.stages.suggest.public import ELSEWHERE, Suggestion
from piaojue.stages.supervise.public import Finding, FindingState

LABELS = ("提出", "归并", "答复", "候选", "票决", "实施", "监督", "评价")
GRADES = ("satisfied", "fairly", "dissatisfied")  # best first
GOES_ON = {Disposition.SHORTLISTED, Disposition.MERGED}


@dataclass(frozen=True)
class Step:
    """One step of the way.

    status: done, now, todo, skip (left out) or bad
    day:    the date as text, or the month of a report, or empty
    text:   what happened or is waited for; HTML where it names something
    """

    label: str
    status: str
    day: str = ""
    url: str = ""
    text: str = ""

    def on_the_line(self) -> dict[str, str]:
        """For `{% steps %}`, with the day alone beneath."""
        return {"label": self.label, "status": self.status, "note": self.day, "url": self.url}

    @property
    def passed(self) -> bool:
        """Whether the suggestion has come here."""
        return self.status in ("done", "now", "bad")


def way_of(suggestion: Suggestion) -> list[Step]:
    """All steps, in the words of the suggestion's place."""
    return [replace(step, label=suggestion.year.term(step.label)) for step in _steps(suggestion)]


def _steps(suggestion: Suggestion) -> list[Step]:
    steps = [Step("提出", "done", _day(suggestion.created_at), suggestion.get_absolute_url(), _("建议已收到"))]
    link = Link.objects.filter(suggestion=suggestion, ended_at=None).select_related("demand").first()
    if link is None:
        if suggestion.unpublished in ELSEWHERE:
            text = _("不进入归并，%(reason)s") % {"reason": said(suggestion.get_unpublished_display())}
            return _ended([*steps, Step("归并", "bad", text=text)], "答复", "")
        if suggestion.state in ("answered", "withdrawn"):
            return _ended(steps, "归并", said(suggestion.get_state_display()))
        return _waiting(steps, _("等待归并"))
    demand = link.demand
    steps.append(
        Step(
            "归并",
            "done",
            _day(link.at),
            demand.get_absolute_url(),
            _("与相同诉求归在一起，%(n)s 人提出或附议") % {"n": max(demand.voices, 1)},
        )
    )
    outcome = Outcome.objects.filter(demand=demand).first()
    if outcome is None:
        return _waiting(steps, _("等待答复"))
    answer = f"{said(outcome.get_disposition_display())}{_('（')}{said(outcome.get_code_display())}{_('）')}"
    steps.append(Step("答复", "done", _day(outcome.answered_at), demand.get_absolute_url(), answer))
    dossier = _candidate_of(demand)
    if dossier is None:
        return _not_candidate(steps, demand, outcome)
    frozen = dossier.versions.filter(frozen=True).order_by("-number").first()
    steps.append(
        Step(
            "候选",
            "done",
            _day(frozen.at if frozen else None),
            dossier.get_absolute_url(),
            format_html(_("列为候选项目“{}”"), zh(dossier.title)),
        )
    )
    return _from_vote(steps, dossier)


def _not_candidate(steps: list[Step], demand: Demand, outcome: Outcome) -> list[Step]:
    """No candidate, or none that is public yet: it is being worked on, this year or a later one, was reserved, or ended."""
    last = demand.dossiers.select_related("year").order_by("-year__number", "-pk").first()
    if last and last.state == DossierState.RESERVED:
        return _ended(steps, "候选", _("列入储备库，以后年度可以接着做"))
    if last and last.year_id != demand.year_id:
        return _waiting(steps, _("已转入 %(year)s 年度，正在论证") % {"year": last.year.number})
    if outcome.disposition not in GOES_ON:
        return _ended(steps, "候选", _("到此办结"))
    return _waiting(steps, _("正在论证"))


def _from_vote(steps: list[Step], dossier: Dossier) -> list[Step]:
    project = Project.objects.filter(dossier=dossier).select_related("year").first()
    result = queries.result_of(dossier)
    if result is None and project is None:
        return _waiting(steps, dossier.year.term(_("等待票决")) if dossier.year.road == "congress" else _("等待会商"))
    if result:
        votes = _("，%(n)s 票赞成") % {"n": result.approve} if result.approve is not None else ""
        steps.append(
            Step(
                "票决",
                "done" if result.adopted else "bad",
                _day(result.poll.confirmed_at),
                result.poll.get_absolute_url(),
                (_("入选") if result.adopted else _("未入选")) + votes,
            )
        )
    else:
        steps.append(Step("会商", "done", "", dossier.get_absolute_url(), _("街道会商推荐，已确认")))
    if project is None and result and not result.adopted:
        later = (
            dossier.continued_by.select_related("year")
            .exclude(state=DossierState.RESERVED)
            .order_by("-year__number")
            .first()
        )
        if later:
            return _waiting(steps, _("已转入 %(year)s 年度，正在论证") % {"year": later.year.number})
        return _ended(steps, "实施", _("列入储备"))
    if project is None:
        return _waiting(steps, _("等待分解任务"))
    return _from_project(steps, project)


def _from_project(steps: list[Step], project: Project) -> list[Step]:
    url, report = project.get_absolute_url(), project.reports.order_by("-month").first()
    finished, ended = project.state in FINISHED, project.state in ("terminated", "unfinished")
    note = _("%(state)s，进度 %(n)s%%，%(lamp)s") % {
        "state": said(project.get_state_display()),
        "n": project.progress,
        "lamp": said(project.get_lamp_display()),
    }
    status = "done" if finished else "bad" if ended else "now"
    steps.append(Step("实施", status, report.month if report else "", url, note))
    return _from_supervision(steps, project, url, now=status != "now")


def _from_supervision(steps: list[Step], project: Project, url: str, *, now: bool) -> list[Step]:
    """url: the project's page; now: whether what comes next is what is waited for."""
    findings = Finding.objects.filter(project=project)
    count = findings.count()
    closed = findings.filter(state=FindingState.CLOSED).count()
    days = findings.aggregate(raised=Max("created_at"), closed=Max("closed_at"))
    steps.append(
        Step(
            "监督",
            "done" if count or project.state in FINISHED else "todo",
            _day(max((day for day in days.values() if day), default=None)),
            url,
            _("发现问题 %(n)s 个，核实销号 %(closed)s 个") % {"n": count, "closed": closed}
            if count
            else _("没有发现问题"),
        )
    )
    if project.state == "terminated":
        return _ended(steps, "评价", said("终止"))
    return _from_score(steps, project, now=now)


def _from_score(steps: list[Step], project: Project, *, now: bool) -> list[Step]:
    """The score of the evaluation that speaks for the year (of several 子项 the worst), and what followed from it."""
    survey = main_survey(project.year)
    items = list(Item.objects.filter(survey=survey, project=project).select_related("rectification")) if survey else []
    if survey is None or not items:
        return _waiting(steps, _("年底由代表和居民评价"), now=now)
    item = max(items, key=lambda row: GRADES.index(row.verdict) if row.verdict in GRADES else 0)
    share = (
        _("，满意加基本满意 %(share)s") % {"share": f"{item.positive_rate:.1%}"}
        if item.positive_rate is not None
        else ""
    )
    bad = item.verdict == GRADES[-1]
    steps.append(
        Step(
            "评价",
            "bad" if bad else "done",
            _date(survey.published_on),
            survey.get_absolute_url(),
            f"{said(grade_name(item.verdict))}{share}",
        )
    )
    order = next((row.rectification for row in items if hasattr(row, "rectification")), None)
    if order:
        status = {"reevaluated": "done", "escalated": "bad"}.get(order.state, "now")
        steps.append(
            Step("整改", status, _day(order.reported_at), order.get_absolute_url(), said(order.get_state_display()))
        )
    elif bad:
        steps.append(Step("整改", "now", "", survey.get_absolute_url(), _("等待交由政府研究处理")))
    return steps


def where(steps: list[Step]) -> str:
    """One sentence: how far it has come."""
    last = next((step for step in reversed(steps) if step.passed), steps[0])
    return format_html("{}{}{}", said(last.label), _("："), last.text)


def _candidate_of(demand: Demand) -> Dossier | None:
    """The candidate made from this demand, once candidates are public; of several years the latest."""
    candidates = (
        demand.dossiers.filter(state=DossierState.CANDIDATE)
        .select_related("year")
        .order_by("-year__number", "no", "pk")
    )
    return next((dossier for dossier in candidates if published(dossier.year)), None)


def _waiting(steps: list[Step], text: str, *, now: bool = True) -> list[Step]:
    """What comes next, then the rest of the road."""
    rest = LABELS[len(steps) :]
    return steps + [
        Step(label, "now" if n == 0 and now else "todo", text="" if n else text) for n, label in enumerate(rest)
    ]


def _ended(steps: list[Step], label: str, text: str) -> list[Step]:
    """The road ends here: what would have followed is shown as left out."""
    rest = LABELS[LABELS.index(label) :]
    return steps + [Step(name, "skip", text="" if n else text) for n, name in enumerate(rest)]


def _day(at: datetime | None) -> str:
    return _date(timezone.localtime(at).date()) if at else ""


def _date(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
