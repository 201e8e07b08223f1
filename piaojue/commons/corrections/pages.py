"""Pages of corrections: one for each thing that can be corrected, one for each correction, and the list of a place."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from piaojue.commons.correctable import CORRECTABLE, Correctable
from piaojue.commons.corrections import actions, queries
from piaojue.commons.corrections.forms import CorrectionForm, RefuseForm
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.corrections.moves import MOVES
from piaojue.commons.corrections.values import changes, columns_of
from piaojue.commons.moves import NotYours, Refused, year_of
from piaojue.commons.record.subjects import subject_of
from piaojue.commons.roles import Role
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.forms import version_of
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

COLUMNS = [("对象", "title"), ("地区", "place"), ("状态", "get_state_display"), ("提出时间", "created_at")]


def correct(request: Request, kind: str, pk: int) -> HttpResponse:
    """更正: type what is right, see what it will change, then do it."""
    thing = queries.thing_at(kind, pk)
    if thing is None:
        raise Http404
    line = CORRECTABLE[kind]
    if not line.answers(thing, request.seat):
        raise NotYours("correct")
    request.year_row = year_of(thing)
    form = CorrectionForm(request.POST or None, line=line, thing=thing)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if "confirmed" in request.POST:
                    return redirect(_corrected(request, form, line, thing))
                return render(request, "corrections/confirm.html", _preview(line, thing, form))
            except Refused as refusal:
                status = 409
                for reason in refusal.reasons:
                    form.add_error(None, reason)
    return render(request, "corrections/correct.html", _context(line, thing, form), status=status)


def _corrected(request: Request, form: CorrectionForm, line: Correctable, thing: Any) -> str:
    correction = actions.correct(
        thing=thing,
        values=form.values,
        reason=form.cleaned_data["reason"],
        by=request.seat,
        part=line.part,
        version=version_of(request),
    )
    return correction.get_absolute_url()


def _context(line: Correctable, thing: Any, form: CorrectionForm) -> dict[str, Any]:
    return {
        "thing": thing if hasattr(thing, "version") else None,
        "form": form,
        "subject": subject_of(thing),
        "why": line.settled(thing) or line.frozen(thing),
        "settled": line.settled(thing),
        "who": "、".join(str(role.label) for role in Role if role in line.countersigners),
        "history": queries.of_thing(thing),
        "waits": queries.waiting_for(thing),
        "page": subject_of(thing).url,
    }


def _preview(line: Correctable, thing: Any, form: CorrectionForm) -> dict[str, Any]:
    """What the correction will change, before it does. Raises Refused."""
    actions.object_to(line=line, thing=thing, values=form.values, reason=form.cleaned_data["reason"])
    new = changes(line, thing, form.values)
    return _context(line, thing, form) | {
        "differences": queries.differences(line, columns_of(line, thing), new),
        "relied": len(set(line.relied(thing))),
        "reason": form.cleaned_data["reason"],
    }


def _correction(request: Request, pk: int) -> Correction:
    correction = queries.correction(pk)
    if correction is None:
        raise Http404
    return correction


@require_GET
def correction(request: Request, pk: int) -> HttpResponse:
    """One correction with both versions; the second person decides here."""
    correction = _correction(request, pk)
    if not queries.may_read(correction, request.seat):
        raise NotYours("correction")
    thing = correction.thing
    request.year_row = correction.year
    context = {
        "correction": correction,
        "differences": queries.differences_for(correction, thing, request.seat),
        "subject": subject_of(thing) if thing is not None else None,
    }
    return render(request, "corrections/correction.html", context)


def correction_list(request: Request) -> HttpResponse:
    """Corrections of the seat's place and below, newest first."""
    if request.seat is None:
        raise NotYours("corrections")
    MOVES.require("read_corrections", request.seat.place, request.seat)
    states = {"state": ("状态", CorrectionState.choices)}
    page = listing(request, queries.within(request.seat), search=("title",), filters=states)
    return show_list(request, "corrections/list.html", page, {}, columns=COLUMNS)


countersign = ActButton(
    of=Correction,
    kind="primary",
    confirm="同意后立即生效，并告知有关的人。确定吗？",
    path="corrections/<int:pk>/countersign/",
    line=MOVES["countersign_correction"],
    find=_correction,
    action=actions.countersign_correction,
    thing="correction",
    done="已同意，更正已经生效",
    goes_to=Correction.get_absolute_url,
)

take_back = ActButton(
    of=Correction,
    path="corrections/<int:pk>/take-back/",
    line=MOVES["take_back_correction"],
    find=_correction,
    action=actions.take_back_correction,
    thing="correction",
    done="已撤回，内容保持原样",
    goes_to=Correction.get_absolute_url,
)

refuse = ActForm(
    of=Correction,
    path="corrections/<int:pk>/refuse/",
    line=MOVES["refuse_correction"],
    find=_correction,
    action=actions.refuse_correction,
    thing="correction",
    form=RefuseForm,
    lead=lambda correction: f"{correction.title}。内容保持原样，提出人会收到理由。",
    done="没有同意，内容保持原样",
    cancel=Correction.get_absolute_url,
    goes_to=Correction.get_absolute_url,
)
