"""What must be done in 会商 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation, MeetingState


@demands("confirm_recommendation")
def the_council_has_met(year: Year) -> list[str]:
    """What its recommendation needs beside is a decision of the Party working committee (`Gate.matters`)."""
    meetings = Consultation.objects.filter(year=year)
    if not meetings.exists():
        return [_("还没有召开议事会会商")]
    over = meetings.filter(state__in=[MeetingState.CLOSED, MeetingState.CONFIRMED])
    return [] if over.exists() else [_("会商还没有形成推荐结果")]
