"""今天要办: dossiers to read, questions to answer."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.people.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate import queries
from piaojue.stages.deliberate.moves import DESK
from piaojue.stages.shortlist.queries import candidates_for


@waiting
def reading_and_answering(seat: Seat) -> Iterable[Task]:
    for year in Year.objects.filter(place=seat.place, stage__in=[Stage.CIRCULATING, Stage.DELIBERATING]).select_related(
        "place"
    ):
        at = year.get_absolute_url()
        if seat.role == Role.DEPUTY and (circulation := queries.circulation_of(year)):
            left = candidates_for(seat, year).count() - len(queries.read_by(seat, year))
            yield Task(
                "研读候选项目材料",
                f"{at}reading/",
                count=max(0, left),
                due=circulation.sitting.starts_on,
                note=str(year),
            )
        if seat.role == Role.DEPARTMENT:
            mine = queries.open_questions(year).filter(dossier__department=seat.body)
            for question in mine[:20]:
                yield Task(
                    f"答复代表提问：{question.dossier}", f"/questions/{question.pk}/", urgent=True, note=str(year)
                )
        if seat.role in DESK and year.stage == Stage.CIRCULATING and queries.circulation_of(year) is None:
            yield Task("会前送阅候选项目材料", f"{at}circulation/", urgent=True, note=str(year))
