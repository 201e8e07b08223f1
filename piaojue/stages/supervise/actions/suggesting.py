"""代表建议: what a question or a finding did not settle goes the deputy's way, with the clock of 代表法 51."""

from datetime import date

from django.utils import timezone

from engines.law import CLOCKS, deadline
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.people.queries import officers_of
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import units_for
from piaojue.stages.supervise.models import DeputySuggestion, Finding, Question, Rating, SuggestionState
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.telling import tell_seats

SHORTEST_TITLE, SHORTEST_TEXT, SHORTEST_REASON = 4, 10, 5
USUAL, LATEST = CLOCKS["suggestion_answer"], CLOCKS["suggestion_latest"]
"""Three months, six at the latest, from the day on which the unit got it (代表法 51)."""


def raise_suggestion(*, source: Question | Finding, title: str, text: str, by: Seat) -> DeputySuggestion:
    """A deputy makes a suggestion of what a question or a finding did not settle, to the congress that he or she sits in.

    raises: NotYours, Refused with every objection
    """
    question = source if isinstance(source, Question) else None
    finding = source if isinstance(source, Finding) else None
    project = source.project if isinstance(source, Finding) else source.activity.project
    suggestion = DeputySuggestion(
        place=by.place,
        year=source.year,
        project=project,
        question=question,
        finding=finding,
        title=title.strip(),
        text=text.strip(),
    )
    with acting(MOVES["raise_suggestion"], source, by, makes=suggestion, hold=True):
        problems = []
        if len(suggestion.title) < SHORTEST_TITLE or len(suggestion.text) < SHORTEST_TEXT:
            problems.append(f"请写明标题（至少 {SHORTEST_TITLE} 个字）和建议内容（至少 {SHORTEST_TEXT} 个字）")
        made = DeputySuggestion.objects.filter(question=question, finding=finding)
        if (made if question else made.filter(created_by=by)).exists():
            problems.append("这件事已经转为代表建议")
        if problems:
            raise Refused(*problems)
    handlers = Seat.objects.in_office().filter(place=by.place, role__in=[Role.CONGRESS_CLERK, Role.SECRETARIAT])
    tell_seats(handlers, f"有一件代表建议待交办：{suggestion.title}", suggestion)
    return suggestion


def assign_suggestion(
    *, suggestion: DeputySuggestion, assigned_to: Body, by: Seat, version: int | None = None
) -> DeputySuggestion:
    """Give it to the unit that answers in three months. Raises NotYours, Refused."""
    with acting(MOVES["assign_suggestion"], suggestion, by, version=version) as act:
        suggestion = act.thing
        if not units_for(suggestion.place).filter(pk=assigned_to.pk).exists():
            raise Refused("请选择本地区（或上级）的政府或部门作为承办单位")
        suggestion.assigned_to = assigned_to
        _start(suggestion)
        act.note(unit=assigned_to.pk, due=str(suggestion.due))
    tell_seats(
        officers_of(suggestion.assigned_to_id),
        f"代表建议“{suggestion.title}”交你单位办理，请于 {suggestion.due} 前答复。",
        suggestion,
    )
    return suggestion


def _start(suggestion: DeputySuggestion) -> None:
    """The clock begins."""
    suggestion.given_on = timezone.localdate()
    suggestion.due, suggestion.extension = deadline(USUAL, suggestion.given_on), ""


def extend_suggestion(
    *, suggestion: DeputySuggestion, due: date, reason: str, by: Seat, version: int | None = None
) -> DeputySuggestion:
    """More time, once, with the reason; never beyond six months. Raises NotYours for another unit, Refused."""
    with acting(MOVES["extend_suggestion"], suggestion, by, version=version) as act:
        suggestion, problems = act.thing, []
        assert suggestion.given_on is not None and suggestion.due is not None
        latest = deadline(LATEST, suggestion.given_on)
        if len(reason.strip()) < SHORTEST_REASON:
            problems.append(f"请写明为什么三个月内答复不了（至少 {SHORTEST_REASON} 个字），代表会看到")
        if not suggestion.due < due <= latest:
            problems.append(f"新的期限要晚于 {suggestion.due}，至迟 {latest}（交办后六个月）")
        if problems:
            raise Refused(*problems)
        suggestion.due, suggestion.extension = due, reason.strip()
        act.note(due=due.isoformat())
    _tell_maker(suggestion, f"代表建议“{suggestion.title}”的答复期限延至 {due}：{suggestion.extension}")
    return suggestion


def answer_suggestion(
    *, suggestion: DeputySuggestion, answer: str, by: Seat, version: int | None = None
) -> DeputySuggestion:
    """The unit answers; everybody may read it (地方组织法 42). Raises NotYours for another unit, Refused."""
    with acting(MOVES["answer_suggestion"], suggestion, by, version=version) as act:
        suggestion = act.thing
        if len(answer.strip()) < SHORTEST_TEXT:
            raise Refused(f"请写清怎样办理、结果怎样（至少 {SHORTEST_TEXT} 个字）")
        suggestion.answer, suggestion.answered_by, suggestion.answered_at = answer.strip(), by, timezone.now()
        suggestion.rating = suggestion.rating_note = ""
        act.note(late=bool(suggestion.due and timezone.localdate() > suggestion.due))
    _tell_maker(suggestion, f"代表建议“{suggestion.title}”有了答复，请看过后评价。")
    return suggestion


def rate_suggestion(
    *, suggestion: DeputySuggestion, rating: str, note: str = "", by: Seat, version: int | None = None
) -> DeputySuggestion:
    """The deputy says whether the answer will do; who is not satisfied has it handled again, with a new clock.

    raises: NotYours for anybody else, Refused: dissatisfied without a reason
    """
    with acting(MOVES["rate_suggestion"], suggestion, by, version=version) as act:
        suggestion, problems = act.thing, []
        if rating not in Rating.values:
            problems.append("请从满意、基本满意、不满意中选")
        if rating == Rating.DISSATISFIED and len(note.strip()) < SHORTEST_REASON:
            problems.append(f"不满意的，请写明还要办什么（至少 {SHORTEST_REASON} 个字）")
        if problems:
            raise Refused(*problems)
        suggestion.rating, suggestion.rating_note = rating, note.strip()
        if again := rating == Rating.DISSATISFIED:
            suggestion.state, suggestion.returned = SuggestionState.ASSIGNED, suggestion.returned + 1
            _start(suggestion)
        else:
            suggestion.state = SuggestionState.SETTLED
        act.note(rating=rating, again=again)
    words = f"不满意，请再次办理，于 {suggestion.due} 前答复" if again else suggestion.get_rating_display()
    tell_seats(officers_of(suggestion.assigned_to_id), f"代表对“{suggestion.title}”的答复评价：{words}。", suggestion)
    return suggestion


def _tell_maker(suggestion: DeputySuggestion, text: str) -> None:
    if suggestion.created_by is not None:
        tell_seats([suggestion.created_by], text, suggestion)
