"""What must be done in this room before the year goes on."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.commons.years.gates import demands, keeps
from piaojue.commons.years.models import Year
from piaojue.stages.vote.models import Poll, PollKind, PollState


def adoption_polls(year: Year) -> QuerySet[Poll]:
    """The year's real polls of adoption that are still alive."""
    return Poll.objects.filter(year=year, kind=PollKind.ADOPTION, rehearsal=False).exclude(state=PollState.ABANDONED)


@demands("open_vote")
def a_ballot_is_fixed(year: Year) -> list[str]:
    polls = list(adoption_polls(year))
    if not polls:
        return [_("还没有准备票决：请在“票决”里准备投票，设定规则并确定票面")]
    prepared = [poll for poll in polls if poll.state == PollState.PREPARED]
    return [_("“%(title)s”的票面还没有确定") % {"title": poll} for poll in prepared]


@demands("open_vote")
def the_session_has_passed(year: Year) -> list[str]:
    """Rules and tellers of the very ballot that will be voted on, not of one that was withdrawn since."""
    words = {"rules_passed_id": _("票决办法"), "tellers_passed_id": _("总监票人、监票人名单")}
    return [
        _("“%(title)s”的%(what)s还没有经大会通过") % {"title": poll, "what": what}
        for poll in adoption_polls(year).exclude(state=PollState.PREPARED)
        for column, what in words.items()
        if getattr(poll, column) is None
    ]


@demands("confirm_result")
def the_result_is_confirmed(year: Year) -> list[str]:
    polls = list(adoption_polls(year))
    if not polls:
        return [_("还没有票决")]
    return [
        _("“%(title)s”%(state)s，结果还没有经主席团确认") % {"title": poll, "state": said(poll.get_state_display())}
        for poll in polls
        if poll.state != PollState.CONFIRMED
    ]


@keeps("open_vote", "confirm_result")
def a_box_was_opened(year: Year) -> str | None:
    """What was voted stays voted: only a ballot that nobody has begun can wait for a better rule."""
    begun = adoption_polls(year).exclude(state__in=[PollState.PREPARED, PollState.FROZEN])
    return "已经开始投票，不能退回；投错了的，请在“票决”里按票决办法办理" if begun.exists() else None
