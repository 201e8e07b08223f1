"""今天要办: dangers that nobody has dealt with; words that wait to stand in public."""

from collections import Counter
from collections.abc import Iterable

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.moves import MOVES as YEARS
from piaojue.stages.suggest.models_asking import AskedState
from piaojue.stages.suggest.models_awaiting import Awaiting
from piaojue.stages.suggest.publication import Publication
from piaojue.stages.suggest.queries import open_alarms, taking, undecided
from piaojue.stages.suggest.queries_asking import waiting_questions

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
def people_who_wait(seat: Seat) -> Iterable[Task]:
    """Nothing is taken here, and somebody wants to suggest something: the next year, opened, takes it."""
    if not YEARS.entitled("open_year", seat.place, seat):
        return
    number = Awaiting.objects.filter(place=seat.place).count()
    if number and not taking(seat.place).filter(place=seat.place).exists():
        yield Task("开启下一年度，常年收建议", reverse("open_year"), count=number, note=f"{number} 人等着提建议")


@waiting
def questions_in_public(seat: Seat) -> Iterable[Task]:
    """What residents have asked in public: what is to be looked at first, and what waits for the office's answer."""
    years: dict[Year, Counter[str]] = {}
    for row in waiting_questions(seat):
        years.setdefault(row.year, Counter())[row.state] += 1
    for year, numbers in years.items():
        page = year.page("asked")
        looked = f"{page}?state={AskedState.WAITING}"
        yield Task("核实居民的公开提问", looked, count=numbers[AskedState.WAITING], note=str(year))
        yield Task(
            "答复居民的公开提问", f"{page}?state={AskedState.OPEN}", count=numbers[AskedState.OPEN], note=str(year)
        )


@waiting
def words_to_publish(seat: Seat) -> Iterable[Task]:
    """What waits, and what was held back to be checked and must not be forgotten."""
    numbers = undecided(seat)
    for year in Year.objects.filter(pk__in={year for year, _publication in numbers}).select_related("place"):
        desk = year.page("desk")
        yield Task("编发建议", desk, count=numbers.get((year.pk, Publication.WAITING), 0), note=str(year))
        held = numbers.get((year.pk, Publication.HELD), 0)
        yield Task("核实暂缓公开的建议", f"{desk}?at=held", count=held, note=str(year))
