"""All suggestions out: by parts, stopped and taken up again without a row twice or missing."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from piaojue.commons.jobs import actions as steer
from piaojue.commons.jobs import work
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.moves import NotYours
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, jobs
from piaojue.stages.suggest.tickets import Ticket
from tests import cast as the_cast


@pytest.fixture
def year(cast, settings, tmp_path):
    settings.VAR = tmp_path
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def tickets(number: int) -> list[Ticket]:
    return [Ticket(f"T{n:05d}", f"第{n}盏路灯不亮", "晚上看不见路", "150102") for n in range(number)]


def cancelled_after(monkeypatch, by, parts: int) -> None:
    tell, told = work.Handle.tell, []

    def count(handle, *args, **saved):
        tell(handle, *args, **saved)
        told.append(saved)
        if len(told) == parts + 1:
            steer.cancel(job=handle.job, by=by)

    monkeypatch.setattr(work.Handle, "tell", count)


def test_an_export_stopped_half_way_has_every_row_once(cast, year, as_, monkeypatch):
    monkeypatch.setattr(jobs, "ROWS", 2)
    actions.import_tickets(year=year, tickets=tickets(7), by=cast.clerk_li)
    job = jobs.start_export(year=year, by=cast.clerk_li)
    with monkeypatch.context() as patched:
        cancelled_after(patched, cast.clerk_li, 1)
        assert work.run(work.take_one()).state == JobState.CANCELLED
    job.refresh_from_db()
    half = f"exports/{job.pk}/{work.pieces_of(job):06d}"
    storages["work"].save(half, ContentFile("半行".encode()))  # the power went off while it wrote
    assert as_(cast.clerk_li).get(f"/jobs/{job.pk}/file/").status_code == 404
    steer.resume(job=job, by=cast.clerk_li)
    work.run(work.take_one())
    answer = as_(cast.clerk_li).get(f"/jobs/{job.pk}/file/")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line["建议"] for line in lines] == [ticket.title for ticket in tickets(7)]


@pytest.mark.parametrize("away", [timedelta(minutes=5), -timedelta(days=1)], ids=["silent", "its clock was ahead"])
def test_an_export_whose_worker_was_killed_is_taken_up_where_it_was(cast, year, monkeypatch, away):
    monkeypatch.setattr(jobs, "ROWS", 2)
    actions.import_tickets(year=year, tickets=tickets(5), by=cast.clerk_li)
    job = jobs.start_export(year=year, by=cast.clerk_li)
    with monkeypatch.context() as patched:
        killed_after(patched, 2)
        with pytest.raises(Killed):
            work.run(work.take_one())
    assert work.take_one() is None, "it may still be alive"
    Job.objects.update(beat_at=timezone.now() - away)
    assert work.run(work.take_one()).state == JobState.DONE
    job.refresh_from_db()
    lines = csv.DictReader(io.StringIO(b"".join(work.left_by(job)).decode("utf-8-sig")))
    assert [line["建议"] for line in lines] == [ticket.title for ticket in tickets(5)]


class Killed(BaseException):
    """No handler of the work catches it, as none catches a signal."""


def killed_after(monkeypatch, pieces: int) -> None:
    """The worker dies when it has written a piece and not yet said so."""
    save = storages["work"].save
    written = []

    def dying(name, content):
        written.append(save(name, content))
        if len(written) > pieces:
            raise Killed
        return name

    monkeypatch.setattr(storages["work"], "save", dying)


def test_only_staff_of_the_place_export_all(cast, year):
    for stranger in (cast.resident_wang, cast.neighbour_clerk_bai):
        with pytest.raises(NotYours):
            jobs.start_export(year=year, by=stranger)
