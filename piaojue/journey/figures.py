"""Numbers of years: a fixed number of queries, whatever the number of years."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum, Value

from piaojue.commons.tallies.queries import Numbers, numbers
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind
from piaojue.journey import ends
from piaojue.stages.consult.public import Recommendation
from piaojue.stages.deliver.public import BURNING, Baseline, Lamp, Project, ProjectState
from piaojue.stages.evaluate.public import Item, Subject, Survey, SurveyState, opinions_of
from piaojue.stages.group.public import Link
from piaojue.stages.shortlist.public import Disposition, Dossier, DossierState, published
from piaojue.stages.suggest import public as suggest
from piaojue.stages.suggest.public import ProposerType, Suggestion
from piaojue.stages.supervise.public import FindingState
from piaojue.stages.vote.public import PollState, Result

TALLIES = ("suggestions", "demands", "outcomes", "outcomes.disposition", "findings", "findings.state")
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
    from_residents: int = 0
    completed: int = 0
    due: int = 0
    on_time: int = 0
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
    def residents_share(self) -> float | None:
        """Projects that go back to a suggestion of a resident."""
        return self.from_residents / self.projects if self.projects else None

    @property
    def on_time_rate(self) -> float | None:
        """Completed by the day that was voted on, of what was due by then or is accepted."""
        return self.on_time / self.due if self.due else None

    @property
    def lamps(self) -> int:
        """How many lamps burn: projects under way, and those carried over that are not settled."""
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


def figures_of(years: Iterable[Year], kept: Numbers | None = None) -> dict[int, Figures]:
    """Year id → its numbers, by four questions. Candidates count once they are public (送阅; in a 街道 会商).

    kept: the years' TALLIES, where the caller has them
    """
    years = list(years)
    figures = {year.pk: Figures() for year in years}
    _put_wishes(figures, kept or numbers(figures, *TALLIES))
    _put_sums(figures, years)
    _put_opinions(figures)
    return figures


def _put_wishes(figures: dict[int, Figures], kept: Numbers) -> None:
    """Suggestions, demands, their answers and findings: as many as people want, so they are kept (tallies.py of their rooms)."""
    for key, one in figures.items():
        one.suggestions = kept.one("suggestions", key)
        one.demands = kept.one("demands", key)
        one.answered = kept.one("outcomes", key)
        one.findings = kept.one("findings", key)
        states = kept.kinds("findings.state", key)
        one.dismissed, one.closed = states.get(FindingState.DISMISSED, 0), states.get(FindingState.CLOSED, 0)
        one.shortlisted = kept.kinds("outcomes.disposition", key).get(Disposition.SHORTLISTED, 0)


def _put_sums(figures: dict[int, Figures], years: list[Year]) -> None:
    """What is few in a year is counted, all of it by one question."""
    parts = [*_choices(list(figures), years), *_work(list(figures))]
    for year, name, number in parts[0].union(*parts[1:], all=True):
        one = figures[year]
        setattr(one, name, getattr(one, name) + int(number or 0))


def _part(rows: QuerySet, year: str, name: str, number: Count | Sum | None = None) -> QuerySet:
    """(year id, name of a figure, number). year: the look-up that leads from a row to its year."""
    counted = rows.order_by().values(of_year=F(year)).annotate(of_figure=Value(name), counted=number or Count("*"))
    return counted.values_list("of_year", "of_figure", "counted")


def _choices(keys: list[int], years: list[Year]) -> list[QuerySet]:
    """Candidates, and those adopted by the vote or by a sub-district's 会商."""
    shown = [year.pk for year in years if published(year)]
    results = Result.objects.filter(adopted=True, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
    recommended = Recommendation.objects.filter(confirmed=True, recommended=True, year__road=RoadKind.STREET)
    return [
        _part(Dossier.objects.filter(year__in=shown, state=DossierState.CANDIDATE), "year_id", "candidates"),
        _part(results.filter(poll__year__in=keys), "poll__year_id", "adopted"),
        _part(recommended.filter(year__in=keys), "year_id", "adopted"),
    ]


def _work(keys: list[int]) -> list[QuerySet]:
    """Projects, their money and lamps (a lamp burns until acceptance)."""
    projects = Project.objects.filter(year__in=keys)
    promised = Baseline.objects.filter(project__year__in=keys, number=1)
    promised = promised.exclude(project__replaced_by__isnull=False)
    return [
        _part(projects, "year_id", "projects"),
        _part(projects.filter(state=ProjectState.COMPLETED), "year_id", "completed"),
        _part(projects, "year_id", "paid_yuan", Sum("paid_yuan")),
        _part(projects.filter(_residents_asked()), "year_id", "from_residents"),
        _part(ends.of_those_due(projects), "year_id", "due"),
        _part(ends.of_those_on_time(projects), "year_id", "on_time"),
        *(_part(projects.filter(BURNING, lamp=lamp), "year_id", lamp.value) for lamp in Lamp),
        _part(promised, "project__year_id", "planned_yuan", Sum("year_yuan")),
    ]


def _residents_asked() -> Exists:
    """Whether a resident's suggestion stands behind the project's dossier."""
    asked = Link.objects.filter(ended_at=None, suggestion__proposer_type=ProposerType.RESIDENT)
    return Exists(asked.filter(demand__dossiers=OuterRef("dossier_id")))


def _put_opinions(figures: dict[int, Figures]) -> None:
    """The published evaluation that speaks for each year, with the base that its own formula takes."""
    if not (speaking := _speaking(list(figures))):
        return
    for item in Item.objects.filter(survey__in=list(speaking.values())).select_related("survey"):
        one = figures[item.survey.year_id]
        one.positive += item.row.positive
        one.opinions += opinions_of(item)


def _speaking(years: list[int]) -> dict[int, int]:
    """Year id → the published survey that speaks for it: deputies before committee, residents, third party."""
    order = [Subject.DEPUTIES, Subject.COMMITTEE, Subject.RESIDENTS, Subject.THIRD_PARTY]
    first: dict[int, tuple[int, int]] = {}
    rows = Survey.objects.filter(year__in=years, state=SurveyState.PUBLISHED, mends=None, follow_up=False)
    for pk, year, subject in rows.values_list("pk", "year", "subject"):
        first[year] = min(first.get(year, (len(order), 0)), (order.index(Subject(subject)), pk))
    return {year: pk for year, (_, pk) in first.items()}


def total(figures: Iterable[Figures]) -> Figures:
    """All together."""
    return sum(figures, Figures())
