"""Initial passwords of a whole body: who gets one, slips as one PDF, invitations by message."""

from typing import Any
from uuid import uuid4

import segno
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people import queries
from piaojue.commons.people.changes import propose_renewals
from piaojue.commons.people.first_passwords import Issued, Way, issue_passwords, once
from piaojue.commons.people.models import Body
from piaojue.commons.people.moves import MOVES
from piaojue.commons.web.forms import choosing
from piaojue.commons.web.glyphs import unprintable
from piaojue.commons.web.printing import pdf_bytes
from piaojue.commons.web.request import Request


class FirstPasswordsForm(forms.Form):
    """Who, and in which way."""

    way = forms.ChoiceField(label="怎么交给本人", choices=Way.choices, widget=forms.RadioSelect, initial=Way.SLIPS)
    seats: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="发给谁", queryset=None, error_messages={"required": "请至少选一个人"}
    )

    def __init__(self, *args, body: Body, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "seats").queryset = queries.members(body)


def first_passwords(request: Request, pk: int) -> HttpResponse:
    """The body's members, those who never signed in ticked; on sending, the slips or the invitations."""
    body = queries.body(pk)
    if body is None:
        raise Http404
    if not MOVES.entitled("issue_passwords", body.place, request.seat):
        raise NotYours("issue_passwords")
    if request.method != "POST":
        return _page(request, body, FirstPasswordsForm(body=body))
    form = FirstPasswordsForm(request.POST, body=body)
    if not form.is_valid():
        return _page(request, body, form, 422)
    proposed = propose_renewals(seats=form.cleaned_data["seats"], by=request.seat)
    if proposed:
        messages.info(
            request, f"有 {len(proposed)} 人的密码要由两个人办理，已替您提出。另一人会签以后，再来这里发给他们。"
        )
    try:
        return _issue(request, body, form.cleaned_data)
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return _page(request, body, form, 409)


def _page(request: Request, body: Body, form: FirstPasswordsForm, status: int = 200) -> HttpResponse:
    members = list(queries.members(body))
    chosen = request.POST.getlist("seats")
    rows = [(seat, str(seat.pk) in chosen if chosen else seat.person.last_login is None) for seat in members]
    context = {
        "body": body,
        "form": form,
        "rows": rows,
        "waiting": sum(seat.person.last_login is None for seat in members),
        "phoneless": [seat.person for seat in members if not seat.person.phone and seat.person.last_login is None],
        "missing": unprintable("".join(f"{seat.person}{seat.delegation or ''}{seat.card_no}" for seat in members)),
    }
    return render(request, "people/first_passwords.html", context, status=status)


def _issue(request: Request, body: Body, cleaned: dict[str, Any]) -> HttpResponse:
    by_password = request.build_absolute_uri(reverse("account_login"))
    by_phone = request.build_absolute_uri(reverse("enter"))
    with once(f"{request.user.pk}:{request.POST.get('_tap', uuid4())}"):
        issued = issue_passwords(body=body, **cleaned, address=by_phone, by=request.seat)
    if cleaned["way"] == Way.SLIPS:
        return _slips(body, issued, by_password)
    messages.success(request, f"正在给 {len(issued.invited)} 人发送开通短信。")
    if issued.left_out:
        listed = "、".join(f"{seat.person}（{why}）" for seat, why in issued.left_out)
        messages.warning(request, f"还有 {len(issued.left_out)} 人不能发：{listed}。请给他们印纸条。")
    return redirect(issued.progress)


def _slips(body: Body, issued: Issued, address: str) -> HttpResponse:
    """The slips, once: they are on no page, in no file and in no cache."""
    context = {
        "body": body,
        "issued": issued,
        "address": address,
        "qr": segno.make(address, error="m").png_data_uri(scale=4, border=1),
    }
    answer = HttpResponse(pdf_bytes("people/slips_paper.html", context), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="first-passwords.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
