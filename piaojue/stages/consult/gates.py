"""What must be done in 会商 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.years.gates import demands, draws
from piaojue.commons.years.models import PaperKind, Year
from piaojue.stages.consult.models import Consultation, MeetingState
from piaojue.stages.consult.moves import DESK

OFFICE = in_turn(DESK, Role.STREET_CLERK)
STEPS = {
    MeetingState.CALLED: "开始会商",
    MeetingState.OPEN: "记录意见，开始票选",
    MeetingState.BALLOT: "票选计数，形成推荐",
}


def turn_of(meeting: Consultation) -> Supply:
    """Whose turn it is in a meeting that has not recommended anything yet."""
    label = f"{STEPS[MeetingState(meeting.state)]}：{meeting.sitting.name}"
    return Supply(label, meeting.get_absolute_url(), OFFICE, due=meeting.sitting.starts_on)


@draws(PaperKind.RECOMMENDATION)
def after_the_meeting(year: Year) -> Supply | None:
    """It tells what the council recommends."""
    if Consultation.objects.filter(year=year, state__in=[MeetingState.CLOSED, MeetingState.CONFIRMED]).exists():
        return None
    return Supply("登记票选推荐报告", year.page("consultations"), OFFICE, after=_("会商形成推荐"))


@demands("confirm_recommendation")
def the_council_has_met(year: Year) -> list[Lack]:
    """What its recommendation needs beside is a decision of the Party working committee (`Gate.matters`)."""
    meetings = Consultation.objects.filter(year=year).select_related("sitting").order_by("-pk")
    if not meetings:
        calling = Supply("召集议事会会商", year.page("call_consultation"), OFFICE, act="consult.call")
        return [Lack(_("还没有召开议事会会商"), calling)]
    if meetings.filter(state__in=[MeetingState.CLOSED, MeetingState.CONFIRMED]).exists():
        return []
    return [Lack(_("会商还没有形成推荐结果"), turn_of(meetings[0]))]
