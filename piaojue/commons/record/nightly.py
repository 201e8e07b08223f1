"""What one night reads of a long log: everything new, and a part of the old in turn.

The bookmark says where the new begins. It moves, and the turn goes on, only when nothing was found: a fault is told every
night until it is mended.
"""

from piaojue.commons.record.models import Checked
from piaojue.commons.record.verify import Range, everything


def parts(nights: int) -> tuple[list[Range], Range]:
    """(what to read tonight, all that is there now). nights: how many it takes until all of the old was read once."""
    now, mark = everything(), Checked.objects.first() or Checked()
    known = Range((0, min(mark.entries, now.entries[1])), {label: (0, mark.rows.get(label, 0)) for label in now.rows})
    new = Range(
        (known.entries[1], now.entries[1]), {label: (known.rows[label][1], now.rows[label][1]) for label in now.rows}
    )
    return [new, _part_of(known, mark.turn % nights, nights)], now


def _part_of(whole: Range, turn: int, nights: int) -> Range:
    def cut(last: int) -> tuple[int, int]:
        return last * turn // nights, last * (turn + 1) // nights

    return Range(cut(whole.entries[1]), {label: cut(last) for label, (_first, last) in whole.rows.items()})


def move_on(read: Range) -> None:
    """Nothing was found: the next night begins here, with the next part of the old."""
    mark = Checked.objects.first() or Checked()
    mark.turn, mark.entries = mark.turn + 1, read.entries[1]
    mark.rows = {label: last for label, (_first, last) in read.rows.items()}
    mark.save()
