"""Fetching what an address names, as far as the seat may see it; the page's furniture learns which year it is of."""

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page
from piaojue.stages.vote import queries
from piaojue.stages.vote.models import PaperBox, Poll


def poll_at(request: Request, pk: int, line: str = "read_polls") -> Poll:
    """The poll for who may read it by this line: the hall's people, or whoever watches its screen. Raises Http404, NotYours."""
    poll = queries.poll_for(request.seat, pk, line)
    on_page(request, poll)
    return poll


def box_at(request: Request, pk: int, box: int) -> PaperBox:
    """One paper box of a poll, for the hall's people. Raises Http404, NotYours."""
    return queries.box_of(poll_at(request, pk), box)


def seat_of(request: Request) -> Seat:
    """The acting seat, where no visitor comes. Raises NotYours."""
    if request.seat is None:
        raise NotYours("seat")
    return request.seat


def tellers_screen(poll: Poll) -> str:
    """Where most acts in the hall lead back to."""
    return poll.page("tellers_screen")
