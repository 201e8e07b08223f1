"""今天要办: dangers that nobody has dealt with; a year that may take suggestions but has no call yet."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.queries import campaign_of, open_alarms

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
def campaigns_to_open(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("open_campaign", seat.place, seat):
        return
    for year in Year.objects.filter(place=seat.place, stage=Stage.SOLICITING).select_related("place"):
        if campaign_of(year) is None:
            yield Task("发布征集活动", year.page("new_campaign"), urgent=True, note=str(year))
