"""Pages of offices: how one ends, changes that two people make, terms of a congress."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from piaojue.commons.people import changes, mandates, queries
from piaojue.commons.people.forms_mandates import (
    ROLE_IN,
    ComingForm,
    EndSeatForm,
    EndTermForm,
    LeavingForm,
    OpenTermForm,
    ProposedEndForm,
    RenewalForm,
)
from piaojue.commons.people.holds import COUNTED, resting_on
from piaojue.commons.people.models import RollChange, Seat, Term
from piaojue.commons.people.moves import KEEPERS, MOVES, SIGNERS
from piaojue.commons.people.pages_shared import for_the_seat, reader, seat_at, seats_in_the_way, to_the_roll
from piaojue.commons.people.renewing import agreements
from piaojue.commons.people.sides import roles_of, who_agrees
from piaojue.commons.roles import Role
from piaojue.commons.web.act_pages import ActButton, ActForm, own_seat
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

NO_MORE = "这个人不再以这个席位办事；他办过的事照旧保留。再次当选或任命时另记一个席位。"


def _change(request: Request, pk: int) -> RollChange:
    return queries.roll_change(own_seat(request), pk)


def _term(request: Request, pk: int) -> Term:
    return queries.term(reader(request), pk)


def _changes(_done: Any) -> str:
    return reverse("roll_changes")


def _terms(_done: Any) -> str:
    return reverse("terms")


def _end_lead(seat: Seat) -> str:
    who = f"{seat.person}（{seat.get_role_display()}，{seat.body.name}）。"
    if seat.role not in COUNTED:
        return f"{who}{NO_MORE}"
    if what := resting_on(seat.body, seat.role, seat.term):
        return f"{who}{what}的票面已定：这个席位要由两个人结束，请到“名册变动”提出。"
    return f"{who}结束以后：{mandates.effect_of(seat, -1).sentence}{NO_MORE}"


end_seat = ActForm(
    path="people/<int:pk>/end/",
    line=MOVES["end_seat"],
    find=seat_at,
    action=changes.end_or_propose,
    thing="seat",
    form=EndSeatForm,
    form_options=for_the_seat,
    heading="结束席位",
    lead=_end_lead,
    submit="结束这个席位",
    cancel=to_the_roll,
    done=lambda done: "席位已结束" if isinstance(done, Seat) else "已提出，请另一人会签，会签时立即停用",
    goes_to=to_the_roll,
)


def _leaving_lead(seat: Seat) -> str:
    effect = mandates.effect_of(seat, -1).sentence if seat.role in COUNTED else ""
    return f"{seat.person}（{seat.get_role_display()}，{seat.body.name}）。会签以后：{effect}"


propose_leaving = ActForm(
    path="people/<int:pk>/leave/",
    name="propose_leaving",
    line=MOVES["propose_roll_change"],
    find=seat_at,
    action=changes.propose_leaving,
    thing="seat",
    form=LeavingForm,
    form_options=for_the_seat,
    values=lambda request, seat, cleaned: {
        "cause": cleaned["ended_by"],
        "reason": cleaned["reason"],
        "evidence": cleaned["evidence"],
    },
    heading="提出离任",
    lead=_leaving_lead,
    submit="提出，等另一人会签",
    cancel=to_the_roll,
    done="已提出，请另一位工作人员或主任会签",
    undone_by="withdraw_roll_change",
    goes_to=_changes,
)


def _coming(request: Request, seat: Seat, cleaned: dict[str, Any]) -> dict[str, Any]:
    body = cleaned["body"]
    who = changes.Newcomer(
        body,
        ROLE_IN[body.kind],
        cleaned["name"],
        cleaned["phone"],
        cleaned["card_no"],
        cleaned["delegation"],
    )
    return {"who": who, "cause": cleaned["cause"], "reason": cleaned["reason"], "evidence": cleaned["evidence"]}


propose_coming = ActForm(
    path="people/changes/new/",
    name="propose_coming",
    line=MOVES["propose_roll_change"],
    find=own_seat,
    action=changes.propose_coming,
    form=ComingForm,
    form_options=for_the_seat,
    values=_coming,
    template="people/in_the_way.html",
    context=lambda request, seat: {"in_the_way": seats_in_the_way(request, seat)},
    heading="提出新任",
    lead="票面已定之后当选的代表、任命的组成人员，由一人写明理由提出、另一人会签，会签时立即计入应到。",
    submit="提出，等另一人会签",
    cancel=_changes,
    done="已提出，请另一位工作人员或主任会签",
    undone_by="withdraw_roll_change",
    goes_to=_changes,
)

propose_term_end = ActForm(
    path="people/terms/<int:pk>/propose-end/",
    name="propose_term_end",
    line=MOVES["propose_roll_change"],
    find=_term,
    action=changes.propose_term_end,
    thing="term",
    form=ProposedEndForm,
    heading="提出整届届满",
    lead=lambda term: f"{_end_term_lead(term)}票面已定到结果确认之间，整届届满也由一人写明理由提出、另一人会签。",
    submit="提出，等另一人会签",
    cancel=_terms,
    done="已提出，请另一位工作人员或主任会签",
    undone_by="withdraw_roll_change",
    goes_to=_changes,
)

propose_renewal = ActForm(
    path="people/<int:pk>/renew/",
    name="propose_renewal",
    line=MOVES["propose_roll_change"],
    find=seat_at,
    action=changes.propose_renewal,
    thing="seat",
    form=RenewalForm,
    heading="提出重发密码",
    lead=lambda seat: (
        f"{seat.person}（{seat.get_role_display()}）的密码由两个人办理：您提出，{who_agrees(seat.role, seat.place)}会签，"
        "一天内由您发放一次。本人随即收到告知。"
    ),
    submit="提出，等另一人会签",
    cancel=to_the_roll,
    done="已提出，请另一人会签",
    goes_to=_changes,
)

countersign = ActButton(
    path="people/changes/<int:pk>/sign/",
    line=MOVES["countersign_roll_change"],
    find=_change,
    action=changes.countersign_roll_change,
    thing="change",
    done="已会签，名册已变动",
    goes_to=_changes,
)


@require_POST
def countersign_renewals(request: Request) -> HttpResponse:
    """Agree at once to all new passwords that wait for this seat."""
    seat = own_seat(request)
    MOVES.require("countersign_roll_change", seat.place, seat)
    messages.success(request, f"已会签 {changes.countersign_renewals(by=seat)} 人的重发密码")
    return redirect("roll_changes")


withdraw = ActButton(
    path="people/changes/<int:pk>/withdraw/",
    line=MOVES["withdraw_roll_change"],
    find=_change,
    action=changes.withdraw_roll_change,
    thing="change",
    done="已撤回",
    goes_to=_changes,
)


def roll_changes(request: Request) -> HttpResponse:
    """名册变动: what waits for a countersignature, with what it does to the numbers, and what was done."""
    seat = own_seat(request)
    MOVES.require("read_roll_changes", seat.place, seat)
    found = queries.roll_changes(seat.place)
    if seat.role not in KEEPERS | SIGNERS:
        found = found.filter(role__in=roles_of(seat))
    page = listing(request, found, search=("body__name", "reason"))
    people = [change.seat.person for change in page if change.seat]
    to_give_out = set(agreements(people, seat).values_list("pk", flat=True))
    rows = [
        {
            "change": change,
            "effect": changes.effect_sentence(change) if change.state == "proposed" else "",
            "may_sign": MOVES.may("countersign_roll_change", change, seat)
            and change.proposed_by.person_id != seat.person_id,
            "may_issue": change.pk in to_give_out,
            "may_withdraw": MOVES.may("withdraw_roll_change", change, seat),
        }
        for change in page
    ]
    renewals = sum(row["may_sign"] and row["change"].cause == "password" for row in rows)
    context = {
        "rows": rows,
        "renewals": renewals,
        "may_propose": MOVES.entitled("propose_roll_change", seat.place, seat),
    }
    return show_list(
        request, "people/changes.html", page, context, columns=[("变动", str), ("状态", "get_state_display")]
    )


def terms(request: Request) -> HttpResponse:
    """届次 of the congresses here and below."""
    seat = reader(request)
    rows = [
        {"term": term, "number": number, "ended": mandates.has_ended(term)}
        for term, number in queries.terms_with_numbers(seat.place)
    ]
    return render(request, "people/terms.html", {"rows": rows, "may": MOVES.entitled("open_term", seat.place, seat)})


open_term = ActForm(
    path="people/terms/open/",
    line=MOVES["open_term"],
    find=own_seat,
    action=mandates.open_term,
    form=OpenTermForm,
    form_options=for_the_seat,
    lead="新一届与现任一届并列登记，各开各的会，人数从不合计。登记以后再导入新一届的代表名册，上一届届满时一次结束。",
    submit="登记",
    cancel=_terms,
    done=lambda term: f"已登记{term.body.name}{term}",
    goes_to=_terms,
)


def _end_term_lead(term: Term) -> str:
    number = mandates.counted(term.body, term=term).count()
    return f"{term.body.name}{term}：{number} 名代表的席位一次结束，原因记为届满。以前的会议和票决仍按当时的人数。"


end_term = ActForm(
    path="people/terms/<int:pk>/end/",
    line=MOVES["end_term"],
    find=_term,
    action=mandates.end_term,
    thing="term",
    form=EndTermForm,
    template="people/end_term.html",
    context=lambda request, term: {"term": term, "fixed": resting_on(term.body, Role.DEPUTY, term)},
    lead=_end_term_lead,
    submit="整届届满",
    cancel=_terms,
    done=lambda term: f"{term.body.name}{term}已届满",
    goes_to=_terms,
)
