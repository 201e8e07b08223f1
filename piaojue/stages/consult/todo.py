"""今天要办: meetings to call, results to confirm."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.consult.models import Consultation, MeetingState
from piaojue.stages.consult.moves import DESK, MOVES

NEXT = (
    ("open", "开始会商"),
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
    for year in Year.objects.filter(place=seat.place, road=RoadKind.STREET, stage=Stage.CONSULTING).select_related(
        "place"
    ):
        at = f"{year.get_absolute_url()}consultations/"
        found = Consultation.objects.filter(year=year)
        if MOVES.entitled("call", seat.place, seat) and not found.exists():
            yield Task("召集议事会会商", at, urgent=True, note=str(year))
        for meeting in found.exclude(state__in=[MeetingState.CLOSED, MeetingState.CONFIRMED]).select_related("sitting"):
            if (
                (at_the_box := AT_THE_BOX.get(Role(seat.role)))
                and meeting.result.get("box")
                and not meeting.result.get("counted")
            ):
                yield Task(
                    f"{at_the_box}：{meeting.sitting.name}",
                    f"/consultations/{meeting.pk}/",
                    urgent=True,
                    note=str(year),
                )
            elif label := next((label for act, label in NEXT if MOVES.may(act, meeting, seat)), ""):
                yield Task(
                    f"{label}：{meeting.sitting.name}",
                    f"/consultations/{meeting.pk}/",
                    due=meeting.sitting.starts_on,
                    note=str(year),
                )
        if MOVES.entitled("confirm", seat.place, seat):
            yield Task(
                "确认推荐结果", at, count=found.filter(state=MeetingState.CLOSED).count(), urgent=True, note=str(year)
            )
