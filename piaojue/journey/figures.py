"""Numbers of years: a fixed number of queries, whatever the number of years."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind
from piaojue.stages.consult.public import Recommendation
from piaojue.stages.deliver.public import ALIVE, Baseline, Lamp, Project, ProjectState
from piaojue.stages.evaluate.public import Item, Subject, Survey, SurveyState, opinions_of
from piaojue.stages.group.public import GONE, Demand
from piaojue.stages.shortlist.public import Disposition, Dossier, DossierState, Outcome, published
from piaojue.stages.suggest import public as suggest
from piaojue.stages.suggest.public import Suggestion
from piaojue.stages.supervise.public import Finding, FindingState
from piaojue.stages.vote.public import PollState, Result

FINISHED = (ProjectState.COMPLETED, ProjectState.MOSTLY)


@dataclass
class Figures:
    """One year in numbers. Counts in 条, 项, 件; money in 元; rates 0–1 or None where nothing is to be shared."""

    suggestions: int = 0
    demands: int = 0
    answered: int = 0
    shortlisted: int = 0
    candidates: int = 0
    adopted: int = 0
    projects: int = 0
    completed: int = 0
    green: int = 0
    yellow: int = 0
    red: int = 0
    findings: int = 0
    dismissed: int = 0
    closed: int = 0
    planned_yuan: int = 0
    paid_yuan: int = 0
    positive: int = 0
    opinions: int = 0

    @property
    def answered_rate(self) -> float | None:
        """Demands with a written public answer."""
        return self.answered / self.demands if self.demands else None

    @property
    def closed_rate(self) -> float | None:
        """Verified by somebody else, of what had to be put right: what was dismissed is in neither number."""
        due = self.findings - self.dismissed
        return self.closed / due if due else None

    @property
    def satisfied_rate(self) -> float | None:
        """满意加基本满意 over all rows of the published evaluation that speaks for the year."""
        return self.positive / self.opinions if self.opinions else None

    @property
    def lamps(self) -> int:
        """How many lamps burn: projects under way and not yet accepted."""
        return self.green + self.yellow + self.red

    @property
    def funnel(self) -> list[tuple[str, int]]:
        """建议 › 诉求 › 初定 › 候选 › 入选 › 完成."""
        return [
            ("建议", self.suggestions),
            ("诉求", self.demands),
            ("初定", self.shortlisted),
            ("候选", self.candidates),
            ("入选", self.adopted),
            ("完成", self.completed),
        ]

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))


def received(years: Iterable[Year]) -> QuerySet[Suggestion]:
    """The suggestions that count, public or not (docs/domain.md#publication), in no order."""
    return suggest.received().filter(year__in=[year.pk for year in years]).order_by()


def figures_of(years: Iterable[Year]) -> dict[int, Figures]:
    """Year id → its numbers. Candidates count once they are public (送阅; in a 街道 会商)."""
    years = list(years)
    tally = _Tally(years)
    _count_wishes(tally, years)
    _count_choices(tally, years)
    _count_work(tally)
    _count_opinions(tally)
    return tally.figures


class _Tally:
    """Numbers of several years while they are counted. keys: the ids of the years."""

    def __init__(self, years: Iterable[Year]) -> None:
        self.figures = {year.pk: Figures() for year in years}
        self.keys = list(self.figures)

    def put(self, rows: QuerySet, year: str, **sums: Count | Sum) -> None:
        """One query. year: the look-up that leads from a row to its year; sums: the name of a figure → its sum."""
        for row in rows.order_by().values(year).annotate(**sums):
            for name in sums:
                setattr(self.figures[row[year]], name, row[name] or 0)


def _count_wishes(tally: _Tally, years: list[Year]) -> None:
    """Suggestions, demands and their answers."""
    shortlisted = Count("pk", filter=Q(disposition=Disposition.SHORTLISTED))
    outcomes = Outcome.objects.filter(year__in=tally.keys).exclude(demand__state__in=GONE)
    tally.put(received(years), "year", suggestions=Count("pk"))
    tally.put(
        Demand.objects.filter(year__in=tally.keys).exclude(state__in=GONE),
        "year",
        demands=Count("pk"),
    )
    tally.put(outcomes, "year", answered=Count("pk"), shortlisted=shortlisted)


def _count_choices(tally: _Tally, years: list[Year]) -> None:
    """Candidates, and those adopted by the vote or by a sub-district's 会商."""
    shown = [year.pk for year in years if published(year)]
    candidates = Dossier.objects.filter(year__in=shown, state=DossierState.CANDIDATE)
    results = Result.objects.filter(adopted=True, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
    recommended = Recommendation.objects.filter(confirmed=True, recommended=True, year__road=RoadKind.STREET)
    tally.put(candidates, "year", candidates=Count("pk"))
    tally.put(results.filter(poll__year__in=tally.keys), "poll__year", adopted=Count("pk"))
    tally.put(recommended.filter(year__in=tally.keys), "year", adopted=Count("pk"))


def _count_work(tally: _Tally) -> None:
    """Projects, their money and lamps (a lamp burns until acceptance), and what supervision found."""
    lamps = {lamp.value: Count("pk", filter=Q(lamp=lamp, state__in=ALIVE)) for lamp in Lamp}
    tally.put(
        Project.objects.filter(year__in=tally.keys),
        "year",
        projects=Count("pk"),
        completed=Count("pk", filter=Q(state=ProjectState.COMPLETED)),
        paid_yuan=Sum("paid_yuan"),
        **lamps,
    )
    replaced = Q(project__replaced_by__isnull=False)
    baselines = Baseline.objects.filter(project__year__in=tally.keys, number=1).exclude(replaced)
    tally.put(baselines, "project__year", planned_yuan=Sum("year_yuan"))
    tally.put(
        Finding.objects.filter(year__in=tally.keys),
        "year",
        findings=Count("pk"),
        dismissed=Count("pk", filter=Q(state=FindingState.DISMISSED)),
        closed=Count("pk", filter=Q(state=FindingState.CLOSED)),
    )


def _count_opinions(tally: _Tally) -> None:
    """The published evaluation that speaks for each year, with the base that its own formula takes."""
    rows = Item.objects.filter(survey__in=list(_speaking(tally.keys).values())).select_related("survey")
    for item in rows:
        figures = tally.figures[item.survey.year_id]
        figures.positive += item.row.positive
        figures.opinions += opinions_of(item)


def _speaking(years: list[int]) -> dict[int, int]:
    """Year id → the published survey that speaks for it: deputies before committee, residents, third party."""
    order = [Subject.DEPUTIES, Subject.COMMITTEE, Subject.RESIDENTS, Subject.THIRD_PARTY]
    first: dict[int, tuple[int, int]] = {}
    rows = Survey.objects.filter(year__in=years, state=SurveyState.PUBLISHED, rectification=None)
    for pk, year, subject in rows.values_list("pk", "year", "subject"):
        first[year] = min(first.get(year, (len(order), 0)), (order.index(Subject(subject)), pk))
    return {year: pk for year, (_, pk) in first.items()}


def total(figures: Iterable[Figures]) -> Figures:
    """All together."""
    return sum(figures, Figures())
