"""Numbers of years: a fixed number of queries, whatever the number of years."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from piaojue.commons.years.models import Year
from piaojue.stages.consult.public import Recommendation
from piaojue.stages.deliver.public import ALIVE, Baseline, Lamp, Project, ProjectState
from piaojue.stages.evaluate.public import Item, Subject, Survey, SurveyState
from piaojue.stages.group.public import GONE, Demand
from piaojue.stages.shortlist.public import Disposition, Dossier, DossierState, Outcome, published
from piaojue.stages.suggest.public import Suggestion, SuggestionState
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
        return self.closed / self.findings if self.findings else None

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
    """The suggestions that count."""
    return Suggestion.objects.filter(year__in=[year.pk for year in years]).exclude(state=SuggestionState.WITHDRAWN)


def figures_of(years: Iterable[Year]) -> dict[int, Figures]:
    """Year id → its numbers. Candidates count once they are public (送阅; in a 街道 会商)."""
    years = list(years)
    found = {year.pk: Figures() for year in years}
    keys = list(found)
    shown = [year.pk for year in years if published(year)]

    def put(rows: QuerySet, key: str, **sums) -> None:
        for row in rows.order_by().values(key).annotate(**sums):
            for name in sums:
                setattr(found[row[key]], name, row[name] or 0)

    n = Count("pk")
    put(received(years), "year", suggestions=n)
    put(Demand.objects.filter(year__in=keys).exclude(state__in=GONE), "year", demands=n)
    put(
        Outcome.objects.filter(year__in=keys).exclude(demand__state__in=GONE),
        "year",
        answered=n,
        shortlisted=Count("pk", filter=Q(disposition=Disposition.SHORTLISTED)),
    )
    put(Dossier.objects.filter(year__in=shown, state=DossierState.CANDIDATE), "year", candidates=n)
    real = Result.objects.filter(adopted=True, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
    put(real.filter(poll__year__in=keys), "poll__year", adopted=n)
    put(
        Recommendation.objects.filter(year__in=keys, confirmed=True, recommended=True, year__road="street"),
        "year",
        adopted=n,
    )
    lamps = {
        lamp.value: Count("pk", filter=Q(lamp=lamp, state__in=ALIVE)) for lamp in Lamp
    }  # a lamp burns until acceptance
    put(
        Project.objects.filter(year__in=keys),
        "year",
        projects=n,
        completed=Count("pk", filter=Q(state=ProjectState.COMPLETED)),
        paid_yuan=Sum("paid_yuan"),
        **lamps,
    )
    put(Baseline.objects.filter(project__year__in=keys, number=1), "project__year", planned_yuan=Sum("year_yuan"))
    put(
        Finding.objects.filter(year__in=keys),
        "year",
        findings=n,
        closed=Count("pk", filter=Q(state=FindingState.CLOSED)),
    )
    spoken = list(_speaking(keys).values())
    put(
        Item.objects.filter(survey__in=spoken),
        "survey__year",
        positive=Sum(F("satisfied") + F("fairly")),
        opinions=Sum(F("satisfied") + F("fairly") + F("dissatisfied")),
    )
    return found


def _speaking(years: list[int]) -> dict[int, int]:
    """Year id → the published survey that speaks for it: deputies before committee, residents, third party."""
    order = [Subject.DEPUTIES, Subject.COMMITTEE, Subject.RESIDENTS, Subject.THIRD_PARTY]
    found: dict[int, tuple] = {}
    rows = Survey.objects.filter(year__in=years, state=SurveyState.PUBLISHED, rectification=None)
    for pk, year, subject in rows.values_list("pk", "year", "subject"):
        found[year] = min(found.get(year, (9, 0)), (order.index(Subject(subject)), pk))
    return {year: pk for year, (_, pk) in found.items()}


def total(figures: Iterable[Figures]) -> Figures:
    """All together."""
    return sum(figures, Figures())
