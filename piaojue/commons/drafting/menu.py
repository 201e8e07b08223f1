"""Menu of papers."""

from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    if year is None or year.is_voided or not MOVES.entitled("read_documents", year.place, seat):
        return []
    return [Entry("公文", year.page("documents"), 87)]
