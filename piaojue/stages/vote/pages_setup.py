"""Setting up: preparing, rule, tellers, fixing the ballot."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from engines.counting import notices
from piaojue.commons.people.models import Seat
from piaojue.commons.people.moves import MOVES as PEOPLE
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.vote import actions, queries
from piaojue.stages.vote.actions import Crew
from piaojue.stages.vote.finding import poll_at, seat_of
from piaojue.stages.vote.forms import CrewForm, PollForm, RuleForm, TellersForm, preset_names, rule_of
from piaojue.stages.vote.models import Poll, PollKind, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.wording import rules_notes, rules_text, rules_title

DESIGN = ("title", "colour", "level", "keys_needed", "minutes")


def _preparation(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Lines are typed for satisfaction alone."""
    lines = cleaned.pop("lines")
    return {**cleaned, "items": lines if cleaned["kind"] == PollKind.SATISFACTION else None}


prepare_poll = ActForm(
    path="<place:place>/<int:number>/polls/new/",
    line=MOVES["prepare_poll"],
    find=year_at,
    action=actions.make_ready,
    thing="year",
    form=PollForm,
    form_options=lambda request, year: {"year": year},
    values=_preparation,
    lead=str,
    submit="开始准备",
    cancel=lambda year: year.page("polls"),
    done=lambda poll: _fixed(poll) if poll.state == PollState.FROZEN else "已开始准备。下一步：核对规则，确定票面。",
    goes_to=Poll.get_absolute_url,
)


def _halls_year(request: Request, place: str, number: int) -> Year:
    """The year for who prepares its votes: other sides enrol their people elsewhere. Raises NotYours."""
    year = year_at(request, place, number)
    MOVES.require("read_polls", year.place, request.seat)
    return year


crew = ActForm(
    path="<place:place>/<int:number>/polls/crew/",
    name="appoint_crew",
    line=PEOPLE["appoint"],
    find=_halls_year,
    action=actions.appoint_crew,
    form=CrewForm,
    form_options=lambda request, year: {"place": year.place},
    values=lambda request, year, cleaned: {"place": year.place, "crew": _crew(cleaned)},
    heading="会场人员",
    lead="大会要用的总监票人、监票人、计票人和主席团，从代表和人大工作人员里选，一次任命。已有席位的照旧。",
    submit="一次任命",
    cancel=lambda year: year.page("polls"),
    done=lambda made: _of_the_crew(made),
    goes_to=lambda made: reverse("people"),
)

countersign_crew = ActButton(
    path="<place:place>/<int:number>/polls/crew/countersign/",
    name="countersign_crew",
    line=PEOPLE["countersign_roll_change"],
    find=_halls_year,
    action=actions.countersign_crew,
    values=lambda request, year, cleaned: {"place": year.place},
    done=lambda number: f"已会签 {number} 名会场人员。",
    goes_to=lambda number: reverse("people"),
)


def _of_the_crew(made: list[Any]) -> str:
    waiting = sum(not isinstance(one, Seat) for one in made)
    done = f"已任命 {len(made) - waiting} 人。"
    return done + (f"{waiting} 人要由两个人办理，已替您提出，请另一人在“票决与测评”里一次会签。" if waiting else "")


def _crew(chosen: dict[str, Any]) -> Crew:
    several = {name: tuple(chosen[name]) for name in ("tellers", "counters", "presidium")}
    return Crew(chosen["chief"], **several)


SLIPS_ARE_READABLE = (
    "现在选的是票签票箱：投票期间，管服务器的人如果违反规定，技术上能看到某张票签投了什么。"
    "有 3 名监票计票人员能带电脑的，请用加密票箱；票面封不了的（可以反对的限选票），除了票签票箱，也可以全部用纸质票。"
)


def _rule_context(request: Request, poll: Poll) -> dict[str, Any]:
    """Presets to start from; what the presidium should know stands beside the rule."""
    measured = poll.kind == PollKind.SATISFACTION
    of_the_rule = [] if measured else notices(poll.the_rule)
    return {
        "poll": poll,
        "presets": [] if measured else preset_names(),
        "notices": [*of_the_rule, *([] if poll.sealed else [SLIPS_ARE_READABLE])],
    }


set_rule = ActForm(
    path="polls/<int:pk>/rule/",
    line=MOVES["set_rule"],
    find=poll_at,
    action=actions.set_rule,
    thing="poll",
    form=RuleForm,
    form_options=lambda request, poll: {
        "poll": poll,
        "initial": RuleForm.initial_of(poll, request.GET.get("preset", "")),
    },
    values=lambda request, poll, cleaned: {"rule": rule_of(cleaned), **{name: cleaned[name] for name in DESIGN}},
    template="vote/rule.html",
    context=_rule_context,
    done=lambda poll: f"规则已保存，{poll.term('票决办法')}随之更新。",
    goes_to=Poll.get_absolute_url,
)

appoint_tellers = ActForm(
    path="polls/<int:pk>/people/",
    line=MOVES["appoint_tellers"],
    find=poll_at,
    action=actions.appoint_tellers,
    thing="poll",
    form=TellersForm,
    form_options=lambda request, poll: {"poll": poll, "initial": {"seats": sorted(poll.teller_ids)}},
    heading="监票计票人员",
    lead=lambda poll: poll.title,
    template="vote/people.html",
    context=lambda request, poll: {"poll": poll, "cannot": queries.cannot_watch(poll)},
    submit="登记",
    done="监票计票人员已登记。",
    goes_to=Poll.get_absolute_url,
)

refresh_items = ActButton(
    path="polls/<int:pk>/items/",
    line=MOVES["refresh_items"],
    find=poll_at,
    action=actions.refresh_items,
    thing="poll",
    done=lambda poll: f"票面已按正式候选更新，共 {len(poll.items)} 项。",
    goes_to=Poll.get_absolute_url,
)


def _fixed(poll: Poll) -> str:
    filed = "，票决办法已归入年度文书" if poll.files_its_rules else ""
    return f"票面已定{filed}。下一步由{'监票人做钥匙' if poll.sealed else '监票组印制票签'}。"


freeze_poll = ActButton(
    path="polls/<int:pk>/freeze/",
    line=MOVES["freeze_poll"],
    find=poll_at,
    action=actions.freeze_poll,
    thing="poll",
    done=_fixed,
    goes_to=Poll.get_absolute_url,
)


@require_POST
def file_draft(request: Request, pk: int) -> HttpResponse:
    """It leads back to the poll, which the filed paper does not know."""
    poll = poll_at(request, pk)
    actions.file_rules_draft(poll=poll, by=seat_of(request))
    messages.success(request, f"{poll.term('票决办法')}（草案）已归入年度文书。")
    return redirect(poll)


@require_GET
def rules(request: Request, pk: int) -> HttpResponse:
    """票决办法 written from the rule."""
    poll = poll_at(request, pk, "watch_hall")
    may_file = MOVES.may("file_rules_draft", poll, request.seat)
    context = {
        "poll": poll,
        "articles": rules_text(poll).split("\n"),
        "notes": rules_notes(poll),
        "may_file": may_file,
    }
    return render(request, "vote/rules.html", context)


@require_GET
def rules_pdf(request: Request, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "watch_hall")
    context = {"poll": poll, "title": rules_title(poll), "articles": rules_text(poll).split("\n")}
    return pdf(request, "vote/rules_paper.html", context, f"{poll.term('票决办法')}.pdf")
