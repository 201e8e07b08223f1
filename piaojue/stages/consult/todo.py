"""今天要办: who takes part in a council's meeting. What the desk has to do is said by the gate."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.consult.models import Consultation, MeetingState
from piaojue.stages.consult.moves import COUNCIL, MOVES

NEXT = (("speak", "参加会商、提意见"), ("enter_count", "录入计数"))
AT_THE_BOX = "到会场领票签、参加票选"


@waiting
def consulting(seat: Seat) -> Iterable[Task]:
    if seat.role not in COUNCIL:
        return
    years = Year.objects.filter(place=seat.place, road=RoadKind.STREET, stage=Stage.CONSULTING)
    meetings = Consultation.objects.filter(year__in=years).exclude(
        state__in=[MeetingState.CLOSED, MeetingState.CONFIRMED]
    )
    for meeting in meetings.select_related("sitting", "year__place"):
        yield from _of_meeting(seat, meeting)


def _of_meeting(seat: Seat, meeting: Consultation) -> Iterable[Task]:
    at, name, note = meeting.get_absolute_url(), meeting.sitting.name, str(meeting.year)
    if seat.role == Role.COUNCIL_MEMBER and meeting.result.box and not meeting.result.counted:
        yield Task(f"{AT_THE_BOX}：{name}", at, urgent=True, note=note)
    elif label := next((label for act, label in NEXT if MOVES.may(act, meeting, seat)), ""):
        yield Task(f"{label}：{name}", at, due=meeting.sitting.starts_on, note=note)
