"""What comes in by the API: tickets of the 12345 hotline."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from piaojue.world import actions, queries
from piaojue.world.api.door import PROBLEMS, Asker, Key, Problem
from piaojue.world.api.paging import Code, Number

router = Router()
MOST_TICKETS = 100


def _text(most: int, least: int = 0) -> Any:
    return Annotated[str, StringConstraints(min_length=least, max_length=most, pattern=r"^[^\x00]*$")]


class TicketIn(Schema):
    """One ticket. source_ref: 工单编号, by which it is taken once; spot: 社区、村、街道、乡镇 in words; by_sms: 是 or 否."""

    source_ref: _text(60, 1)  # type: ignore[valid-type]
    title: _text(200, 1)  # type: ignore[valid-type]
    content: _text(20_000, 1)  # type: ignore[valid-type]
    spot: _text(60) = ""  # type: ignore[valid-type]
    address: _text(200) = ""  # type: ignore[valid-type]
    proposer_name: _text(40) = ""  # type: ignore[valid-type]
    proposer_phone: _text(20) = ""  # type: ignore[valid-type]
    by_sms: _text(4) = ""  # type: ignore[valid-type]


class TicketsIn(Schema):
    tickets: Annotated[list[TicketIn], Field(min_length=1, max_length=MOST_TICKETS)]


class RefusedOut(Schema):
    """A ticket that was not taken, and why."""

    source_ref: str
    reasons: list[str]


class PushedOut(Schema):
    """taken: new ones; known: those that were there already, left as they are; refused: those to be put right."""

    taken: list[str]
    known: list[str]
    refused: list[RefusedOut]


@router.post(
    "/years/{place}/{number}/hotline",
    auth=Key(),
    response={200: PushedOut, 409: Problem, **PROBLEMS},
)
def push_hotline(request: HttpRequest, place: Code, number: Number, body: TicketsIn) -> Any:
    """Hand in hotline tickets, at most 100. The same ticket may be sent again: it is taken once, by its source_ref."""
    asker: Asker = request.auth  # type: ignore[attr-defined]
    assert asker.partner is not None, "a key is asked for"
    year = queries.year_at(place, number)
    tickets = [ticket.model_dump() for ticket in body.tickets]
    done = actions.push_tickets(partner=asker.partner, year=year, tickets=tickets)
    refused = [{"source_ref": ref, "reasons": list(why)} for ref, why in done.refused.items()]
    return {"taken": done.taken, "known": done.known, "refused": refused}
