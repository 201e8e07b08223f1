"""Pages of 测评办法: what holds, since when, by which decision; what waits for a sitting; what was."""

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
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.forms import RuleForm
from piaojue.stages.evaluate.models import EvaluationRule, RuleState, Subject
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.wording import formula_lines

MOST = 100


@require_GET
def rules(request: Request, place: str, number: int) -> HttpResponse:
    """Everybody sees the ruler: the rules in force, those that wait, those that were."""
    year, seat, today = year_at(request, place, number), request.seat, timezone.localdate()
    rows = list(queries.rules_of(year.place)[:MOST])
    for row in rows:
        row.lines = formula_lines(row.the_formula)  # type: ignore[attr-defined]  # for the page alone
        row.may_withdraw = MOVES.may("withdraw_rule", row, seat)  # type: ignore[attr-defined]
    waiting = [row for row in rows if row.state == RuleState.PROPOSED]
    decides = bool(waiting) and may_record(Matter.EVALUATION_RULES, year.place, seat)
    held = {subject: queries.rule_on(year.place, subject, today) for subject in Subject}
    context = {
        "year": year,
        "now": [(subject, rule) for subject, rule in held.items()],
        "waiting": waiting,
        "earlier": [row for row in rows if row.state != RuleState.PROPOSED],
        "row": "evaluate/_rule.html",
        "former_word": "历次办法",
        "write_url": year.page("write_rule") if MOVES.may("write_rule", year, seat) else "",
        "write_word": MOVES["write_rule"].label,
        "decide_urls": [year.page("decide", Matter.EVALUATION_RULES.value)] if decides else [],
    }
    return render(request, "evaluate/rules.html", context)


def _rules_page(year: Year) -> str:
    return year.page("evaluation_rules")


write_rule = ActForm(
    path="<place:place>/<int:number>/evaluation/rules/new/",
    line=MOVES["write_rule"],
    find=year_at,
    action=actions.write_rule,
    thing="year",
    form=RuleForm,
    form_options=lambda request, year: {"initial": RuleForm.initial_of(year.place)},
    heading="拟定测评办法",
    lead="经会议通过以后，从开始施行那天起准备的测评都按它判定，不能逐次改动；不溯及已经开始的测评；公开。",
    submit="提交",
    cancel=_rules_page,
    done="测评办法已拟定，等待会议通过",
    goes_to=EvaluationRule.get_absolute_url,
)
withdraw_rule = ActButton(
    path="evaluation-rules/<int:pk>/withdraw/",
    line=MOVES["withdraw_rule"],
    find=lambda request, pk: queries.rule_at(pk),
    action=actions.withdraw_rule,
    thing="rule",
    done="已撤回",
    goes_to=EvaluationRule.get_absolute_url,
)
