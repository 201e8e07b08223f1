"""今天要办: dangers that nobody has dealt with; words that wait to stand in public."""

from collections.abc import Iterable

from django.db.models import Count

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.publication import Publication
from piaojue.stages.suggest.queries import on_desks, open_alarms

MOST_ALARMS = 20


@waiting
def alarms_to_handle(seat: Seat) -> Iterable[Task]:
    """Danger comes before everything else."""
    for alarm in open_alarms(seat)[:MOST_ALARMS]:
        yield Task(
            f"紧急：{alarm.suggestion.masked_title}",
            alarm.get_absolute_url(),
            urgent=True,
            danger=True,
            note="、".join(alarm.kinds),
        )


@waiting
def words_to_publish(seat: Seat) -> Iterable[Task]:
    """What waits, and what was held back to be checked and must not be forgotten."""
    rows = on_desks(seat).order_by().values_list("year", "publication").annotate(n=Count("pk"))
    numbers = {(year, publication): n for year, publication, n in rows}
    for year in Year.objects.filter(pk__in={year for year, _publication in numbers}).select_related("place"):
        desk = year.page("desk")
        yield Task("编发建议", desk, count=numbers.get((year.pk, Publication.WAITING), 0), note=str(year))
        held = numbers.get((year.pk, Publication.HELD), 0)
        yield Task("核实暂缓公开的建议", f"{desk}?at=held", count=held, note=str(year))
