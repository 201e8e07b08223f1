"""Tables that were brought to a practice year: cells and files are personal data and go with it."""

from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from piaojue.commons.intake.keeping import forget
from piaojue.commons.intake.models import Batch
from piaojue.commons.years.belongings import before_wiping, beside
from piaojue.commons.years.models import Year


@beside
def tables_of(year: Year) -> QuerySet[Batch]:
    """The year's own tables, and those of its things (a survey)."""
    brought = Batch.objects.filter(place=year.place_id)
    return Batch.objects.filter(pk__in=[batch.pk for batch in brought if batch.year == year])


@before_wiping
def remove_files(year: Year) -> None:
    for batch in tables_of(year):
        transaction.on_commit(partial(forget, batch, rows=False))
