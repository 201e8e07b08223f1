"""What may be seen of evaluations: every read starts here. Nobody's own reply can be asked for, only sums."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from engines.exact import fraction_from
from engines.scoring import (
    Cell,
    Part,
    Row,
    RowVerdict,
    Slice,
    WeightedScore,
    WeightsRefused,
    needs_rectification,
    option_score,
    slices,
    weighted_score,
)
from engines.scoring import evaluate as judge_rows
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Baseline, Project, unit_of
from piaojue.stages.evaluate.models import (
    Archive,
    Item,
    Mark,
    Reason,
    Rectification,
    RectificationState,
    Reply,
    Subject,
    Survey,
    SurveyState,
)
from piaojue.stages.evaluate.moves import DESK, MOVES
from piaojue.stages.evaluate.values import Carried
from piaojue.stages.evaluate.wording import masked
from piaojue.stages.shortlist.public import Dossier

PUBLIC_STATES = (SurveyState.PUBLISHED,)
SLICE_NAMES = {"age": "年龄", "place": "所在地"}
REASONS_SHOWN = 300
"""Reasons of one row that a page shows at most."""
REPLIES_READ = 4 * REASONS_SHOWN
"""Replies that are read for them at most."""


def smallest_cell(year: Year) -> int:
    """Fewest replies that may be shown as a group (份)."""
    return year.settings.cell


def awareness(year: Year) -> tuple[int, int]:
    """(had heard of 征集 and 票决 before, said so or not) over the replies of the year's published residents' surveys.

    (0, 0) as long as fewer have said than may be shown as a group.
    """
    replies = Reply.objects.filter(survey__year=year, survey__state__in=PUBLIC_STATES).exclude(aware=None)
    counts = replies.aggregate(aware=Count("pk", filter=Q(aware=True)), answered=Count("pk"))
    return (counts["aware"], counts["answered"]) if counts["answered"] >= smallest_cell(year) else (0, 0)


def surveys_for(seat: Seat | None, year: Year) -> QuerySet[Survey]:
    """Published ones and open questionnaires for everybody, all for those who prepare them."""
    surveys = Survey.objects.filter(year=year).select_related("year__place", "place", "poll")
    if MOVES.entitled("read_preparations", year.place, seat):
        return surveys
    return surveys.filter(state__in=PUBLIC_STATES) | surveys.filter(state=SurveyState.OPEN, subject=Subject.RESIDENTS)


def survey_for(seat: Seat | None, pk: int) -> Survey:
    """One survey, as far as this seat may see it. Raises Http404, NotYours."""
    survey = survey_to_answer(pk)
    asking = survey.state == SurveyState.OPEN and survey.subject == Subject.RESIDENTS
    if survey.state not in PUBLIC_STATES and not asking:
        MOVES.require("read_preparations", survey.place, seat)
    return survey


def survey_to_answer(pk: int) -> Survey:
    """One survey whatever its state: who comes too late to answer is told so. Raises Http404."""
    rows = Survey.objects.select_related("year__place", "place__parent", "poll", "created_by")
    survey = rows.filter(pk=pk).first()
    if survey is None:
        raise Http404("no such survey")
    return survey


def items_of(survey: Survey) -> list[Item]:
    """The rows, best first; without a rank as they were listed."""
    return list(survey.items.select_related("project__department").order_by("rank", "pk"))


def published(year: Year) -> QuerySet[Survey]:
    """The year's published evaluations, first evaluations before re-evaluations; public."""
    surveys = Survey.objects.filter(year=year, state=SurveyState.PUBLISHED)
    return surveys.select_related("year", "place").order_by("pk")


def main_survey(year: Year) -> Survey | None:
    """The published evaluation that speaks for the year: deputies before committee, residents, third party."""
    order = [Subject.DEPUTIES, Subject.COMMITTEE, Subject.RESIDENTS, Subject.THIRD_PARTY]
    surveys = published(year).filter(rectification=None)
    return min(surveys, key=lambda survey: (order.index(Subject(survey.subject)), survey.pk), default=None)


def verdict_of(survey: Survey, item: Item) -> RowVerdict:
    """One row's verdict as the engine gives it. raises: SumsDisagree for a row that does not add up."""
    valid = survey.valid or 0
    result = judge_rows(
        [item.row],
        survey.the_formula,
        valid=valid,
        all_members=survey.members or valid,
        present=survey.present or valid,
        titles={item.key: item.title},
    )
    return result.verdicts[0]


def to_rectify(year: Year) -> list[Item]:
    """Published rows that need a rectification and have none ordered yet. Re-evaluations have their own chain."""
    items = Item.objects.filter(survey__year=year, survey__state=SurveyState.PUBLISHED, survey__rectification=None)
    items = items.filter(rectification=None).exclude(project=None).select_related("survey__year", "project")
    return [item for item in items if needs_rectification(verdict_of(item.survey, item), item.survey.the_formula)]


def rectifications_for(seat: Seat | None, year: Year) -> QuerySet[Rectification]:
    """Public: orders, reports and what the re-evaluation said."""
    MOVES.require("read_evaluations", year.place, seat)
    return Rectification.objects.filter(year=year).select_related(
        "project__department", "item__survey", "reevaluation", "year", "place"
    )


def rectification_for(seat: Seat | None, pk: int) -> Rectification:
    """One rectification; public. Raises Http404."""
    rows = Rectification.objects.select_related(
        "project__department", "item__survey__year", "reevaluation", "year", "year__place", "place", "created_by"
    )
    rectification = rows.filter(pk=pk).first()
    if rectification is None:
        raise Http404("no such rectification")
    MOVES.require("read_evaluations", rectification.place, seat)
    return rectification


def rectifications_waiting(seat: Seat) -> QuerySet[Rectification]:
    """What waits for this unit or this desk."""
    rows = Rectification.objects.filter(place=seat.place)
    if seat.role == Role.DEPARTMENT:
        return rows.filter(state=RectificationState.ORDERED, project__department=seat.body)
    reported = rows.filter(state=RectificationState.REPORTED, reevaluation=None)
    return reported if seat.role in DESK else rows.none()


@dataclass(frozen=True)
class Promise:
    """What was voted on, what was approved later, what came of it."""

    item: Item
    voted: str
    approved: str
    changed: bool
    result: str


def promises(items: list[Item]) -> list[Promise]:
    """For each row: 票决承诺, 批准后的目标, 实施结果 (docs/domain.md#baseline). Two queries whatever the length."""
    rows = Project.objects.filter(pk__in=[item.project_id for item in items if item.project_id])
    baselines = Prefetch("baselines", Baseline.objects.order_by("number"))
    projects = {project.pk: project for project in rows.prefetch_related(baselines, "reports")}
    return [_promise(item, projects.get(item.project_id or 0)) for item in items]


def _promise(item: Item, project: Project | None) -> Promise:
    baselines = list(project.baselines.all()) if project else []
    first, last = (baselines[0], baselines[-1]) if baselines else (None, None)
    changed = bool(first and last and first.pk != last.pk)
    return Promise(item, _goal(first), _goal(last) if changed else "", changed, _result(project))


def _goal(baseline: Baseline | None) -> str:
    if baseline is None:
        return ""
    count = f"{baseline.target_count:,} {baseline.target_unit}" if baseline.target_count else ""
    due = f"{baseline.due:%Y-%m-%d} 前完成" if baseline.due else ""
    return "，".join(part for part in (count or baseline.scope[:60], due) if part)


def _result(project: Project | None) -> str:
    if project is None:
        return ""
    reports = list(project.reports.all())
    done = next((report.done_count for report in reports if report.done_count is not None), None)
    baseline = max(project.baselines.all(), key=lambda one: one.number, default=None)
    counted = f"，共 {done:,} {unit_of(project, baseline)}" if done is not None else ""
    return f"{project.get_state_display()}，进度 {project.progress}%{counted}"


def slices_of(survey: Survey, by: str) -> dict[int, list[Slice]]:
    """item id → published lines by age or place; small groups are suppressed, whole survey at once.

    A group is suppressed in every row when its replies are few, so that rows cannot be compared to find it.
    """
    least = smallest_cell(survey.year)
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    order, labels = Mark.values, set()
    items = list(survey.items.values_list("pk", flat=True))
    for marks, groups in survey.replies.values_list("marks", "slices").iterator():
        label = getattr(groups, by) or "未注明"
        labels.add(label)
        for pk in items:
            sums[pk, label][order.index(marks.get(pk, Mark.UNKNOWN))] += 1
    return {
        pk: slices([Cell({by: label}, Row(str(pk), *sums[pk, label])) for label in sorted(labels)], by, smallest=least)
        for pk in items
    }


def public_reasons(survey: Survey) -> dict[int, list[str]]:
    """item id → reasons for 不满意 in other words than the person's own data: masked, hidden ones left out, no order.

    One query for the whole survey, of 1,200 replies at most: ask once a page.
    """
    shown: dict[int, list[str]] = defaultdict(list)
    for reply in _replies_with_reasons(survey).only("reasons", "hidden").iterator():
        for pk, text in reply.reasons.items():
            if pk not in reply.hidden and len(shown[pk]) < REASONS_SHOWN:
                shown[pk].append(masked(text))
    return {pk: sorted(texts) for pk, texts in shown.items()}


def _replies_with_reasons(survey: Survey) -> QuerySet[Reply]:
    return Reply.objects.filter(survey=survey).exclude(reasons={})[:REPLIES_READ]


@dataclass(frozen=True)
class ReasonToReview:
    """One reason for the desk. text: as written; public: as anybody reads it; line: names reply and row in a form."""

    title: str
    text: str
    public: str
    hidden: bool
    line: str


def reasons_to_review(seat: Seat | None, survey: Survey) -> list[ReasonToReview]:
    """Every reason with whether it is hidden; without the person, sorted by text."""
    MOVES.require("read_reasons", survey.place, seat)
    titles = dict(survey.items.values_list("pk", "title"))
    lines = [
        ReasonToReview(titles.get(pk, ""), text, masked(text), pk in reply.hidden, f"{reply.pk}-{pk}")
        for reply in _replies_with_reasons(survey)
        for pk, text in reply.reasons.items()
    ]
    return sorted(lines, key=lambda line: (line.title, line.text))


def reason_named(survey: Survey, line: str) -> Reason:
    """What `ReasonToReview.line` names. Raises Http404 when it names nothing of this survey."""
    parts = line.split("-")
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 20 for part in parts):
        raise Http404("no such reason")
    reply = Reply.objects.filter(survey=survey, pk=parts[0]).select_related("survey").first()
    item = Item.objects.filter(survey=survey, pk=parts[1]).first()
    if reply is None or item is None:
        raise Http404("no such reason")
    return Reason(reply, item)


def last_year(survey: Survey) -> Survey | None:
    """The same subject's published evaluation of the year before."""
    surveys = Survey.objects.filter(
        place=survey.place,
        year__number=survey.year.number - 1,
        subject=survey.subject,
        state=SurveyState.PUBLISHED,
        rectification=None,
    )
    return surveys.select_related("year").order_by("pk").first()


@dataclass(frozen=True)
class Compared:
    """对照上年. survey: last year's; satisfied, positive: its rates, 0–1; changes in percentage points."""

    survey: Survey
    satisfied: float
    positive: float
    satisfied_change: float
    positive_change: float


def compared(survey: Survey) -> Compared | None:
    """This survey beside last year's; None without last year's."""
    before = last_year(survey)
    then, now = (before.summary.rates if before else None), survey.summary.rates
    if before is None or then is None or now is None:
        return None
    return Compared(
        survey=before,
        satisfied=then[0],
        positive=then[1],
        satisfied_change=round((now[0] - then[0]) * 100, 1),
        positive_change=round((now[1] - then[1]) * 100, 1),
    )


def weighted(year: Year) -> list[tuple[str, WeightedScore]] | None:
    """综合得分: (project or row, its score) from several published surveys by the year's weights, best first.

    None where the year has no weights
    raises: ValueError with the engine's reasons in Chinese
    """
    weights = year.settings.evaluation_weights
    if not weights:
        return None
    rows: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in Item.objects.filter(survey__in=published(year).filter(rectification=None)).select_related("survey"):
        rows[item.title][item.survey.subject] = item
    scores = [(title, _score_of(title, weights, by_subject)) for title, by_subject in rows.items()]
    return sorted(scores, key=lambda line: -line[1].score)


def _score_of(title: str, weights: Mapping[str, str], by_subject: Mapping[str, Item]) -> WeightedScore:
    scores = {subject: option_score(item.row) for subject, item in by_subject.items()}
    shares = [(subject, fraction_from(share)) for subject, share in weights.items()]
    try:
        return weighted_score([Part(str(Subject(name).label), share, scores.get(name)) for name, share in shares])
    except WeightsRefused as refusal:
        raise ValueError(f"{title}：{'；'.join(refusal.problems)}") from refusal


def archive_of(year: Year) -> Archive | None:
    return Archive.objects.filter(year=year).select_related("upload", "to_year__place", "year", "place").first()


def carried_into(year: Year) -> list[dict]:
    """What earlier years left to this one, public: lines of Archive.carried with "from" (年度), "taken" (the dossier of
    this year that goes on with it, or None) and "take_up" (the address where a dossier of it is begun, or "")."""
    archives = Archive.objects.filter(to_year=year).select_related("year")
    lines = [(archive.year.number, line) for archive in archives for line in archive.carried]
    mine = Dossier.objects.filter(year=year)
    demands = [line.pk for _number, line in lines if line.kind == "demand"]
    taken = {("dossier", dossier.previous_id): dossier for dossier in mine.exclude(previous=None)} | {
        ("demand", demand.pk): dossier
        for dossier in mine.filter(demands__in=demands).prefetch_related("demands")
        for demand in dossier.demands.all()
    }
    return [_carried_in(year, number, line, taken.get((line.kind, line.pk))) for number, line in lines]


def _carried_in(year: Year, number: int, line: Carried, dossier: Dossier | None) -> dict:
    asks = {"dossier": "from", "demand": "demand"}.get(line.kind)
    begin = year.page("draft_dossier")
    take_up = f"{begin}?{asks}={line.pk}" if asks and dossier is None else ""
    return {**asdict(line), "from": number, "taken": dossier, "take_up": take_up}


def item_by(pk: int) -> Item:
    """One row. Raises Http404."""
    item = Item.objects.select_related("survey__year__place", "survey__place", "project").filter(pk=pk).first()
    if item is None:
        raise Http404("no such row")
    return item


def towns_of(survey: Survey) -> list[str]:
    """Names of the places below the survey's own, for who answers."""
    return list(Place.objects.filter(parent=survey.place).order_by("code").values_list("name", flat=True))


def project_numbers(year: Year) -> dict[int, int]:
    """序号 → id of the year's projects."""
    return dict(Project.objects.filter(year=year).values_list("no", "pk"))
