"""Pages of 质询: the year's list, one 质询案, and its acts."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.moves import Refused
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.words import said, zh
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.supervise import actions, forms_formal
from piaojue.stages.supervise.decided import decided_about
from piaojue.stages.supervise.interpelling import bases_at, decided_by, needed, verdict_of
from piaojue.stages.supervise.models import Interpellation, InterpellationState
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.moves_interpellation import OFFICE
from piaojue.stages.supervise.queries_formal import (
    interpellation_for,
    interpellations_for,
    signature_for,
    sittings_to_raise_at,
)

S = InterpellationState
AT = {S.GATHERING: 0, S.SUBMITTED: 2, S.ASKED: 3, S.ANSWERED: 4, S.SETTLED: 5, S.DECLINED: 2, S.WITHDRAWN: 0}
"""State → how many of its steps are done."""
COLUMNS = [
    ("质询的问题", "title"),
    ("质询对象", "asked_of"),
    ("会议", "sitting"),
    ("状态", "get_state_display"),
    ("答复期限", "due"),
    ("答复次数", "rounds"),
]


@require_GET
def interpellations(request: Request, place: str, number: int) -> HttpResponse:
    """The year's 质询案, and how far each is."""
    year = year_at(request, place, number)
    page = listing(
        request,
        interpellations_for(request.seat, year),
        search=("title", "text"),
        filters={"state": ("状态", InterpellationState.choices)},
    )
    context = {
        "year": year,
        "may_draft": year.place.kind.has_congress
        and MOVES.may("draft_interpellation", year, request.seat)
        and sittings_to_raise_at(year).exists(),
    }
    return show_list(request, "supervise/interpellations.html", page, context, columns=COLUMNS)


@require_GET
def interpellation(request: Request, pk: int) -> HttpResponse:
    """One 质询案: who signed, how many must, who decides, the answer, what the signers say."""
    row, seat = interpellation_for(request.seat, pk), request.seat
    on_page(request, row)
    inside = MOVES.entitled("read_gathering", row.place, seat)
    signatures = row.signatures.select_related(
        "seat__person", "seat__delegation", "seat__body", "place", "interpellation"
    )
    organ = decided_by(row.sitting)
    context = {
        "interpellation": row,
        "year": row.year,
        "steps": steps_of(row),
        "inside": inside,
        "signatures": [(one, MOVES.may("leave_interpellation", one, seat)) for one in signatures] if inside else [],
        "signed": row.signatures.count(),
        "needed": needed(row.sitting),
        "organ": organ.label if organ else "",
        "bases": bases_at(row.sitting),
        "verdict": verdict_of(row) if row.rounds else None,
        **decided_about(row, seat),
    }
    return render(request, "supervise/interpellation.html", context)


def steps_of(row: Interpellation) -> list[dict]:
    """Signed → submitted → decided → answered → settled."""
    organ, done = decided_by(row.sitting), AT[S(row.state)]
    lines = [
        (pgettext("step", "联名"), ""),
        (pgettext("step", "提出"), ""),
        (pgettext("step", "决定"), said(organ.label) if organ else ""),
        (pgettext("step", "答复"), f"{row.answered_at:%Y-%m-%d}" if row.answered_at else ""),
        (pgettext("step", "办结"), ""),
    ]
    over = row.state in (S.DECLINED, S.WITHDRAWN)
    return [
        {
            "label": label,
            "note": note if n < done else "",
            "status": "done" if n < done else "skip" if over else "now" if n == done else "todo",
        }
        for n, (label, note) in enumerate(lines)
    ]


def _find(request: Request, pk: int) -> Interpellation:
    return interpellation_for(request.seat, pk)


def _draft_options(request: Request, year: Year) -> dict[str, Any]:
    """Without a sitting there is nothing to choose, and no form to fill in vain."""
    if not sittings_to_raise_at(year).exists():
        raise Refused(_("现在没有正在举行的会议，质询要在会议期间提出"))
    return {"year": year}


draft = ActForm(
    path="<place:place>/<int:number>/interpellations/new/",
    line=MOVES["draft_interpellation"],
    find=year_at,
    action=actions.draft_interpellation,
    thing="year",
    form=forms_formal.InterpellationForm,
    form_options=_draft_options,
    lead=lambda year: _("在会议期间由代表或常委会组成人员联名提出，写明质询对象、问题和内容。"),
    submit="提交",
    cancel=lambda year: year.page("interpellations"),
    done=lambda row: _("质询案已建立，请其他人联名"),
    goes_to=Interpellation.get_absolute_url,
)

ON_INTERPELLATION: dict[str, Any] = {
    "find": _find,
    "of": Interpellation,
    "thing": "interpellation",
    "goes_to": Interpellation.get_absolute_url,
}
"""What its acts have in common."""
IN_A_FORM: dict[str, Any] = {"lead": lambda row: zh(row.title), "submit": "提交", **ON_INTERPELLATION}

sign = ActButton(
    path="interpellations/<int:pk>/sign/",
    line=MOVES["sign_interpellation"],
    action=actions.sign_interpellation,
    kind="primary",
    confirm="联名后，您就是这件质询案的提出人之一。确定联名吗？",
    done=lambda signature: _("您已联名"),
    **ON_INTERPELLATION | {"goes_to": lambda signature: signature.interpellation.get_absolute_url()},
)

leave = ActButton(
    path="signatures/<int:pk>/leave/",
    line=MOVES["leave_interpellation"],
    find=lambda request, pk: signature_for(request.seat, pk),
    action=actions.leave_interpellation,
    thing="signature",
    done=lambda row: _("您已退出联名"),
    goes_to=Interpellation.get_absolute_url,
)


def _signers(request: Request, row: Interpellation, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    kept = keeping(cleaned["paper"], place=row.place, by=request.seat, photo=False, public=False)
    return {"seats": cleaned["seats"], "paper": next(kept, None)}


enter_signers = ActForm(
    path="interpellations/<int:pk>/signers/",
    line=MOVES["enter_signers"],
    action=actions.enter_signers,
    form=forms_formal.SignersForm,
    form_options=lambda request, row: {"interpellation": row},
    values=_signers,
    done="联名人已登记",
    **IN_A_FORM,
)

submit = ActButton(
    path="interpellations/<int:pk>/submit/",
    line=MOVES["submit_interpellation"],
    action=actions.submit_interpellation,
    kind="primary",
    confirm="提出后不能再改，由会议决定。确定提出吗？",
    done=lambda row: _("质询案已提出，等待决定"),
    **ON_INTERPELLATION,
)

withdraw = ActButton(
    path="interpellations/<int:pk>/withdraw/",
    line=MOVES["withdraw_interpellation"],
    action=actions.withdraw_interpellation,
    kind="danger",
    confirm="确定撤回这件质询案吗？",
    done=lambda row: _("质询案已撤回"),
    **ON_INTERPELLATION,
)

arrange = ActForm(
    path="interpellations/<int:pk>/arrange/",
    line=MOVES["arrange_answer"],
    action=actions.arrange_answer,
    form=forms_formal.ArrangeForm,
    form_options=lambda request, row: {"initial": {"manner": row.manner, "venue": row.venue, "due": row.due}},
    done="已通知受质询的单位",
    **IN_A_FORM,
)

answer = ActForm(
    path="interpellations/<int:pk>/answer/",
    line=MOVES["answer_interpellation"],
    action=actions.answer_interpellation,
    form=forms_formal.AnswerInterpellationForm,
    kind="primary",
    done="答复已记下，请联名人表示意见",
    **IN_A_FORM,
)

judge = ActForm(
    path="interpellations/<int:pk>/judge/",
    line=MOVES["judge_answer"],
    action=actions.judge_answer,
    form=forms_formal.JudgeForm,
    form_options=lambda request, row: {
        "interpellation": row,
        "for_others": request.seat is not None and request.seat.role in OFFICE,
    },
    kind="primary",
    done=lambda row: _("意见已记下"),
    **IN_A_FORM,
)

conclude = ActForm(
    path="interpellations/<int:pk>/conclude/",
    line=MOVES["conclude_interpellation"],
    action=actions.conclude_interpellation,
    form=forms_formal.ConcludeForm,
    done=lambda row: said(row.get_state_display()),
    **IN_A_FORM,
)
