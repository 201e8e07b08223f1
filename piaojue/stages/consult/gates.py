"""What must be done in 会商 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation, MeetingState


@demands("confirm_recommendation")
def the_recommendation_is_confirmed(year: Year) -> list[str]:
    meetings = Consultation.objects.filter(year=year)
    if not meetings.exists():
        return [_("还没有召开议事会会商")]
    return [] if meetings.filter(state=MeetingState.CONFIRMED).exists() else [_("会商推荐结果还没有经党工委确认")]
