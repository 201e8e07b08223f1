"""Partners are registered, changed, given a new key, ended; tickets that one pushes are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engines.tables import clean_cell
from piaojue.commons.acting import acting
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.tables import KINDS, Draft, Outcome
from piaojue.commons.years.models import Year
from piaojue.world import addresses
from piaojue.world.events import EVENTS, chains_below
from piaojue.world.models import Partner, new_nonce
from piaojue.world.moves import MOVES

MOST_PER_MINUTE = 6000


@dataclass(frozen=True, kw_only=True)
class PartnerDraft:
    """What a partner is registered with (models.Partner)."""

    name: str
    contact: str = ""
    per_minute: int = 600
    may_push: bool = False
    hook_url: str = ""
    events: Sequence[str] = ()


def open_partner(*, place: Place, draft: PartnerDraft, by: Seat) -> Partner:
    """Register a system; its key can be seen on its page. raises: NotYours; Refused: an address that is never asked."""
    row = Partner(place=place, seat=by)
    with acting(MOVES["open_partner"], row, by):
        _take(row, draft)
    return row


def set_partner(*, partner: Partner, draft: PartnerDraft, by: Seat, version: int | None = None) -> Partner:
    """Change it. Who changes it answers for it from now on. raises: NotYours; Refused: ended, an address that is never asked."""
    with acting(MOVES["set_partner"], partner, by, version=version) as act:
        _take(act.thing, draft)
        act.thing.seat = by
    return act.thing


def renew_key(*, partner: Partner, by: Seat, version: int | None = None) -> Partner:
    """The key and the webhook's secret so far are void at once. raises: NotYours; Refused: ended."""
    with acting(MOVES["renew_key"], partner, by, version=version) as act:
        act.thing.nonce = new_nonce()
    return act.thing


def end_partner(*, partner: Partner, by: Seat, version: int | None = None) -> Partner:
    """Nothing is read by its key, nothing is told any more. raises: NotYours; Refused: ended already."""
    with acting(MOVES["end_partner"], partner, by, version=version) as act:
        act.thing.nonce = new_nonce()
    return act.thing


def _take(row: Partner, draft: PartnerDraft) -> None:
    if draft.hook_url:
        try:
            addresses.check_address(draft.hook_url)
        except addresses.Forbidden as error:
            raise Refused(str(error)) from error
    if not 1 <= draft.per_minute <= MOST_PER_MINUTE:
        raise Refused(f"每分钟请求数请写 1 到 {MOST_PER_MINUTE}")
    if draft.hook_url and draft.hook_url != row.hook_url:
        row.seen = chains_below(row.place_id)  # told from now on, not of all that ever was
    row.name, row.contact, row.per_minute = draft.name, draft.contact, draft.per_minute
    row.may_push, row.hook_url = draft.may_push, draft.hook_url
    row.events = [kind for kind in EVENTS if kind in draft.events]


@dataclass(frozen=True)
class Pushed:
    """What became of pushed tickets, by 工单编号. refused: why, in sentences."""

    taken: Sequence[str]
    known: Sequence[str]
    refused: Mapping[str, Sequence[str]]


def push_tickets(*, partner: Partner, year: Year, tickets: Sequence[Mapping[str, str]]) -> Pushed:
    """Take hotline tickets as their table would be taken (suggest/intake.py), in the name of who answers for the partner.

    A ticket that is there already is left as it is, so the same push may be sent again.
    raises: NotYours: no right to push, another place, nobody answers any more; Refused: not the season
    """
    by = _who_answers(partner)
    if not partner.may_push or not partner.place.covers(year.place):
        raise NotYours("push_tickets")
    kind = KINDS["tickets"]
    once = {ticket["source_ref"]: ticket for ticket in reversed(tickets)}  # of two with one number the first
    drafts = [_draft(number, ticket) for number, ticket in enumerate(once.values(), 1)]
    clear = [draft for draft in drafts if draft.clear]
    fates = kind.plan(year, clear, by, {}).fates
    refused = {
        draft.values["source_ref"]: [doubt.reason for doubt in draft.doubts] for draft in drafts if not draft.clear
    }
    known, fresh = [], []
    for draft, fate in zip(clear, fates, strict=True):
        if hard := [doubt.reason for doubt in fate.doubts if doubt.hard]:
            refused[draft.values["source_ref"]] = hard
        elif fate.outcome is Outcome.KNOWN:
            known.append(draft.values["source_ref"])
        else:
            fresh.append(draft)
    if fresh:
        kind.take(year, fresh, by, {})
    return Pushed([draft.values["source_ref"] for draft in fresh], known, refused)


def _draft(number: int, ticket: Mapping[str, str]) -> Draft:
    cleaned = {column: clean_cell(ticket.get(column.key, ""), column) for column in KINDS["tickets"].columns}
    values = {column.key: value for column, (value, _) in cleaned.items()}
    doubts = tuple(doubt for _, doubt in cleaned.values() if doubt)
    return Draft(number, values, doubts, accepted=True)


def _who_answers(partner: Partner) -> Seat:
    """The seat that answers for the partner; where it has left office, its successor in the same office. raises: NotYours."""
    seats = Seat.objects.in_office().filter(body=partner.seat.body_id, role=partner.seat.role)
    rows = sorted(
        seats.select_related("person", "body", "place"), key=lambda seat: (seat.pk != partner.seat_id, seat.pk)
    )
    if not rows:
        raise NotYours("push_tickets")
    return rows[0]
