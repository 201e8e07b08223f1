"""What the session passes, a further round; and the ends of a poll that does not count."""

from typing import Any

from django.http import Http404

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.vote import actions
from piaojue.stages.vote.actions import Hands
from piaojue.stages.vote.finding import poll_at
from piaojue.stages.vote.forms import PassedForm, ReasonForm
from piaojue.stages.vote.models import Poll, PollState, Voiding
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.queries import slips_of

next_round = ActButton(
    path="polls/<int:pk>/next/",
    name="next_round",
    line=MOVES["begin_next_round"],
    find=poll_at,
    action=actions.begin_next_round,
    thing="poll",
    done=lambda later: f"下一轮投票，票面 {len(later.items)} 项，{later.get_colour_display()}票。{_ready(later)}",
    goes_to=Poll.get_absolute_url,
)


def _ready(later: Poll) -> str:
    """What is left to do before the box of a further round opens."""
    if later.state == PollState.PREPARED:
        return "还要核对监票计票人员，确定票面。"
    left = slips_of(later)["left"] if later.sealed else 0
    return f"钥匙和 {left} 张票签沿用本次会议的，两名监票人同意即可开箱。" if left else "票面已定，下一步印票签。"


accept = ActButton(
    path="polls/<int:pk>/accept/",
    line=MOVES["accept_measurement"],
    find=poll_at,
    action=actions.accept_measurement,
    thing="poll",
    done="测评票数已采用。",
    goes_to=Poll.get_absolute_url,
)


def _passed(request: Request, poll: Poll, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was typed of each matter; a matter without 赞成 was not put to the session."""
    return {
        "rules": _hands(cleaned, "rules"),
        "tellers": _hands(cleaned, "tellers"),
        "number": cleaned["number"],
        "on": cleaned["on"],
        "scans": keeping(cleaned.get("scans", ()), place=poll.place, by=request.seat, photo=False, public=False),
    }


def _hands(cleaned: dict[str, Any], matter: str) -> Hands | None:
    if cleaned.get(f"{matter}_ayes") is None:
        return None
    return Hands(cleaned[f"{matter}_ayes"], cleaned[f"{matter}_noes"] or 0, cleaned[f"{matter}_abstentions"] or 0)


passed = ActForm(
    path="polls/<int:pk>/passed/",
    line=MOVES["enter_passed"],
    find=poll_at,
    action=actions.enter_passed,
    thing="poll",
    form=PassedForm,
    form_options=lambda request, poll: {"poll": poll},
    values=_passed,
    heading="大会通过的办法和监票人",
    lead=lambda poll: f"照{poll.sitting}的会议记录登记。应到、实到和过半数由系统计算。",
    submit="登记",
    done="大会的决定已登记。",
    goes_to=Poll.get_absolute_url,
)

abandon = ActForm(
    path="polls/<int:pk>/abandon/",
    line=MOVES["abandon_poll"],
    find=poll_at,
    action=actions.abandon_poll,
    thing="poll",
    form=ReasonForm,
    lead=lambda poll: f"{poll.title}。作废后票箱清除，不能恢复。",
    submit="作废",
    done="本次投票已作废，票箱已清除。",
    goes_to=Poll.get_absolute_url,
)

propose = ActForm(
    path="polls/<int:pk>/void/",
    line=MOVES["propose_voiding"],
    find=poll_at,
    action=actions.propose_voiding,
    thing="poll",
    form=ReasonForm,
    lead=lambda poll: f"{poll.title}。由主席团会议决定；决定作废的，票箱清除，重新投票。",
    submit="提请",
    done="已提请主席团决定。",
    goes_to=Voiding.get_absolute_url,
)


def _rehearsal_at(request: Request, pk: int) -> Poll:
    """A real poll has no address at which it could be wiped."""
    poll = poll_at(request, pk)
    if not poll.rehearsal:
        raise Http404("no rehearsal")
    return poll


def _polls_of_the_year(poll: Poll) -> Any:
    return poll.year.page("polls")


wipe = ActButton(
    path="polls/<int:pk>/wipe/",
    line=MOVES["wipe_rehearsal"],
    find=_rehearsal_at,
    action=actions.wipe_rehearsal,
    thing="poll",
    done="演练已清除。",
    goes_to=_polls_of_the_year,
)
