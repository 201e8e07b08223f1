"""今天要办: what others have left undone so long that it has come up to this seat."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.ladder.climbing import SEEN_ABOVE
from piaojue.commons.ladder.moves import MOVES
from piaojue.commons.ladder.queries import risen_to
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting


@waiting
def left_undone(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("read_overdue", seat.place, seat):
        return
    rows = list(risen_to(seat).select_related("body", "place").order_by("due"))
    if rows:
        words = {"who": rows[0].who, "what": rows[0].label, "days": rows[0].days_late}
        note = _("最久的：%(who)s“%(what)s”，逾期 %(days)s 个工作日") % words
        yield Task(_("督促逾期未办的事"), reverse("overdue"), count=len(rows), urgent=True, note=note, act=SEEN_ABOVE)
