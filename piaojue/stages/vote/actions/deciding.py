"""After the count: further rounds, a tie that the congress decides, confirmation, announcement."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from engines.counting import Rule, State, StepRefused, after_presidium, rule_of_next_round
from piaojue.commons.acting import Doing, acting, locked
from piaojue.commons.decisions.models import Decision
from piaojue.commons.drafting.actions import Worded, filed
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.models import Sitting
from piaojue.stages.group.public import tell_voices
from piaojue.stages.shortlist.public import Dossier
from piaojue.stages.vote.actions.setting_up import fixes_by_itself, freeze_poll
from piaojue.stages.vote.models import Colour, Poll, PollKind, PollState, Result
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.notices import Confirmed, notice_number, notice_text
from piaojue.stages.vote.outcome import first_round, result_rows, rounds, verdict_of
from piaojue.stages.vote.sealed import archives_of
from piaojue.stages.vote.site import on_the_site
from piaojue.stages.vote.values import Decision as TieDecision

COLOURS_OF_ROUNDS = (Colour.PURPLE, Colour.BLUE, Colour.YELLOW, Colour.RED, Colour.GREEN)


def record_decision(*, poll: Poll, dossier: Dossier, decision: Decision, by: Seat) -> Poll:
    """The congress has decided about a tie: every item that passed is in.

    dossier: one of those items
    raises:  Refused with every objection: too many or too few of them, an item that is not tied
    """
    poll = locked(poll)
    with acting(MOVES["record_decision"], dossier, by, decision=decision, makes=poll) as act:
        first = first_round(poll)
        passed = decision.items.filter(kind=dossier._meta.label_lower, passed=True)
        chosen = set(passed.values_list("thing_id", flat=True))
        keys = tuple(item.key for item in poll.items if item.dossier in chosen)
        basis = decision.number or str(decision.sitting)
        try:
            verdict = after_presidium(verdict_of(poll), keys, first.the_rule, basis=basis, titles=first.titles)
        except StepRefused as error:
            raise Refused(*error.reasons) from error
        poll.verdict, poll.decision, poll.state = verdict.to_json(), TieDecision(keys, basis), PollState.DECIDED
        act.note(chosen=list(keys), basis=basis)
    return poll


@transaction.atomic
def begin_next_round(*, poll: Poll, by: Seat, sitting: Sitting | None = None) -> Poll:
    """The poll that has to follow: among the tied, among those below the line, or once more after an invalid one.

    In the same sitting its ballot is fixed at once: items, rule and tellers follow from the round before.
    sitting: another sitting than the first one's, if the round is held later
    """
    with acting(MOVES["begin_next_round"], poll, by) as act:
        later = _next_round(act.thing)
        later.sitting, later.created_by = sitting or later.sitting, by
        if later.sitting_id == act.thing.sitting_id:
            later.rules_passed, later.tellers_passed = act.thing.rules_passed, act.thing.tellers_passed
        later.save()
        later.tellers.set(act.thing.tellers.all())
        act.note(next_round=later.pk)
        act.also(MOVES["prepare_round"], later, previous=act.thing.pk, items=len(later.items))
    at_once = later.sitting_id == poll.sitting_id and fixes_by_itself(later, by)
    return freeze_poll(poll=later, by=by) if at_once else later


def _next_round(poll: Poll) -> Poll:
    """The poll that follows, not saved yet."""
    first = first_round(poll)
    word, rule, keys = _what_follows(poll, first)
    return Poll(
        place=poll.place,
        year=poll.year,
        sitting=poll.sitting,
        kind=poll.kind,
        previous=poll,
        title=f"{first.title}（{word}，第 {len(rounds(poll)) + 1} 次）",
        rule=rule.to_json(),
        colour=_next_colour(poll),
        items=tuple(item for item in first.items if item.key in keys),
        rehearsal=poll.rehearsal,
        level=poll.level,
        keys_needed=poll.keys_needed,
        minutes=poll.minutes,
    )


def _what_follows(poll: Poll, first: Poll) -> tuple[str, Rule, set[str]]:
    """What the next round is called, its rule, the keys of its items."""
    verdict = verdict_of(poll)
    if not verdict.next:
        return "重新投票", poll.the_rule, set(poll.keys)
    word = "再次投票" if verdict.next.state is State.REVOTE else "第二轮投票"
    return word, rule_of_next_round(verdict, first.the_rule), set(verdict.next.items)


def _next_colour(poll: Poll) -> Colour:
    used = {other.colour for other in rounds(poll)}
    return next((colour for colour in COLOURS_OF_ROUNDS if colour not in used), Colour.PURPLE)


def confirm_result(*, poll: Poll, decision: Decision, by: Seat) -> Poll:
    """The presidium has confirmed: results are written, the announcement is filed, proposers hear of it. Raises Refused."""
    with acting(MOVES["confirm_result"], poll, by, decision=decision) as act:
        poll = act.thing
        poll.result_confirmed = decision
        _end_rounds(act)
        Result.objects.bulk_create(result_rows(poll))
        _file_notice(poll, decision, by)
        transaction.on_commit(partial(tell_voices_the_result, poll))
    return poll


def accept_measurement(*, poll: Poll, by: Seat, version: int | None = None) -> Poll:
    """The counts of a satisfaction ballot may be used. Raises NotYours, Refused."""
    with acting(MOVES["accept_measurement"], poll, by, version=version) as act:
        _end_rounds(act)
    return act.thing


def _end_rounds(act: Doing[Poll]) -> None:
    """This round is confirmed, and with it those before."""
    poll = act.thing
    poll.confirmed_at = timezone.now()
    for earlier in rounds(poll)[:-1]:
        confirmed = {"state": PollState.CONFIRMED, "confirmed_at": poll.confirmed_at}
        act.change(MOVES["confirm_round"], locked(earlier), confirmed, by_round=poll.pk)


def _file_notice(poll: Poll, decision: Decision, by: Seat) -> None:
    """File 票决结果公告, for everybody to read."""
    text = notice_text(poll, Confirmed(str(decision.sitting), decision.number), archives_of(poll, on_the_site))
    filed(
        year=poll.year,
        code="result_notice",
        thing=poll,
        by=by,
        number=notice_number(1 + _announced_before(poll)),
        again=True,
        worded=Worded(text),
    )


def _announced_before(poll: Poll) -> int:
    """Results that the session's presidium has announced already; each notice of a session has a number of its own."""
    announced = Poll.objects.filter(sitting=poll.sitting, kind=PollKind.ADOPTION, state=PollState.CONFIRMED)
    return announced.filter(results__isnull=False).exclude(pk=poll.pk).distinct().count()


def tell_voices_the_result(poll: Poll) -> None:
    """Tell those who proposed or seconded what became of it."""
    results = poll.results.filter(dossier__isnull=False).select_related("dossier").prefetch_related("dossier__demands")
    for result in results:
        demands = result.dossier.demands.all() if result.dossier else []
        word = "入选" if result.adopted else "未入选"
        text = f"您关心的项目“{result.title}”在{poll.year.term('票决')}中{word}。{result.sentence}"
        with transaction.atomic():
            tell_voices(demands, text, poll.get_absolute_url())
