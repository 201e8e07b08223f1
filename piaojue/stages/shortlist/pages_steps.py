"""The way of a dossier, as pages: its appraisal, and one button for each step. What a body decides is entered elsewhere."""

from collections.abc import Callable
from typing import Any

from piaojue.commons.web.act_pages import ActButton, ActForm, own_seat
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.appraising import writable_by
from piaojue.stages.shortlist.forms import AppraisalForm, AppraisalGrid
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
    form_options=lambda request, dossier: {"initial": dossier.appraisal, "keys": writable_by(own_seat(request))},
    heading=lambda dossier: f"论证结论：{dossier.title}",
    submit="提交",
    goes_to=Dossier.get_absolute_url,
)


def _grid(request: Request, year: Year) -> dict[str, Any]:
    rows = queries.to_appraise(request.seat, year)
    return {"rows": rows, "keys": writable_by(own_seat(request))}


appraisals = ActForm(
    path="<place:place>/<int:number>/dossiers/appraisals/",
    name="appraisals",
    line=MOVES["set_appraisal"],
    find=year_at,
    action=actions.set_appraisals,
    thing="year",
    form=AppraisalGrid,
    form_options=_grid,
    template="shortlist/appraisals.html",
    context=lambda request, year: {"year": year},
    heading="论证结论",
    lead="一行一项，只写您这个单位的结论；第一行写一句，空着的各项都填这一句。写好的随时可以再改。",
    submit="保存全部",
    cancel=lambda year: year.page("dossiers"),
    done="论证结论已保存",
    goes_to=lambda year: year.page("dossiers"),
)
"""The conclusions on all drafts of the year on one page."""


def _step(code: str, action: Callable[..., Any]) -> ActButton:
    return ActButton(
        line=MOVES[code],
        find=_found,
        action=action,
        thing="dossier",
        done=lambda dossier: f"“{dossier.title}”现在是：{dossier.get_state_display()}",
        goes_to=Dossier.get_absolute_url,
    )


appraise_ready = ActButton(
    path="<place:place>/<int:number>/dossiers/appraise/",
    name="appraise_ready",
    line=MOVES["appraise"],
    find=year_at,
    action=actions.appraise_ready,
    thing="year",
    done="材料和结论齐备的项目已完成论证",
    goes_to=lambda year: year.page("dossiers"),
)
appraise = _step("appraise", actions.appraise)
reserve = _step("reserve", actions.reserve)
withdraw = _step("withdraw_candidate", actions.withdraw_candidate)
