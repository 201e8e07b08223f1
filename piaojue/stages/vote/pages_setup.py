"""Setting up: preparing, rule, tellers, fixing the ballot."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from engines.counting import notices
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.printing import pdf
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.vote import actions, queries
from piaojue.stages.vote.actions.setting_up import rules_text
from piaojue.stages.vote.forms import PollForm, RuleForm, TellersForm, preset_names
from piaojue.stages.vote.models import Poll, PollKind
from piaojue.stages.vote.moves import MOVES


def poll_at(request: HttpRequest, pk: int, act: str) -> Poll:
    """The poll for who may do `act`; also tells the page's furniture."""
    poll = queries.poll_for(request.seat, pk, act)
    on_page(request, poll)
    return poll


def prepare_poll(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("prepare_poll", year.place, request.seat)

    def then(cleaned: dict) -> str:
        lines = cleaned.pop("lines")
        items = lines if cleaned["kind"] == PollKind.SATISFACTION else None
        poll = actions.prepare_poll(year=year, by=request.seat, items=items, **cleaned)
        messages.success(request, "已开始准备。下一步：登记监票计票人员，设定规则，确定票面。")
        return poll.get_absolute_url()

    context = {"heading": "准备投票", "lead": f"{year}", "submit": "开始准备", "cancel": f"/{place}/{number}/polls/"}
    return fill(request, PollForm, then, context=context, form_kwargs={"year": year})


def set_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule, with presets to start from; what the presidium should know stands beside it."""
    poll = poll_at(request, pk, "set_rule")
    made: dict[str, RuleForm] = {}

    class Bound(RuleForm):
        def clean(self) -> dict:
            made["form"] = self
            return super().clean()

    def then(cleaned: dict) -> str:
        actions.set_rule(
            poll=poll,
            rule=made["form"].rule(),
            by=request.seat,
            version=version_of(request),
            **{name: cleaned[name] for name in ("title", "colour", "level", "keys_needed", "minutes")},
        )
        messages.success(request, f"规则已保存，{poll.term('票决办法')}随之更新。")
        return poll.get_absolute_url()

    measured = poll.kind == PollKind.SATISFACTION
    context = {
        "poll": poll,
        "thing": poll,
        "presets": [] if measured else preset_names(),
        "notices": [] if measured else notices(poll.the_rule),
    }
    kwargs = {"poll": poll, "initial": RuleForm.initial_of(poll, request.GET.get("preset", ""))}
    return fill(request, Bound, then, template="vote/rule.html", context=context, form_kwargs=kwargs)


def appoint_tellers(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "appoint_tellers")

    def then(cleaned: dict) -> str:
        actions.appoint_tellers(poll=poll, seats=cleaned["seats"], by=request.seat, version=version_of(request))
        messages.success(request, "监票计票人员已登记。")
        return poll.get_absolute_url()

    context = {
        "heading": "监票计票人员",
        "lead": poll.title,
        "submit": "登记",
        "cancel": poll.get_absolute_url(),
        "thing": poll,
    }
    kwargs = {"poll": poll, "initial": {"seats": list(poll.tellers.values_list("pk", flat=True))}}
    return fill(request, TellersForm, then, context=context, form_kwargs=kwargs)


@require_POST
def refresh_items(request: HttpRequest, pk: int) -> HttpResponse:
    poll = actions.refresh_items(
        poll=poll_at(request, pk, "refresh_items"), by=request.seat, version=version_of(request)
    )
    messages.success(request, f"票面已按正式候选更新，共 {len(poll.items)} 项。")
    return redirect("poll", pk)


@require_POST
def freeze_poll(request: HttpRequest, pk: int) -> HttpResponse:
    poll = actions.freeze_poll(poll=poll_at(request, pk, "freeze_poll"), by=request.seat, version=version_of(request))
    step = "监票人做钥匙" if poll.sealed else "监票组印制票签"
    filed = (
        "，票决办法已归入年度文书"
        if poll.kind == PollKind.ADOPTION and not poll.rehearsal and not poll.previous_id
        else ""
    )
    messages.success(request, f"票面已定{filed}。下一步由{step}。")
    return redirect("poll", pk)


@require_POST
def file_draft(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "set_rule")
    actions.file_rules_draft(poll=poll, by=request.seat)
    messages.success(request, f"{poll.term('票决办法')}（草案）已归入年度文书。")
    return redirect("poll", pk)


@require_GET
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    """票决办法 written from the rule."""
    poll = poll_at(request, pk, "watch_hall")
    may_file = MOVES.may("set_rule", poll, request.seat)
    return render(
        request, "vote/rules.html", {"poll": poll, "articles": rules_text(poll).split("\n"), "may_file": may_file}
    )


@require_GET
def rules_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "watch_hall")
    return pdf(
        request,
        "vote/rules_paper.html",
        {"poll": poll, "articles": rules_text(poll).split("\n")},
        f"{poll.term('票决办法')}.pdf",
    )
