"""What the session passes before a box opens: its 票决办法, its 总监票人 and 监票人 (docs/domain.md#vote-rules-paper)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from engines.law import Matter
from piaojue.commons.acting import acting
from piaojue.commons.decisions.actions import decide
from piaojue.commons.decisions.majority import Hands as Hands
from piaojue.commons.decisions.models import Decision, Tabling
from piaojue.commons.decisions.values import Item, Minutes, Tabled, Tally
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import PaperKind
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.wording import rules_text, rules_title


def pass_rules(*, poll: Poll, decision: Decision, by: Seat) -> Poll:
    """The session has passed the rules: from now on they are the 票决办法, and public. Raises Refused."""
    with acting(MOVES["pass_rules"], poll, by, decision=decision) as act:
        poll = act.thing
        _of_its_session(poll, decision)
        poll.rules_passed = decision
        if poll.files_its_rules:
            file_paper(
                year=poll.year,
                kind=PaperKind.VOTE_RULES,
                title=rules_title(poll),
                doc_no=decision.number,
                issued_on=decision.decided_on,
                body=_as_passed(poll, decision),
                by=by,
                public=True,
            )
    return poll


def _as_passed(poll: Poll, decision: Decision) -> str:
    day = decision.decided_on
    return f"（{day.year} 年 {day.month} 月 {day.day} 日{poll.sitting.name}通过）\n{rules_text(poll)}"


def pass_tellers(*, poll: Poll, decision: Decision, by: Seat) -> Poll:
    """The session has passed those who watch. Raises Refused."""
    with acting(MOVES["pass_tellers"], poll, by, decision=decision) as act:
        _of_its_session(act.thing, decision)
        act.thing.tellers_passed = decision
    return act.thing


def _of_its_session(poll: Poll, decision: Decision) -> None:
    """Raises Refused: another session cannot pass what is for this one."""
    if decision.sitting_id != poll.sitting_id:
        raise Refused(f"应由投票的这次会议（{poll.sitting}）通过，这项决定是“{decision.sitting}”作出的")


@transaction.atomic
def enter_passed(
    *,
    poll: Poll,
    rules: Hands | None,
    tellers: Hands | None,
    number: str,
    on: date | None = None,
    scans: Iterable[Upload] = (),
    by: Seat,
) -> Poll:
    """From the session's minutes: the rules, the tellers, or both at once; each is a decision of its own.

    rules, tellers: how the session voted; None: not put to it, or passed already
    number:         of the session's minutes or decision
    scans:          of the signed minutes, where the session took no check-in
    raises:         NotYours, Refused: nothing to enter, a vote that cannot be, a majority that is lacking
    """
    with acting(MOVES["enter_passed"], poll, by):
        if rules is None and tellers is None:
            raise Refused("请填写票决办法、监票人至少一项的表决票数")
        signed = tuple(scans)
    for matter, hands in ((Matter.VOTE_RULES, rules), (Matter.TELLERS, tellers)):
        if hands is not None:
            poll.refresh_from_db()
            words = _words(poll, matter)
            paper = Minutes(words, number=number, on=on, held="大会全体会议", scans=signed)
            _enter(poll, matter, hands, paper, by)
    poll.refresh_from_db()
    return poll


def _enter(poll: Poll, matter: Matter, hands: Hands, paper: Minutes, by: Seat) -> None:
    decision = decide(
        sitting=poll.sitting,
        matter=matter,
        items=[Item(poll)],
        tally=Tally(ayes=hands.ayes, noes=hands.noes, abstentions=hands.abstentions),
        paper=paper,
        tabled=Tabled(Tabling.TOPIC),
        by=by,
    )
    if not decision.passed:
        raise Refused(f"“{matter.label}”赞成 {hands.ayes} 票，没有超过全体代表 {decision.roll} 人的半数，没有通过")


def _words(poll: Poll, matter: Matter) -> str:
    """What the session decided, in its own words."""
    if matter is Matter.VOTE_RULES:
        return f"{poll.sitting.name}通过《{rules_title(poll)}》。"
    watching = [seat for seat in poll.tellers.select_related("person").order_by("role", "pk") if seat.role != "counter"]
    names = "；".join(f"{seat.get_role_display()}：{seat.person}" for seat in watching)
    return f"{poll.sitting.name}通过总监票人、监票人名单。{names}。"
