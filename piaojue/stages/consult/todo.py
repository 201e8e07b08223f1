"""今天要办: meetings to call, to open, to conclude."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.consult.models import Consultation, MeetingState
from piaojue.stages.consult.moves import DESK, MOVES

NEXT = (
    ("open_meeting", "开始会商"),
    ("open_ballot", "记录意见，开始票选"),
    ("conclude", "票选计数，形成推荐"),
    ("speak", "参加会商、提意见"),
    ("enter_count", "录入计数"),
)
AT_THE_BOX = {**dict.fromkeys(DESK, "票箱票选"), Role.COUNCIL_MEMBER: "到会场领票签、参加票选"}


@waiting
def consulting(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("read_council", seat.place, seat):
        return
    years = Year.objects.filter(place=seat.place, road=RoadKind.STREET, stage=Stage.CONSULTING)
    for year in years.select_related("place"):
        yield from _of_year(seat, year)


def _of_year(seat: Seat, year: Year) -> Iterable[Task]:
    at, meetings = year.page("consultations"), Consultation.objects.filter(year=year)
    if MOVES.entitled("call", seat.place, seat) and not meetings.exists():
        yield Task("召集议事会会商", at, urgent=True, note=str(year))
    unfinished = meetings.exclude(state__in=[MeetingState.CLOSED, MeetingState.CONFIRMED])
    for meeting in unfinished.select_related("sitting"):
        yield from _of_meeting(seat, meeting, str(year))


def _of_meeting(seat: Seat, meeting: Consultation, note: str) -> Iterable[Task]:
    at, name = meeting.get_absolute_url(), meeting.sitting.name
    at_the_box = AT_THE_BOX.get(Role(seat.role))
    if at_the_box and meeting.result.box and not meeting.result.counted:
        yield Task(f"{at_the_box}：{name}", at, urgent=True, note=note)
    elif label := next((label for act, label in NEXT if MOVES.may(act, meeting, seat)), ""):
        yield Task(f"{label}：{name}", at, due=meeting.sitting.starts_on, note=note)
