"""After the count: further rounds, the presidium's decision, confirmation, announcement, abandonment."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from engines.counting import State, StepRefused, after_presidium, rule_of_next_round
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.things import snapshot
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import PaperKind
from piaojue.stages.group.public import tell_voices
from piaojue.stages.vote.actions.advising import back_to_hand
from piaojue.stages.vote.actions.counting import first_round
from piaojue.stages.vote.actions.locking import locked
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Colour, Poll, PollKind, PollState, Result
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.outcome import result_rows, rounds
from piaojue.stages.vote.sealed import archives_of
from piaojue.stages.vote.wording import notice_text


@transaction.atomic
def record_decision(*, poll: Poll, chosen: Iterable[str], basis: str, by: Seat, version: int | None = None) -> Poll:
    """Record what the presidium decided about a tie or a shortfall.

    chosen: item keys;  basis: number or date of the presidium's minutes
    raises: NotYours, Refused with every objection
    """
    poll = locked(poll)
    MOVES.take("record_decision", poll, by, version=version)
    first, chosen = first_round(poll), list(chosen)
    try:
        verdict = after_presidium(poll.the_verdict, chosen, first.the_rule, basis=basis.strip(), titles=first.titles)
    except StepRefused as error:
        raise Refused(*error.reasons) from error
    poll.verdict, poll.decision = verdict.to_json(), {"chosen": chosen, "basis": basis.strip()}
    poll.save(update_fields=["state", "verdict", "decision", "version"])
    record("vote.presidium_decided", poll, by, chosen=chosen, basis=basis.strip())
    return poll


@transaction.atomic
def next_round(*, poll: Poll, by: Seat, sitting=None) -> Poll:
    """The poll that has to follow: among the tied, among those below the line, or once more after an invalid one.

    sitting: another sitting than the first one's, if the round is held later
    """
    poll = locked(poll)
    MOVES.take("next_round", poll, by)
    poll.save(update_fields=["version"])
    verdict, first = poll.the_verdict, first_round(poll)
    if verdict.next:
        rule, keys = rule_of_next_round(verdict, first.the_rule), set(verdict.next.items)
        word = "再次投票" if verdict.next.state is State.REVOTE else "第二轮投票"
    else:
        rule, keys, word = poll.the_rule, set(poll.keys), "重新投票"
    number = len(rounds(poll)) + 1
    later = Poll.objects.create(
        place=poll.place,
        year=poll.year,
        sitting=sitting or poll.sitting,
        kind=poll.kind,
        previous=poll,
        title=f"{first.title}（{word}，第 {number} 次）",
        rule=rule.to_json(),
        colour=_next_colour(poll),
        items=[item for item in first.items if item["key"] in keys],
        rehearsal=poll.rehearsal,
        created_by=by,
        level=poll.level,
        keys_needed=poll.keys_needed,
        minutes=poll.minutes,
    )
    later.tellers.set(poll.tellers.all())
    record("vote.next_round", later, by, previous=poll.pk, items=len(later.items))
    return later


@transaction.atomic
def confirm_result(*, poll: Poll, by: Seat, version: int | None = None) -> Poll:
    """The presidium confirms: results are written, the announcement is filed, proposers hear of it."""
    poll = locked(poll)
    MOVES.take("confirm_result", poll, by, version=version)
    if poll.rehearsal:
        raise Refused("这是演练，结果不能确认，请清除演练")
    poll.confirmed_at = timezone.now()
    poll.save(update_fields=["state", "confirmed_at", "version"])
    for earlier in rounds(poll)[:-1]:
        earlier._before = snapshot(earlier)
        earlier.state, earlier.confirmed_at = PollState.CONFIRMED, poll.confirmed_at
        earlier.version += 1
        earlier.save(update_fields=["state", "confirmed_at", "version"])
        record("vote.confirmed", earlier, by, by_round=poll.pk)
    if poll.kind == PollKind.ADOPTION:
        Result.objects.bulk_create(result_rows(poll))
        file_paper(
            year=poll.year,
            kind=PaperKind.RESULT_NOTICE,
            title=poll.year.term(f"{poll.year.place.name}{poll.year.number} 年民生实事项目票决结果公告"),
            body=notice_text(poll, archives_of(poll, _on_the_site)),
            by=by,
            public=True,
        )
    record("vote.confirmed", poll, by)
    transaction.on_commit(partial(tell_proposers, poll))
    return poll


@transaction.atomic
def abandon_poll(*, poll: Poll, reason: str, by: Seat) -> Poll:
    """The presidium declares the poll void: its box is wiped, nothing of it is ever counted."""
    poll = locked(poll)
    MOVES.take("abandon_poll", poll, by)
    if not reason.strip():
        raise Refused(poll.term("请写明作废的原因和主席团决定"))
    _wiped(poll)
    record("vote.abandoned", poll, by, reason=reason.strip())
    if poll.advisory and not poll.rehearsal:
        back_to_hand(poll, by)
    return poll


@transaction.atomic
def wipe_rehearsal(*, poll: Poll, by: Seat) -> Poll:
    """End a rehearsal and wipe everything that was voted in it."""
    poll = locked(poll)
    MOVES.take("wipe_rehearsal", poll, by)
    _wiped(poll)
    record("vote.rehearsal_wiped", poll, by)
    return poll


def _on_the_site(path: str) -> str:
    """The address under which the public reaches a path."""
    return settings.SITE_URL.rstrip("/") + path


def tell_proposers(poll: Poll) -> None:
    """Tell those who proposed or seconded what became of it."""
    found = poll.results.filter(dossier__isnull=False).select_related("dossier").prefetch_related("dossier__demands")
    for result in found:
        word = "入选" if result.adopted else "未入选"
        text = f"您关心的项目“{result.title}”在{poll.year.term('票决')}中{word}。{result.sentence}"
        with transaction.atomic():
            tell_voices(result.dossier.demands.all(), text, poll.get_absolute_url())


def _wiped(poll: Poll) -> None:
    if poll.box_id:
        ballot_box(poll).discard(poll.box_id)
    poll.paper_boxes.update(entries={}, settled=None)
    poll.counts = poll.verdict = poll.desk = None
    poll.codes = []
    poll.save(update_fields=["state", "counts", "verdict", "desk", "codes", "version"])


def _next_colour(poll: Poll) -> str:
    used = {other.colour for other in rounds(poll)}
    return next(
        (c for c in (Colour.PURPLE, Colour.BLUE, Colour.YELLOW, Colour.RED, Colour.GREEN) if c not in used),
        Colour.PURPLE,
    )
