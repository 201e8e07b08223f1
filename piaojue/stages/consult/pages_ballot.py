"""Pages of the council's ballot: opened, counted by hand, concluded."""

from typing import Any

from piaojue.commons.finding import row_key
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.consult import actions, queries
from piaojue.stages.consult.forms import CountForm
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.moves import MOVES


def _meeting(request: Request, pk: int) -> Consultation:
    return queries.consultation_for(request.seat, pk)


def _state_in_words(meeting: Consultation) -> str:
    """What is tied is not over: then its sentence says what comes next."""
    return (meeting.result.sentence or "") if meeting.result.tied else f"现在是：{meeting.get_state_display()}"


count = ActForm(
    path="consultations/<int:pk>/count/",
    name="count_consultation",
    line=MOVES["enter_count"],
    find=_meeting,
    action=actions.enter_count,
    thing="consultation",
    values=lambda request, meeting, cleaned: {"sheet": cleaned["sheet"]},
    form=CountForm,
    form_options=lambda request, meeting: {"consultation": meeting},
    lead="两个人各自独立数、各自录入，一致才能形成结果。",
    submit="提交",
    done="您的计数已保存；另一人请独立录入",
    goes_to=Consultation.get_absolute_url,
)

open_ballot = ActButton(
    path="consultations/<int:pk>/step/open_ballot/",
    name="open_council_ballot",
    line=MOVES["open_ballot"],
    find=_meeting,
    action=actions.open_ballot,
    thing="consultation",
    done=lambda meeting: f"现在是：{meeting.get_state_display()}",
    goes_to=Consultation.get_absolute_url,
)


def _chosen(request: Request, meeting: Consultation, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the chair has ticked among items that stayed tied."""
    keys = [row_key(key) for key in request.POST.getlist("chosen")]
    return {"chosen": meeting.dossiers.filter(pk__in=keys)}


conclude = ActButton(
    path="consultations/<int:pk>/step/conclude/",
    name="conclude_consultation",
    line=MOVES["conclude"],
    find=_meeting,
    action=actions.conclude,
    thing="consultation",
    values=_chosen,
    done=_state_in_words,
    goes_to=Consultation.get_absolute_url,
)
