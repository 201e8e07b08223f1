"""Who has not read everything that was sent: by name, for the office alone."""

from dataclasses import dataclass

from django.db.models import Count

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliberate.models import Circulation, Reading
from piaojue.stages.shortlist.public import Dossier, DossierState


@dataclass(frozen=True)
class ToRead:
    """A deputy and how many candidates (项) are left to read."""

    seat: Seat
    left: int


def still_to_read(circulation: Circulation) -> list[ToRead]:
    """Deputies in office who have not opened every candidate, by delegation."""
    total = Dossier.objects.filter(year=circulation.year_id, state=DossierState.CANDIDATE).count()
    opened = Reading.objects.filter(circulation=circulation, dossier__state=DossierState.CANDIDATE)
    read = dict(opened.values_list("seat").annotate(n=Count("pk")))
    seats = Seat.objects.in_office().filter(place=circulation.place_id, role=Role.DEPUTY)
    seats = seats.select_related("person", "delegation", "body").order_by("delegation_id", "pk")
    return [ToRead(seat, total - read.get(seat.pk, 0)) for seat in seats if read.get(seat.pk, 0) < total]
