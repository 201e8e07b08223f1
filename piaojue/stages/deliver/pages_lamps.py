"""Pages of lamp rules: what holds on which side, since when, by which meeting; and what waits for one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliver import actions, queries
from piaojue.stages.deliver.actions.ruling import side_of
from piaojue.stages.deliver.forms import LampRuleForm, PassRuleForm
from piaojue.stages.deliver.models import LampRuling, RulingState, Side
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import ruling_on
from piaojue.stages.deliver.wording import rule_text


@require_GET
def rules(request: Request, place: str, number: int) -> HttpResponse:
    """Both sides' rules: those in force, those that were, those that wait. Public: who is measured sees the ruler."""
    year, seat, today = year_at(request, place, number), request.seat, timezone.localdate()
    rows = list(queries.rulings_of(year))
    for row in rows:
        row.text = rule_text(row.rule)  # type: ignore[attr-defined]  # for the page alone
        row.may_pass = MOVES.may("pass_lamp_rule", row, seat)  # type: ignore[attr-defined]
        row.may_drop = MOVES.may("drop_lamp_rule", row, seat)  # type: ignore[attr-defined]
    context = {
        "year": year,
        "waiting": [row for row in rows if row.state == RulingState.PROPOSED],
        "passed": [row for row in rows if row.state != RulingState.PROPOSED],
        "now": [(side, ruling_on(year, side, today)) for side in Side],
        "usual": rule_text(year.settings.lamps),
        "may_write": MOVES.may("set_lamp_rule", year, seat),
        "basis": MOVES["pass_lamp_rule"].basis,
    }
    return render(request, "deliver/lamp_rules.html", context)


def _initial(request: Request, year: Year) -> dict:
    seat = request.seat
    ruling = ruling_on(year, side_of(seat), timezone.localdate()) if seat else None
    return {"initial": LampRuleForm.initial_of(ruling.rule if ruling else year.settings.lamps)}


lamp_rule = ActForm(
    path="<place:place>/<int:number>/projects/lamps/",
    name="lamp_rule",
    line=MOVES["set_lamp_rule"],
    find=year_at,
    action=actions.set_lamp_rule,
    thing="year",
    form=LampRuleForm,
    form_options=_initial,
    heading="拟定亮灯规则",
    lead="经本方会议通过、由另一人登记以后施行，不溯及以前的月份；公开。",
    submit="提交",
    cancel=lambda year: year.page("lamp_rules"),
    done="亮灯规则已拟定，等待会议通过",
    goes_to=LampRuling.get_absolute_url,
    shell="ui/desk.html",
)
pass_lamp_rule = ActForm(
    path="lamp-rules/<int:pk>/pass/",
    line=MOVES["pass_lamp_rule"],
    find=lambda request, pk: queries.ruling_at(pk),
    action=actions.pass_lamp_rule,
    thing="ruling",
    form=PassRuleForm,
    lead=lambda ruling: rule_text(ruling.rule),
    submit="登记",
    done="亮灯规则已通过，从施行那天起全部项目按新规则亮灯",
    goes_to=LampRuling.get_absolute_url,
    shell="ui/desk.html",
)
drop_lamp_rule = ActButton(
    path="lamp-rules/<int:pk>/drop/",
    line=MOVES["drop_lamp_rule"],
    find=lambda request, pk: queries.ruling_at(pk),
    action=actions.drop_lamp_rule,
    thing="ruling",
    done="已登记未通过",
    goes_to=LampRuling.get_absolute_url,
)
