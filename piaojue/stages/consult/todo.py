"""今天要办: meetings to call, results to confirm."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.consult.models import Consultation, MeetingState
from piaojue.stages.consult.moves import MOVES


@waiting
def consulting(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("read_council", seat.place, seat):
        return
    for year in Year.objects.filter(place=seat.place, road=RoadKind.STREET, stage=Stage.CONSULTING).select_related("place"):
        at = f"{year.get_absolute_url()}consultations/"
        found = Consultation.objects.filter(year=year)
        if MOVES.entitled("call", seat.place, seat) and not found.exists():
            yield Task("召集议事会会商", at, urgent=True, note=str(year))
        if MOVES.entitled("confirm", seat.place, seat):
            yield Task("确认推荐结果", at, count=found.filter(state=MeetingState.CLOSED).count(), urgent=True, note=str(year))
