"""What came of an evaluation: promises kept, groups, last year, the common score."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from engines.exact import fraction_from
from engines.scoring import Cell, Part, Row, Slice, WeightedScore, WeightsRefused, option_score, slices, weighted_score
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Baseline, Project, unit_of
from piaojue.stages.evaluate.models import Item, Subject, Survey, SurveyState
from piaojue.stages.evaluate.queries.estimates import GROUP_NAMES, cells_of
from piaojue.stages.evaluate.queries.surveys import published, smallest_cell

SLICE_NAMES = {"place": "所在地", "age": "年龄", "side": "是否建议人", "via": "参加方式"}


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
    """item id → published lines by age, place, side or way; small groups are suppressed, whole survey at once.

    A group is suppressed in every row when its replies are few, so that rows cannot be compared to find it.
    """
    least = smallest_cell(survey.year)
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells_of(survey):
        if cell.by == by:
            label = GROUP_NAMES.get(cell.label, cell.label) or "未注明"
            counts = (cell.satisfied, cell.fairly, cell.dissatisfied, cell.unknown)
            rows[cell.item].append(Cell({by: label}, Row(str(cell.item), *counts)))
    return {
        pk: slices(sorted(cells, key=lambda cell: cell.labels[by]), by, smallest=least) for pk, cells in rows.items()
    }


def gap_of(lines: Sequence[Slice]) -> float | None:
    """Percentage points between the most and the least content group that are shown; None: fewer than two are."""
    shares = [line.row.positive / line.row.total for line in lines if line.row and line.row.total]
    return round((max(shares) - min(shares)) * 100, 1) if len(shares) > 1 else None


def last_year(survey: Survey) -> Survey | None:
    """The same subject's published evaluation of the year before."""
    surveys = Survey.objects.filter(
        place=survey.place,
        year__number=survey.year.number - 1,
        year__standing=survey.year.standing,
        subject=survey.subject,
        state=SurveyState.PUBLISHED,
        mends=None,
        follow_up=False,
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
    for item in Item.objects.filter(survey__in=published(year).filter(mends=None, follow_up=False)).select_related(
        "survey"
    ):
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
