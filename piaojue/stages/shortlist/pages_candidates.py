"""Pages of 候选: the candidates as people read them, their order, the version to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import year_at
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.forms import OrderForm
from piaojue.stages.shortlist.moves import MOVES


@require_GET
def candidates(request: Request, place: str, number: int) -> HttpResponse:
    """正式候选项目."""
    year = year_at(request, place, number)
    rows, published = list(queries.candidates_for(request.seat, year)), queries.published(year)
    inner = MOVES.entitled("read_dossiers", year.place, request.seat)
    context = {
        "year": year,
        "rows": rows,
        "published": published,
        "not_ready": queries.not_ready(year) if inner and not published else [],
        "may_freeze": MOVES.may("freeze_candidates", year, request.seat),
        "may_order": len(rows) > 1 and MOVES.may("order_candidates", year, request.seat),
        "frozen": bool(rows) and queries.frozen(rows),
        "inner": inner,
    }
    return render(request, "shortlist/candidates.html", context)


@require_GET
def candidates_pdf(request: Request, place: str, number: int) -> HttpResponse:
    """All candidates as one printable book."""
    year = year_at(request, place, number)
    rows = list(queries.candidates_for(request.seat, year))
    if not rows:
        raise NotYours("candidates")
    return pdf(request, "shortlist/candidates_pdf.html", {"year": year, "rows": rows}, f"{year}候选项目材料.pdf")


def _order_in_words(ordered: actions.Ordered) -> str:
    number = len(ordered.moved)
    return f"序号已改，{number} 项有变化；送阅版本请重新固定" if number else "序号没有变化"


order = ActForm(
    path="<place:place>/<int:number>/candidates/order/",
    line=MOVES["order_candidates"],
    find=year_at,
    action=actions.order_candidates,
    thing="year",
    form=OrderForm,
    form_options=lambda request, year: {"rows": list(queries.candidates_for(request.seat, year))},
    lead="代表看到的顺序和票面顺序就是这个序号。",
    submit="提交",
    cancel=lambda year: year.page("candidates"),
    done=_order_in_words,
    goes_to=lambda ordered: ordered.year.page("candidates"),
)

freeze = ActButton(
    path="<place:place>/<int:number>/candidates/freeze/",
    line=MOVES["freeze_candidates"],
    find=year_at,
    action=actions.freeze_candidates,
    thing="year",
    done=lambda fixed: f"已固定 {len(fixed.versions)} 份送阅版本",
    goes_to=lambda fixed: fixed.year.page("candidates"),
)
