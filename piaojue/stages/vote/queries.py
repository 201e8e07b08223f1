"""What may be seen of polls, by seat and place. Ballots are not here: nobody can ask for them."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404

from engines.counting import Detail, PassBase, Roll, Status, base_size, needed_approvals
from piaojue.commons.decisions.queries import Awaited, awaiting
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import ChangeState, Renewal, RollChange, Seat
from piaojue.commons.people.moves import MOVES as PEOPLE
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.public import Dossier
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import columns, differences_of
from piaojue.stages.vote.few_paper import registered_out
from piaojue.stages.vote.models import PUBLISHED, Consent, PaperBox, Poll, PollKind, PollState, Result, VoidingState
from piaojue.stages.vote.moves import COUNTING, MOVES
from piaojue.stages.vote.outcome import first_round
from piaojue.stages.vote.roll import roll_of
from piaojue.stages.vote.watching import unfit

COUNTERSIGN = "countersign_roll_change"
CREW = COUNTING | {Role.PRESIDIUM}


def polls_for(seat: Seat | None, year: Year) -> QuerySet[Poll]:
    """Polls of a year: the hall's people see all, everybody else the confirmed ones."""
    polls = Poll.objects.filter(year=year).select_related("sitting", "place", "year").defer("codes").order_by("pk")
    if MOVES.entitled("read_polls", year.place, seat):
        return polls
    return polls.filter(state__in=PUBLISHED, rehearsal=False)


def is_casting(year: Year) -> bool:
    """Whether a box of the year is open just now, which everybody may know."""
    return Poll.objects.filter(year=year, state=PollState.OPEN, rehearsal=False).exists()


def poll_for(seat: Seat | None, pk: int, act: str = "read_polls") -> Poll:
    """One poll for who may do `act`. Raises Http404, NotYours."""
    rows = Poll.objects.select_related(
        "place", "place__parent", "year", "year__place", "sitting", "sitting__body", "previous"
    )
    poll = rows.filter(pk=pk).first()
    if poll is None:
        raise Http404("no such poll")
    if act == "read_results" and (poll.state not in PUBLISHED or poll.rehearsal):
        raise NotYours(act)
    MOVES.require(act, poll.place, seat)
    return poll


def poll_seen(seat: Seat | None, pk: int) -> tuple[Poll, bool]:
    """A poll's page: (poll, whether its preparation and counts may be seen). Raises Http404, NotYours."""
    inside = (
        seat is not None
        and Poll.objects.filter(pk=pk, place_id=seat.place_id).exists()
        and MOVES.entitled("read_polls", seat.place, seat)
    )
    return poll_for(seat, pk, "read_polls" if inside else "read_results"), inside


def results_of(year: Year) -> QuerySet[Result]:
    """Confirmed results of the year, adopted first; public."""
    results = Result.objects.filter(poll__year=year, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
    return results.select_related("poll", "dossier").order_by("-adopted", "rank", "pk")


def adopted(year: Year) -> QuerySet[Result]:
    """The adopted items with their dossiers, for delivery."""
    return results_of(year).filter(adopted=True)


def satisfaction_rows(poll: Poll) -> list[tuple[str, int, int, int, int]]:
    """(key, 满意, 基本满意, 不满意, 不了解) in ballots, as engines.scoring.Row takes them. Raises ValueError before confirmation."""
    if poll.kind != PollKind.SATISFACTION or poll.state != PollState.CONFIRMED:
        raise ValueError("测评结果经确认后才能使用")
    return [(key, *count) for key, count in poll.the_counts.items.items()]


def hall_numbers(poll: Poll) -> dict[str, int | None]:
    """What the hall may see while it votes, in persons and ballots: never a partial result.

    not_yet: slips out minus ballots in and slips exchanged;  paper: paper ballots that went out
    """
    if poll.state in (PollState.PREPARED, PollState.FROZEN, PollState.ABANDONED):
        roll, here = roll_of(poll)
        issued = returned = 0
        if poll.box_id and poll.state == PollState.FROZEN:
            printed, void = ballot_box(poll).slips(poll.box_id)
            issued = printed - void
    else:
        roll, here, issued = poll.roll, poll.present, poll.issued
        returned = ballot_box(poll).returned(poll.box_id)
    return {
        "roll": roll,
        "present": here,
        "issued": issued,
        "returned": returned,
        "exchanged": poll.exchanged,
        "not_yet": max(issued - returned + _transcribed(poll) - poll.exchanged, 0),
        "paper": registered_out(poll),
    }


def _transcribed(poll: Poll) -> int:
    """Ballots in a sealed box that stand for paper ones: their slips count as exchanged already (张)."""
    return ballot_box(poll).transcribed(poll.box_id) if poll.sealed and poll.box_id and poll.exchanged else 0


def tellers_of(poll: Poll) -> QuerySet[Seat]:
    """Who watches and counts in this poll."""
    return poll.tellers.select_related("person", "body").order_by("role", "pk")


def tellers_at(place: Place) -> QuerySet[Seat]:
    """Who may be named to watch and count at a place."""
    seats = Seat.objects.in_office().filter(place=place, role__in=COUNTING)
    return seats.select_related("person", "body").order_by("role", "pk")


def crew_waiting(seat: Seat | None, place: Place) -> list[RollChange]:
    """The hall's people whom others have proposed and who wait for this seat's second word."""
    if seat is None or seat.place_id != place.pk or not PEOPLE.entitled(COUNTERSIGN, place, seat):
        return []
    rows = RollChange.objects.filter(place=place, role__in=CREW, state=ChangeState.PROPOSED, seat=None, term=None)
    rows = rows.exclude(proposed_by__person=seat.person_id).exclude(cause=Renewal.PASSWORD)
    return [change for change in rows.select_related("place", "proposed_by") if PEOPLE.may(COUNTERSIGN, change, seat)]


def deputies_at(place: Place) -> QuerySet[Seat]:
    """The place's deputies in office, by delegation and name."""
    seats = (
        Seat.objects.in_office().filter(place=place, role=Role.DEPUTY).select_related("person", "body", "delegation")
    )
    return seats.order_by("delegation__name", "person__name", "pk")


def helpers_at(place: Place) -> QuerySet[Seat]:
    """Who may count and hand out slips: the congress's own staff, and deputies."""
    staff = (Role.SECRETARIAT, Role.CONGRESS_CLERK, Role.DEPUTY)
    seats = Seat.objects.in_office().filter(place=place, role__in=staff).select_related("person", "body", "delegation")
    return seats.order_by("-role", "person__name", "pk")


def cannot_watch(poll: Poll) -> list[tuple[Seat, str]]:
    """Who holds a teller's seat here and cannot watch this vote, and why."""
    seats = list(tellers_at(poll.place))
    reasons = unfit(poll, seats)
    return [(seat, reasons[seat.pk]) for seat in seats if seat.pk in reasons]


def awaits_of(poll: Poll, seat: Seat | None) -> list[Awaited]:
    """Which body has to decide next about this poll: on its rules and tellers, on what is tied, on its result, on its end."""
    rows = awaiting(poll, poll.year, seat)
    for voiding in poll.voidings.filter(state=VoidingState.PROPOSED):
        rows += awaiting(voiding, poll.year, seat)
    verdict = poll.the_verdict
    pending = [item.dossier for item in poll.items if verdict and item.key in verdict.pending]
    if tied := Dossier.objects.filter(pk__in=[pk for pk in pending if pk]).first():
        rows += awaiting(tied, poll.year, seat)
    return rows


def agreements_of(poll: Poll) -> QuerySet[Consent]:
    """Who has agreed to open or to close, first one first."""
    return poll.consents.select_related("seat__person").order_by("pk")


def key_of(poll: Poll, seat: Seat) -> int | None:
    """The number of this seat's key, from 1; None when it holds none."""
    return poll.keyholders.index(seat.pk) + 1 if seat and seat.pk in poll.keyholders else None


def slips_of(poll: Poll) -> dict[str, int]:
    """Printed and void slips (张), before and while voting."""
    live = poll.box_id and poll.state in (PollState.FROZEN, PollState.OPEN, PollState.CLOSED)
    printed, void = ballot_box(poll).slips(poll.box_id) if live else (0, 0)
    return {"printed": printed, "void": void, "left": printed - void}


def boxes_of(poll: Poll, seat: Seat) -> list[dict[str, Any]]:
    """Paper boxes for the tellers' screen: how far the entry is, where two sheets differ, whether this seat has entered."""
    return [
        {
            "box": box,
            "entered": len(box.entries),
            "mine": str(seat.pk) in box.entries,
            "differences": differences_of(box),
        }
        for box in poll.paper_boxes.all()
    ]


def box_of(poll: Poll, pk: int) -> PaperBox:
    """One paper box of this poll. Raises Http404."""
    box = poll.paper_boxes.filter(pk=pk).first()
    if box is None:
        raise Http404("no such box")
    return box


def announced_columns(poll: Poll) -> list[str]:
    """Headings of the counts that the rule lets be announced in the hall; a last column of noughts is left out."""
    words, detail = columns(poll), first_round(poll).the_rule.result_detail
    if detail is Detail.FULL and not any(count.not_pressed for count in poll.the_counts.items.values()):
        return words[:-1]
    return {Detail.NAMES: [], Detail.APPROVALS: words[:1]}.get(detail, words)


class PassLine(NamedTuple):
    """Against what approvals are drawn. needed: fewest that pass; of: whom they are counted by (人, 票)."""

    needed: int
    of: int


def pass_line(poll: Poll) -> PassLine | None:
    """The line of this round's rule; None: it has none, or its numbers are not announced."""
    verdict = poll.the_verdict
    rule = poll.the_rule
    if verdict is None or rule.pass_base is PassBase.NONE or not announced_columns(poll):
        return None
    roll = Roll(all_deputies=poll.roll, present=poll.present)
    base = base_size(rule, roll, poll.the_counts.returned)
    return PassLine(needed_approvals(base, rule.threshold, rule.inclusive), base)


def announced_lines(poll: Poll) -> list[dict[str, Any]]:
    """`count_lines` as far as the rule lets them be announced; with names only, in the order of the ballot."""
    lines, shown = count_lines(poll), len(announced_columns(poll))
    if not shown:
        lines = sorted(lines, key=lambda line: (not line.get("adopted"), line["item"].no))
    return [{**line, "cells": line["cells"][:shown], "sentence": line["sentence"] if shown else ""} for line in lines]


def count_lines(poll: Poll) -> list[dict[str, Any]]:
    """Items with their counts and fates, best first once counted: [{item, cells: [n | None], fate, sentence, adopted, rank}]."""
    if not poll.counts:
        return [{"item": item, "cells": []} for item in poll.items]
    counts, verdict, words = poll.the_counts.items, poll.the_verdict, columns(poll)
    lines = []
    for item in poll.items:
        fate = verdict.of(item.key) if verdict else None
        cells = [n if word else None for n, word in zip(counts[item.key], words, strict=True)]
        lines.append(
            {
                "item": item,
                "cells": cells,
                "fate": FATES[fate.status] if fate else "",
                "tone": TONES.get(fate.status, "wait") if fate else "",
                "sentence": fate.sentence if fate else "",
                "adopted": fate is not None and fate.status is Status.ADOPTED,
                "rank": fate.rank if fate else 0,
            }
        )
    return sorted(lines, key=lambda line: (not line["adopted"], line["rank"])) if verdict else lines


FATES = {
    Status.ADOPTED: "入选",
    Status.NOT_ADOPTED: "未入选",
    Status.TIED: "末位平票",
    Status.PENDING: "待定",
    Status.NONE: "无效",
}
TONES = {Status.ADOPTED: "good", Status.NOT_ADOPTED: "plain"}


def public_summary(poll: Poll | None) -> list[tuple[str, int]]:
    """The sitting's numbers for the public page (人, 张), of the first round."""
    if poll is None:
        return []
    first = first_round(poll)
    counts = first.the_counts
    return [
        ("全体代表", first.roll),
        ("实到", first.present),
        ("发出", counts.issued),
        ("收回", counts.returned),
        ("有效", counts.valid),
        ("无效票", counts.void),
    ]


def check_address(poll: Poll | None) -> str:
    """Path of the page where anybody looks up a tracking code; empty without an electronic box."""
    if poll is None or not poll.box_id or not poll.codes:
        return ""
    return ballot_box(poll).address(poll.box_id) + "check/"
