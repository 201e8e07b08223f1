"""Paper boxes, the count, the presidium, the certificate, confirmation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.moves import Refused
from piaojue.commons.roles import Role
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.printing import pdf
from piaojue.stages.vote import actions, queries, sealed
from piaojue.stages.vote.ballots import columns
from piaojue.stages.vote.forms import BoxForm, CountForm, DecisionForm, IssuedForm, ReasonForm, SheetForm
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.pages_setup import poll_at
from piaojue.stages.vote.wording import BOX_ALONE, equation


def new_box(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "keep_paper_box")

    def then(cleaned: dict) -> str:
        actions.add_paper_box(poll=poll, by=request.seat, **cleaned)
        messages.success(request, f"已登记“{cleaned['name']}”。")
        return f"/polls/{pk}/tellers/"

    context = {"heading": "登记纸质票箱", "lead": poll.title, "submit": "登记", "cancel": f"/polls/{pk}/tellers/"}
    return fill(request, BoxForm, then, context=context)


def box_issued(request: HttpRequest, pk: int, box: int) -> HttpResponse:
    poll = poll_at(request, pk, "keep_paper_box")
    found = queries.box_of(poll, box)

    def then(cleaned: dict) -> str:
        actions.set_paper_issued(box=found, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "已登记发出和收回的纸质票。")
        return f"/polls/{pk}/tellers/"

    context = {
        "heading": f"{found.name}：发出和收回的纸质票",
        "lead": poll.title,
        "submit": "登记",
        "cancel": f"/polls/{pk}/tellers/",
        "thing": found,
    }
    return fill(
        request,
        IssuedForm,
        then,
        context=context,
        form_kwargs={"initial": {"issued": found.issued, "collected": found.collected}},
    )


def enter_paper(request: HttpRequest, pk: int, box: int) -> HttpResponse:
    """One teller's own sheet; the other's numbers are never shown, only where both differ."""
    poll = poll_at(request, pk, "enter_paper")
    found = queries.box_of(poll, box)
    made: dict[str, SheetForm] = {}

    class Bound(SheetForm):
        def clean(self) -> dict:
            made["form"] = self
            return super().clean()

    def then(cleaned: dict) -> str:
        kept = actions.enter_paper(box=found, sheet=made["form"].sheet(), by=request.seat)
        if kept.settled:
            messages.success(request, f"“{found.name}”两人录入一致，已核定。")
        elif len(kept.entries) == 2:
            messages.error(request, f"“{found.name}”两人录入不一致，请共同复核原票后，由填错的人重新录入。")
        else:
            messages.success(request, f"您已录入“{found.name}”，请另一人独立录入。")
        return f"/polls/{pk}/tellers/"

    context = {"poll": poll, "box": found, "columns": [word for word in columns(poll) if word]}
    return fill(request, Bound, then, template="vote/enter.html", context=context, form_kwargs={"poll": poll})


def count(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "count")

    def then(cleaned: dict) -> str:
        done = actions.count(poll=poll, not_voted=cleaned["not_voted"], by=request.seat, version=version_of(request))
        messages.success(
            request,
            "计票完成，还有一步要办。"
            if done.verdict and done.state == PollState.COUNTED
            else "计票完成，计票报告单已生成。",
        )
        return f"/polls/{pk}/certificate/"

    context = {
        "poll": poll,
        "thing": poll,
        "numbers": queries.hall_numbers(poll),
        "boxes": poll.paper_boxes.all(),
        "closed": MOVES.refusals("count", poll, request.seat),
    }
    initial = {"not_voted": queries.hall_numbers(poll)["not_yet"] if request.method == "GET" else None}
    return fill(request, CountForm, then, template="vote/count.html", context=context, form_kwargs={"initial": initial})


SIGNING = [Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER]


def _certificate(request: HttpRequest, pk: int) -> tuple[Poll, dict]:
    poll = poll_at(request, pk, "read_polls")
    if not poll.counts:
        raise Refused("还没有计票，计票完成后生成计票报告单。")
    return poll, {
        "poll": poll,
        "counts": poll.counts,
        "lines": queries.count_lines(poll),
        "columns": columns(poll),
        "verdict": poll.the_verdict,
        "equation": equation(poll),
        "alone": BOX_ALONE if poll.advisory else "",
        "tellers": sorted(poll.tellers.select_related("person"), key=lambda seat: (SIGNING.index(seat.role), seat.pk)),
        "check": queries.check_address(poll),
        "keys": sealed.keys_of(poll),
        "verify": sealed.verify_address(request.build_absolute_uri, poll),
    }


@require_GET
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """计票报告单."""
    _, context = _certificate(request, pk)
    return render(request, "vote/certificate.html", context)


@require_GET
def certificate_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """计票报告单 to print and sign."""
    _, context = _certificate(request, pk)
    return pdf(request, "vote/certificate_paper.html", context, "计票报告单.pdf")


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "record_decision")

    def then(cleaned: dict) -> str:
        actions.record_decision(poll=poll, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "主席团决定已记录。")
        return poll.get_absolute_url()

    verdict = poll.the_verdict
    context = {
        "heading": "记录主席团决定",
        "lead": verdict.sentence if verdict else "",
        "submit": "记录决定",
        "cancel": poll.get_absolute_url(),
        "thing": poll,
    }
    return fill(request, DecisionForm, then, context=context, form_kwargs={"poll": poll})


@require_POST
def next_round(request: HttpRequest, pk: int) -> HttpResponse:
    later = actions.next_round(poll=poll_at(request, pk, "next_round"), by=request.seat)
    messages.success(request, f"已准备下一轮投票，票面 {len(later.items)} 项，{later.get_colour_display()}票。")
    return redirect("poll", later.pk)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    poll = actions.confirm_result(
        poll=poll_at(request, pk, "confirm_result"), by=request.seat, version=version_of(request)
    )
    messages.success(request, "结果已确认并公开，公告已归入年度文书。")
    return redirect("poll", poll.pk)


def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "abandon_poll")

    def then(cleaned: dict) -> str:
        actions.abandon_poll(poll=poll, by=request.seat, **cleaned)
        messages.success(request, "本次投票已作废，票箱已清除。")
        return poll.get_absolute_url()

    context = {
        "heading": "作废本次投票",
        "lead": f"{poll.title}。作废后票箱清除，不能恢复。",
        "submit": "作废",
        "cancel": poll.get_absolute_url(),
    }
    return fill(request, ReasonForm, then, context=context)


@require_POST
def wipe(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "wipe_rehearsal")
    if not poll.rehearsal:
        raise Http404
    actions.wipe_rehearsal(poll=poll, by=request.seat)
    messages.success(request, "演练已清除。")
    return redirect("polls", poll.year.place_id, poll.year.number)
