"""No act writes a row behind the log's back: the watch that runs with the rooms' tests names who does (tests/trail.py)."""

import pytest
from django.db import transaction

from piaojue.commons.acting import acting
from piaojue.commons.record.verify import changed_rows
from piaojue.stages.deliver.models import Lamp, Project, Task
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.tests import make
from piaojue.stages.supervise.models import Finding
from tests import trail

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.both]


@pytest.fixture(autouse=True)
def watched():
    with trail.watched():
        yield


def lit(project: Project, by, forgets) -> None:
    """An act on the project that does something more, of which it says nothing."""
    with transaction.atomic(), acting(MOVES["set_lamp"], project, by) as act:
        act.thing.hand_lamp, act.thing.hand_reason = Lamp.RED, "现场停工"
        forgets(act.thing)


def test_an_act_that_tells_everything_passes(cast):
    lit(make.project(cast), cast.clerk_li, lambda project: None)
    assert "deliver.set_lamp" in trail.SEEN


@pytest.mark.parametrize(
    ("forgets", "named"),
    [
        (
            lambda row: Finding.objects.create(place=row.place, year=row.year, project=row, text="没有记录"),
            "supervise.finding:",
        ),
        (
            lambda row: Finding.objects.bulk_create(
                [Finding(place=row.place, year=row.year, project=row, text="没有")]
            ),
            r"supervise.finding:\*",
        ),
    ],
    ids=["one", "in bulk"],
)
def test_an_act_that_forgets_a_row_is_named(cast, forgets, named):
    project = make.project(cast)
    with transaction.atomic(), pytest.raises(trail.Untold, match=f"deliver.set_lamp: no entry of {named}"):
        lit(project, cast.clerk_li, forgets)


def test_a_part_is_told_with_its_thing(cast):
    """A milestone belongs to its project: the project's entry speaks of it, and the log finds a change behind it."""
    project = make.project(cast)
    lit(project, cast.clerk_li, lambda row: row.tasks.first().save())
    assert trail.subject_of(project.tasks.first()) == ("deliver.project", str(project.pk))
    Task.objects.filter(project=project).update(title="偷偷改名")
    assert any(wrong.where.startswith("deliver.task") for wrong in changed_rows())
