"""The way of a dossier, as pages: its appraisal, and one button for each step. What a body decides is entered elsewhere."""

from collections.abc import Callable
from typing import Any

from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.forms import AppraisalForm
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.moves import MOVES


def _found(request: Request, pk: int) -> Dossier:
    return queries.dossier_for(request.seat, pk)


appraisal = ActForm(
    path="dossiers/<int:pk>/appraisal/",
    name="appraisal",
    line=MOVES["set_appraisal"],
    find=_found,
    action=actions.set_appraisal,
    thing="dossier",
    values=lambda request, dossier, cleaned: {"conclusions": cleaned},
    form=AppraisalForm,
    form_options=lambda request, dossier: {"initial": dossier.appraisal},
    heading=lambda dossier: f"论证结论：{dossier.title}",
    submit="提交",
    goes_to=Dossier.get_absolute_url,
)


def _step(code: str, action: Callable[..., Any]) -> ActButton:
    return ActButton(
        line=MOVES[code],
        find=_found,
        action=action,
        thing="dossier",
        done=lambda dossier: f"“{dossier.title}”现在是：{dossier.get_state_display()}",
        goes_to=Dossier.get_absolute_url,
    )


appraise = _step("appraise", actions.appraise)
reserve = _step("reserve", actions.reserve)
withdraw = _step("withdraw_candidate", actions.withdraw_candidate)
