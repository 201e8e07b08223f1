"""Undoing an import of dossiers, as long as nobody has worked with them."""

from collections.abc import Sequence

from piaojue.commons.acting import acting
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.resting import rested_on, some_of
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import MOVES, is_theirs

OF_ITS_OWN = ("versions",)


def undo_drafts(*, year: Year, keys: Sequence[int], by: Seat) -> None:
    """Take drafts out again that a table made, all or none; what they were stays in the log.

    raises: NotYours; Refused: somebody has changed one of them, taken it further, or goes on with it
    """
    with acting(MOVES["undo_drafts"], year, by) as act:
        act.leave()
        rows = list(Dossier.objects.select_for_update(of=("self",)).filter(pk__in=keys, year=act.thing))
        if not all(is_theirs(row, by) for row in rows):
            raise NotYours("undo_drafts")
        resting = rested_on(rows, own=OF_ITS_OWN)
        used = [row for row in rows if row.pk in resting or row.version != 1 or row.state != DossierState.DRAFT]
        if used:
            names = some_of([f"“{row.title}”" for row in used])
            raise Refused(f"这些项目材料已经有人改过或办理，不能整批撤销：{names}")
        for row in rows:
            row.versions.all().delete()
            act.remove(MOVES["remove_draft"], row)
        act.note(removed=len(rows))
