"""After the count: the presidium's decision, a further round, confirmation; and the ends of a poll that does not count."""

from typing import Any

from django.http import Http404

from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.vote import actions
from piaojue.stages.vote.finding import poll_at
from piaojue.stages.vote.forms import DecisionForm, ReasonForm
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.moves import MOVES


def _verdict_sentence(poll: Poll) -> str:
    verdict = poll.the_verdict
    return verdict.sentence if verdict else ""


decision = ActForm(
    path="polls/<int:pk>/decision/",
    line=MOVES["record_decision"],
    find=poll_at,
    action=actions.record_decision,
    thing="poll",
    form=DecisionForm,
    form_options=lambda request, poll: {"poll": poll},
    lead=_verdict_sentence,
    submit="记录决定",
    done="主席团决定已记录。",
    goes_to=Poll.get_absolute_url,
)

next_round = ActButton(
    path="polls/<int:pk>/next/",
    name="next_round",
    line=MOVES["begin_next_round"],
    find=poll_at,
    action=actions.begin_next_round,
    thing="poll",
    done=lambda later: f"已准备下一轮投票，票面 {len(later.items)} 项，{later.get_colour_display()}票。",
    goes_to=Poll.get_absolute_url,
)

confirm = ActButton(
    path="polls/<int:pk>/confirm/",
    line=MOVES["confirm_result"],
    find=poll_at,
    action=actions.confirm_result,
    thing="poll",
    done="结果已确认并公开，公告已归入年度文书。",
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
