"""A file that is not public opens for those whom its owner's page shows it, whatever number somebody types."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import models
from django.http import Http404
from django.utils import timezone

from piaojue.commons.evidence import pages
from piaojue.commons.evidence.keep import store
from piaojue.commons.evidence.models import Upload
from piaojue.commons.evidence.owners import OWNERS
from piaojue.commons.moves import NotYours
from piaojue.stages.supervise.tests import make

READERS = ("clerk_li", "government_liu", "department_deng", "deputy_dong", "resident_zhao", "neighbour_clerk_bai")
OFFICE, DEPUTIES = {"clerk_li"}, {"deputy_dong"}
WORKERS = {"clerk_li", "government_liu", "department_deng"}
SHOWN = {
    "years.Paper.upload": WORKERS,
    "years.Answer.proofs": WORKERS | DEPUTIES,
    "decisions.Decision.papers": WORKERS,
    "decisions.Decision.scans": WORKERS,
    "drafting.Document.scan": WORKERS,
    "drafting.Document.brought": WORKERS,
    "drafting.Template.upload": WORKERS,
    "drafting.Point.proofs": WORKERS | DEPUTIES,
    "suggest.Suggestion.photos": OFFICE,
    "suggest.Suggestion.files": OFFICE,
    "shortlist.Dossier.photos": WORKERS,
    "shortlist.Dossier.files": WORKERS,
    "deliver.Report.photos": WORKERS | DEPUTIES,
    "deliver.Site.photos": WORKERS | DEPUTIES,
    "deliver.Problem.proofs": WORKERS | DEPUTIES,
    "deliver.Problem.minutes": WORKERS | DEPUTIES,
    "supervise.Activity.photos": WORKERS,
    "supervise.Stop.photos": WORKERS,
    "supervise.Finding.photos": WORKERS | DEPUTIES,
    "supervise.Finding.proofs": WORKERS | DEPUTIES,
    "supervise.Interpellation.paper": OFFICE | DEPUTIES,
    "evaluate.Rectification.proofs": WORKERS,
    "evaluate.Archive.upload": OFFICE,
}
"""Who of READERS opens the file of a row that is not public yet, by owner."""


def bare(cast, project, model, **values):
    """A row of the model with no more than it must have."""
    there = {"place": project.place, "year": project.year, "project": project, "reporter": cast.resident_wang.person}
    for one in model._meta.concrete_fields:
        if one.name in values:
            continue
        if one.name in there:
            values[one.name] = there[one.name]
        elif one.name == "public":
            values[one.name] = False
        elif isinstance(one, models.ForeignKey) and not one.null:
            kind = one.related_model
            found = cast.clerk_li if kind is type(cast.clerk_li) else kind._default_manager.first()
            values[one.name] = found or bare(cast, project, kind)
        elif isinstance(one, models.DateTimeField) and not one.null:
            values[one.name] = timezone.now()
        elif isinstance(one, models.DateField) and not one.null:
            values[one.name] = date(2026, 3, 1)
        elif isinstance(one, models.IntegerField) and not (one.null or one.primary_key or one.has_default()):
            values[one.name] = 1
    (row,) = model._default_manager.bulk_create([model(**values)])
    return row


def owner_of(cast, project, model, field: str, file: Upload) -> None:
    """A row of the model that owns the file."""
    if model._meta.get_field(field).many_to_many:
        getattr(bare(cast, project, model), field).add(file)
    else:
        bare(cast, project, model, **{field: file})


def opens(seat, file: Upload) -> bool:
    try:
        return pages._readable(SimpleNamespace(seat=seat), file.pk) == file
    except (NotYours, Http404):
        return False


def test_every_kind_of_owner_says_whom_it_shows_its_files_to():
    relations = [one for one in Upload._meta.get_fields(include_hidden=True) if one.auto_created and one.is_relation]
    fields = {
        f"{one.related_model._meta.label}.{one.field.name}"
        for one in relations
        if not one.related_model._meta.auto_created and not one.one_to_one  # a note on a photo owns none
    }
    assert {f"{model._meta.label}.{field}" for model, field, _shown in OWNERS} == fields == set(SHOWN)


@pytest.mark.parametrize("owner", SHOWN)
def test_a_number_that_somebody_typed_opens_what_the_owners_page_would_show(cast, owner):
    project = make.project(cast)
    file = store(b"%PDF-", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=cast.resident_wang)
    model, field = next((model, field) for model, field, _ in OWNERS if f"{model._meta.label}.{field}" == owner)
    owner_of(cast, project, model, field, file)
    assert {nick for nick in READERS if opens(getattr(cast, nick), file)} == SHOWN[owner]
    assert opens(cast.resident_wang, file) and not opens(None, file)  # who brought it, and nobody
    Upload.objects.filter(pk=file.pk).update(public=True)
    assert opens(None, file)
