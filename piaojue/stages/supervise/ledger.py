"""未了事项: duties that outlive their year stand in one ledger of the place until they are settled.

    @owed
    def rectifications(place: Place) -> Iterable[Duty]: ...

Rooms register their sources; the page asks them all. What everybody may read is `public`.

source: docs/domain.md#ledger
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from piaojue.commons.places.models import Place
from piaojue.commons.years.models import not_voided
from piaojue.stages.deliver.public import BURNING, Problem, ProblemState, Project, ProjectState
from piaojue.stages.supervise.kinds import AT_DESK
from piaojue.stages.supervise.models import (
    ENDED,
    Activity,
    ActivityState,
    DeputySuggestion,
    Finding,
    Interpellation,
    InterpellationState,
    Question,
    QuestionState,
    ReviewOpinion,
    ReviewState,
    SuggestionState,
)

MOST = 300
"""Of each kind at most."""
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Duty:
    """One thing that somebody owes. kind: in Chinese; who: whose turn it is; year: of which year it is"""

    kind: str
    title: str
    url: str
    year: int
    who: str = ""
    due: date | None = None
    public: bool = True

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()

    @property
    def soon(self) -> bool:
        return self.due is not None and not self.late and self.due <= timezone.localdate() + SOON


Source = Callable[[Place], Iterable[Duty]]
OWED: list[Source] = []


def owed(source: Source) -> Source:
    """Register a room's duties."""
    OWED.append(source)
    return source


def duties_of(place: Place, *, inside: bool) -> list[Duty]:
    """Everything that is not settled, of all years, the most overdue first. inside: what is not public, too."""
    found = [duty for source in OWED for duty in source(place) if inside or duty.public]
    return sorted(found, key=lambda duty: (duty.due or date.max, duty.year, duty.kind, duty.title))


@owed
def carried_over(place: Place) -> Iterable[Duty]:
    """Projects of earlier years that go on."""
    rows = Project.objects.filter(BURNING, not_voided(), place=place, state=ProjectState.CARRIED)
    for row in rows.select_related("department", "year")[:MOST]:
        title = f"{row.title}：{row.next_goal}（{row.progress}%）"
        who = row.department.name if row.department else ""
        yield Duty("结转项目", title, row.get_absolute_url(), row.year.number, who, row.next_due)


@owed
def problems(place: Place) -> Iterable[Duty]:
    """What the leading group has to decide on, and what it decided and is not done yet."""
    rows = Problem.objects.filter(not_voided(), place=place).exclude(state=ProblemState.SOLVED)
    for row in rows.select_related("project__department", "owner", "year")[:MOST]:
        decided = row.state == ProblemState.DECIDED
        unit = row.owner or row.project.department
        title = f"{row.project.title}：{row.decision if decided else row.text}"
        who = unit.name if decided and unit else "领导小组"
        yield Duty("领导小组协调", title, row.project.work_url, row.year.number, who, row.due, public=False)


@owed
def findings(place: Place) -> Iterable[Duty]:
    """What was found and is not verified; residents' words stay with who handles them."""
    rows = Finding.objects.filter(not_voided(), place=place).exclude(state__in=ENDED)
    for row in rows.select_related("project", "assigned_to", "year").order_by("due", "pk")[:MOST]:
        words = "群众反映的问题" if row.is_reported else row.text[:60]
        who = row.assigned_to.name if row.assigned_to else "人大工作机构"
        title = f"{row.project.title}：{words}"
        yield Duty("监督发现的问题", title, row.get_absolute_url(), row.year.number, who, row.due)


@owed
def questions(place: Place) -> Iterable[Duty]:
    """Unanswered questions, and assurances that are not kept yet."""
    rows = Question.objects.filter(not_voided(), place=place).select_related("asked_of", "activity", "year")
    rows = rows.exclude(activity__state=ActivityState.CANCELLED)
    for row in rows.filter(state=QuestionState.OPEN)[:MOST]:
        shown = row.activity.public
        yield Duty("询问", row.text[:60], row.get_absolute_url(), row.year.number, row.asked_of.name, row.due, shown)
    for row in rows.filter(kept_on=None).exclude(promise="")[:MOST]:
        shown, who = row.activity.public, row.asked_of.name
        yield Duty("书面承诺", row.promise[:60], row.get_absolute_url(), row.year.number, who, row.promise_due, shown)


@owed
def suggestions(place: Place) -> Iterable[Duty]:
    """Deputies' suggestions that are not answered, or with whose answer nobody is content yet."""
    rows = DeputySuggestion.objects.filter(not_voided(), place=place).exclude(state=SuggestionState.SETTLED)
    for row in rows.select_related("assigned_to", "year")[:MOST]:
        who = row.assigned_to.name if row.assigned_to else "人大工作机构"
        shown = row.state == SuggestionState.ANSWERED
        yield Duty("代表建议", row.title, row.get_absolute_url(), row.year.number, who, row.due, shown)


@owed
def interpellations(place: Place) -> Iterable[Duty]:
    """Those that were admitted."""
    states = [InterpellationState.ASKED, InterpellationState.ANSWERED]
    rows = Interpellation.objects.filter(not_voided(), place=place, state__in=states)
    for row in rows.select_related("asked_of", "year")[:MOST]:
        yield Duty("质询", row.title, row.get_absolute_url(), row.year.number, row.asked_of.name, row.due)


@owed
def opinions(place: Place) -> Iterable[Duty]:
    """Opinions of the standing committee that are not published with what became of them."""
    running = [ReviewState.SENT, ReviewState.HANDLED, ReviewState.COMMENTED, ReviewState.REPORTED]
    rows = ReviewOpinion.objects.filter(not_voided(), place=place, state__in=running)
    for row in rows.select_related("sent_to", "year")[:MOST]:
        who = row.sent_to.name if row.sent_to else ""
        yield Duty("审议意见", str(row), row.get_absolute_url(), row.year.number, who, row.due, public=False)


@owed
def activities(place: Place) -> Iterable[Duty]:
    """Activities whose day has passed without a word of what was seen."""
    rows = Activity.objects.filter(not_voided(), place=place, kind__in=AT_DESK, state=ActivityState.ARRANGED)
    for row in rows.filter(held_on__lt=timezone.localdate()).select_related("year")[:MOST]:
        yield Duty(
            row.get_kind_display(),
            row.title,
            row.get_absolute_url(),
            row.year.number,
            "人大工作机构",
            row.held_on,
            row.public,
        )
