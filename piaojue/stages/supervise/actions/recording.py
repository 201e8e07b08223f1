"""履职公开 and 专长: a deputy opens the own record to everybody, closes it again, and says what she is versed in."""

from collections.abc import Sequence

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.suggest.public import Category
from piaojue.stages.supervise.models import Expertise, OpenRecord
from piaojue.stages.supervise.moves import MOVES


def open_record(*, seat: Seat, by: Seat) -> Seat:
    """Everybody may read it from now on. Raises NotYours for another's record, Refused."""
    with acting(MOVES["open_record"], seat, by, makes=OpenRecord(seat=seat), hold=True):
        if OpenRecord.objects.filter(seat=seat).exists():
            raise Refused("您的履职情况已经公开")
    return seat


def state_expertise(*, seat: Seat, categories: Sequence[str], by: Seat) -> Seat:
    """In which fields this deputy or volunteer is versed; none: it is taken back. Raises NotYours, Refused."""
    row = Expertise.objects.filter(seat=seat).first() or Expertise(seat=seat)
    with acting(MOVES["state_expertise"], seat, by, makes=row, hold=True):
        if strange := [one for one in categories if one not in Category.values]:
            raise Refused(f"没有“{strange[0]}”这个领域")
        row.categories = sorted(set(categories))
    return seat


def close_record(*, seat: Seat, by: Seat) -> Seat:
    """Only the deputy and the office read it again. Raises NotYours, Refused."""
    row = OpenRecord.objects.filter(seat=seat).first() or OpenRecord(seat=seat)
    with acting(MOVES["close_record"], seat, by, makes=row, hold=True) as act:
        if row.pk is None:
            raise Refused("您的履职情况没有公开")
        act.delete()
    return seat
