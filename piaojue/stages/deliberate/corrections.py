"""What of deliberation can be corrected: questions by who asked, answers by who answered, minutes and opinions."""

from collections.abc import Iterable

from piaojue.commons.correctable import correctable
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.road import Stage, reached
from piaojue.stages.deliberate.models import GroupSession, Opinion, Question, QuestionState
from piaojue.stages.deliberate.moves import DESK


def is_voted(thing: Question | GroupSession | Opinion) -> str:
    """Once the vote has begun, deputies have decided with it before them."""
    return "代表已据此进入票决" if Stage.VOTING in reached(thing.year.road, thing.year.stage) else ""


def has_answer(question: Question) -> str:
    return is_voted(question) or ("答复已经送给代表" if question.state == QuestionState.ANSWERED else "")


def deputies_of(question: Question) -> Iterable[int]:
    """All deputies read questions and answers."""
    deputies = Seat.objects.in_office().filter(place=question.place_id, role=Role.DEPUTY)
    return {question.asked_by.person_id, *deputies.values_list("person_id", flat=True)}


def who_answers(question: Question) -> Iterable[int]:
    unit = Seat.objects.in_office().filter(body=question.dossier.department_id)
    return unit.values_list("person_id", flat=True)


correctable(
    Question,
    part="text",
    label="更正问题",
    fields=("text",),
    author="asked_by",
    frozen=has_answer,
    relied=who_answers,
)
correctable(
    Question,
    part="answer",
    label="更正答复",
    fields=("answer",),
    author="answered_by",
    roles={Role.DEPARTMENT, Role.GOV_OFFICE, Role.FINANCE},
    whose=lambda question, by: bool(question.answer) and question.dossier.department_id in by.speaks_for,
    frozen=has_answer,
    relied=deputies_of,
)


def group_of(session: GroupSession) -> Iterable[int]:
    """The delegation's members."""
    members = Seat.objects.in_office().filter(delegation=session.delegation_id)
    return members.values_list("person_id", flat=True)


correctable(
    GroupSession, fields=("minutes", "minutes_spent"), roles=DESK, author="created_by", frozen=is_voted, relied=group_of
)
correctable(
    Opinion,
    fields=("text",),
    roles=DESK,
    author="speaker",
    frozen=is_voted,
    relied=lambda opinion: group_of(opinion.group_session),
)
