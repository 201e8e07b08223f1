"""What must be done in this room before the year goes on."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from engines.counting import State
from engines.law import Matter
from piaojue.commons.decisions.gates import entering
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.words import said
from piaojue.commons.years.gates import demands, draws, keeps
from piaojue.commons.years.models import PaperKind, Year
from piaojue.stages.vote.models import Poll, PollKind, PollState
from piaojue.stages.vote.moves import DESK, MOVES
from piaojue.stages.vote.now import Step, steps_of

OFFICE = in_turn(DESK, Role.SECRETARIAT, Role.CONGRESS_CLERK)
AT_THE_BOX = (Role.SECRETARIAT, Role.CONGRESS_CLERK, Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER)
IN_THE_HALL = (PollState.FROZEN, PollState.OPEN, PollState.CLOSED)


def adoption_polls(year: Year) -> QuerySet[Poll]:
    """The year's real polls of adoption that are still alive."""
    return Poll.objects.filter(year=year, kind=PollKind.ADOPTION, rehearsal=False).exclude(state=PollState.ABANDONED)


def preparing(year: Year) -> Supply:
    """No ballot is there yet."""
    return Supply("准备投票", year.page("prepare_poll"), OFFICE, act="vote.prepare_poll")


def turn_of(poll: Poll) -> Supply:
    """Whose turn it is with a ballot that is not confirmed yet."""
    if poll.state == PollState.PREPARED:
        return Supply(f"设定规则、确定票面：{poll.title}", poll.get_absolute_url(), OFFICE, act="vote.freeze_poll")
    if poll.state in IN_THE_HALL and (step := next(iter(steps_of(poll)), None)):
        return _in_the_hall(poll, step)
    if poll.state == PollState.COUNTED and (matter := decides_a_tie(poll)):
        return entering(poll.year, matter)
    if poll.state == PollState.COUNTED:
        return Supply(f"办理下一步：{poll.title}", poll.get_absolute_url(), OFFICE, act="vote.begin_next_round")
    return entering(poll.year, Matter.RESULT)


def _in_the_hall(poll: Poll, step: Step) -> Supply:
    """The one act that the hall waits for, as each teller's own list has it."""
    seats = Seat.objects.filter(pk__in=step.seats).values_list("role", flat=True)
    roles = in_turn({*step.roles, *seats}, *(role for role in AT_THE_BOX if role in {*step.roles, *seats}))
    return Supply(f"{step.what}：{poll.title}", poll.page("hall_now"), roles)


def decides_a_tie(poll: Poll) -> Matter | None:
    """Whether the congress has to choose among what is tied."""
    verdict = poll.the_verdict
    return Matter.TIE if verdict and verdict.state is State.PRESIDIUM else None


@demands("open_vote")
def a_ballot_is_fixed(year: Year) -> list[Lack]:
    polls = list(adoption_polls(year))
    if not polls:
        return [Lack(_("还没有准备票决：请在“票决”里准备投票，设定规则并确定票面"), preparing(year))]
    prepared = [poll for poll in polls if poll.state == PollState.PREPARED]
    return [Lack(_("“%(title)s”的票面还没有确定") % {"title": poll}, turn_of(poll)) for poll in prepared]


@demands("open_vote")
def the_session_has_passed(year: Year) -> list[Lack]:
    """Rules and tellers of the very ballot that will be voted on, not of one that was withdrawn since."""
    words = {"rules_passed_id": _("票决办法"), "tellers_passed_id": _("总监票人、监票人名单")}
    return [
        Lack(_("“%(title)s”的%(what)s还没有经大会通过") % {"title": poll, "what": what}, _passing(poll))
        for poll in adoption_polls(year).exclude(state=PollState.PREPARED)
        for column, what in words.items()
        if getattr(poll, column) is None
    ]


def _passing(poll: Poll) -> Supply:
    """Both are entered in one form."""
    roles = in_turn(MOVES["enter_passed"].roles, Role.SECRETARIAT)
    return Supply("登记大会通过的办法和监票人", poll.page("enter_passed"), roles, act="vote.enter_passed")


@demands("confirm_result")
def the_result_is_confirmed(year: Year) -> list[Lack]:
    polls = list(adoption_polls(year).select_related("year__place", "place"))
    if not polls:
        return [Lack(_("还没有票决"), preparing(year))]
    return [
        Lack(
            _("“%(title)s”%(state)s，结果还没有经主席团确认")
            % {"title": poll, "state": said(poll.get_state_display())},
            turn_of(poll),
        )
        for poll in polls
        if poll.state != PollState.CONFIRMED
    ]


@draws(PaperKind.COUNT_CERTIFICATE)
def from_the_count(year: Year) -> Supply | None:
    """The count files its certificate."""
    polls = adoption_polls(year)
    waits = not polls.exists() or polls.filter(state__in=[PollState.PREPARED, *IN_THE_HALL]).exists()
    return _by_itself("计票报告单", _("计票"), year) if waits else None


@draws(PaperKind.VOTE_RULES)
def from_the_session(year: Year) -> Supply | None:
    """What the session passes is filed with its decision."""
    return _by_itself("票决办法", _("大会通过票决办法"), year)


def _by_itself(paper: str, after: str, year: Year) -> Supply:
    return Supply(f"登记{paper}", year.page("polls"), OFFICE, after=after)


@keeps("open_vote", "confirm_result")
def a_box_was_opened(year: Year) -> str | None:
    """What was voted stays voted: only a ballot that nobody has begun can wait for a better rule."""
    begun = adoption_polls(year).exclude(state__in=[PollState.PREPARED, PollState.FROZEN])
    return "已经开始投票，不能退回；投错了的，请在“票决”里按票决办法办理" if begun.exists() else None
