"""Pages of lamp rules: what holds on which side, since when, by which decision or local rule; and what waits for one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from engines.law import Matter
from piaojue.commons.decisions.queries import may_record
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliver import actions, queries
from piaojue.stages.deliver.actions.ruling import side_of
from piaojue.stages.deliver.forms import AdoptRuleForm, LampRuleForm
from piaojue.stages.deliver.models import LampRuling, RulingState, Side
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import ruling_on
from piaojue.stages.deliver.wording import rule_text

MATTERS = {Side.GOVERNMENT: Matter.LAMP_RULES, Side.CONGRESS: Matter.WATCH_RULES}


def _shown(ruling: LampRuling | None) -> LampRuling | None:
    if ruling is not None:
        ruling.text = rule_text(ruling.rule)  # type: ignore[attr-defined]  # for the page alone
    return ruling


@require_GET
def rules(request: Request, place: str, number: int) -> HttpResponse:
    """Both sides' rules: those in force, those that were, those that wait. Public: who is measured sees the ruler."""
    year, seat, today = year_at(request, place, number), request.seat, timezone.localdate()
    rows = list(queries.rulings_of(year))
    for row in rows:
        row.text = rule_text(row.rule)  # type: ignore[attr-defined]  # for the page alone
        row.may_adopt = MOVES.may("adopt_lamp_rule", row, seat)  # type: ignore[attr-defined]
        row.may_withdraw = MOVES.may("withdraw_lamp_rule", row, seat)  # type: ignore[attr-defined]
    waiting = [row for row in rows if row.state == RulingState.PROPOSED]
    context = {
        "year": year,
        "waiting": waiting,
        "earlier": [row for row in rows if row.state != RulingState.PROPOSED],
        "row": "deliver/_ruling.html",
        "former_word": "历次规则",
        "now": [(side, _shown(ruling_on(year, side, today))) for side in Side],
        "usual": rule_text(year.settings.lamps),
        "write_url": year.page("lamp_rule") if MOVES.may("set_lamp_rule", year, seat) else "",
        "write_word": MOVES["set_lamp_rule"].label,
        "decide_urls": [
            year.page("decide", MATTERS[Side(row.side)].value)
            for row in waiting
            if may_record(MATTERS[Side(row.side)], year.place, seat)
        ],
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
    lead="凭会议决定或者本地规定施行，自己不能通过；不溯及以前的月份；公开。",
    submit="提交",
    cancel=lambda year: year.page("lamp_rules"),
    done="亮灯规则已拟定，等待会议通过",
    goes_to=LampRuling.get_absolute_url,
    shell="ui/desk.html",
)
adopt_lamp_rule = ActForm(
    path="lamp-rules/<int:pk>/adopt/",
    line=MOVES["adopt_lamp_rule"],
    find=lambda request, pk: queries.ruling_at(pk),
    action=actions.adopt_lamp_rule,
    thing="ruling",
    form=AdoptRuleForm,
    form_options=lambda request, ruling: {"place": ruling.place},
    lead=lambda ruling: rule_text(ruling.rule),
    submit="施行",
    done="亮灯规则已施行，全部项目按新规则亮灯",
    goes_to=LampRuling.get_absolute_url,
    shell="ui/desk.html",
)
withdraw_lamp_rule = ActButton(
    path="lamp-rules/<int:pk>/withdraw/",
    line=MOVES["withdraw_lamp_rule"],
    find=lambda request, pk: queries.ruling_at(pk),
    action=actions.withdraw_lamp_rule,
    thing="ruling",
    done="已撤回",
    goes_to=LampRuling.get_absolute_url,
)
