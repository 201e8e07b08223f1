"""今天要办: dossiers to read, questions to answer, papers to send."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate import queries
from piaojue.stages.shortlist.public import candidates_for

MOST_QUESTIONS = 20


@waiting
def reading_and_answering(seat: Seat) -> Iterable[Task]:
    years = Year.objects.filter(place=seat.place, stage__in=[Stage.CIRCULATING, Stage.DELIBERATING])
    for year in years.select_related("place"):
        if seat.role == Role.DEPUTY:
            yield from _to_read(seat, year)
        if seat.role == Role.DEPARTMENT:
            yield from _to_answer(seat, year)


def _to_read(seat: Seat, year: Year) -> Iterable[Task]:
    circulation = queries.circulation_of(year)
    if circulation is None:
        return
    left = max(0, candidates_for(seat, year).count() - len(queries.read_by(seat, year)))
    due = circulation.sitting.starts_on
    yield Task("研读候选项目材料", year.page("reading"), count=left, due=due, note=str(year))


def _to_answer(seat: Seat, year: Year) -> Iterable[Task]:
    waiting_for_it = queries.open_questions(year).filter(dossier__department__in=seat.speaks_for)
    for question in waiting_for_it[:MOST_QUESTIONS]:
        words = f"答复代表提问：{question.dossier}"
        yield Task(words, question.get_absolute_url(), urgent=True, note=str(year))
