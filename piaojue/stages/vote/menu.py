"""Entries of the side rail."""

from functools import partial

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.vote.moves import COUNTING, MOVES

here = partial(Entry, section="票决", stages=(Stage.DELIBERATING, Stage.VOTING))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    """票决 of the year on the page."""
    if year is None:
        return []
    if year.place.has_congress and not MOVES.entitled("read_polls", year.place, seat):
        voters = frozenset({Role.DEPUTY, Role.COMMITTEE, Role.RESIDENT})
        return [here("票决结果", year.page("vote_result"), order=50, cards=voters, about="哪些项目通过，各得多少票")]
    word = "票决与测评" if year.place.has_congress else "票选与测评"
    return [here(word, year.page("polls"), order=50, cards=frozenset(COUNTING), about="监票台、开箱、计票和报告单")]
