"""What may be seen of 质询 and 审议意见: everybody reads what was decided or published, before that those whose work it is."""

from django.db.models import Q, QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat, SeatQuerySet
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.interpelling import RAISED_AT
from piaojue.stages.supervise.models import Interpellation, InterpellationState, ReviewOpinion, ReviewState, Signature
from piaojue.stages.supervise.moves import MOVES

S = InterpellationState
ASKED = (S.ASKED, S.ANSWERED, S.SETTLED)
OF_INTERPELLATION = ("place", "year__place", "sitting__body", "sitting__place", "asked_of", "project", "created_by")
OF_OPINION = ("place", "year__place", "sitting", "activity", "sent_to", "handled_by__body", "created_by")


def interpellations_for(by: Seat | None, year: Year) -> QuerySet[Interpellation]:
    """The year's; those that are not decided on only for the congress side, and those withdrawn for nobody else."""
    rows = Interpellation.objects.filter(year=year).select_related(*OF_INTERPELLATION)
    rows = rows.prefetch_related("signatures")
    return (
        rows if MOVES.entitled("read_gathering", year.place, by) else rows.filter(Q(state__in=ASKED) | Q(rounds__gt=0))
    )


def interpellation_for(by: Seat | None, pk: int) -> Interpellation:
    """One. Raises NotYours where there is none, or where it is not yet to be read."""
    row = Interpellation.objects.select_related(*OF_INTERPELLATION, "answered_by__body", "paper").filter(pk=pk).first()
    if row is None:
        raise NotYours("interpellation")
    if row.state not in ASKED and not row.rounds and not MOVES.entitled("read_gathering", row.place, by):
        raise NotYours("interpellation")
    return row


def signature_for(by: Seat | None, pk: int) -> Signature:
    """One signature, for who may read its 质询案. Raises NotYours."""
    row = Signature.objects.select_related("place", "year__place", "interpellation", "seat").filter(pk=pk).first()
    if row is None:
        raise NotYours("signature")
    interpellation_for(by, row.interpellation_id)
    return row


def sittings_to_raise_at(year: Year) -> QuerySet[Sitting]:
    """Sessions and meetings of the standing committee of the place that have not ended."""
    return Sitting.objects.filter(place=year.place, kind__in=RAISED_AT).exclude(state=SittingState.CLOSED)


def committee_sittings(year: Year) -> QuerySet[Sitting]:
    """Meetings of the standing committee, the newest first."""
    return Sitting.objects.filter(place=year.place, kind=SittingKind.STANDING)


def could_sign(interpellation: Interpellation, seats: SeatQuerySet) -> SeatQuerySet:
    """Of those who may sign, who has not."""
    signed = interpellation.signatures.values("seat__person")
    return (
        seats.exclude(person__in=signed).select_related("person", "body", "delegation").order_by("person__name", "pk")
    )


def opinions_for(by: Seat | None, year: Year) -> QuerySet[ReviewOpinion]:
    """The year's; those on their way only for those whose work it is."""
    rows = ReviewOpinion.objects.filter(year=year).select_related(*OF_OPINION)
    inside = MOVES.entitled("read_opinions_on_their_way", year.place, by)
    return rows if inside else rows.filter(state=ReviewState.PUBLISHED)


def opinion_for(by: Seat | None, pk: int) -> ReviewOpinion:
    """One. Raises NotYours where there is none, or where it is not yet to be read."""
    row = ReviewOpinion.objects.select_related(*OF_OPINION).filter(pk=pk).first()
    inside = row is not None and MOVES.entitled("read_opinions_on_their_way", row.place, by)
    if row is None or not (inside or row.state == ReviewState.PUBLISHED):
        raise NotYours("review_opinion")
    return row
