"""All suggestions out: by parts, stopped and taken up again without a row twice or missing."""

import csv
import io

import pytest

from piaojue.commons.jobs import actions as steer
from piaojue.commons.jobs import work
from piaojue.commons.jobs.models import JobState
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
    with jobs.export_path(job).open("ab") as file:
        file.write("半行".encode())  # the power went off while it wrote
    assert as_(cast.clerk_li).get(f"/jobs/{job.pk}/file/").status_code == 404
    steer.resume(job=job, by=cast.clerk_li)
    work.run(work.take_one())
    answer = as_(cast.clerk_li).get(f"/jobs/{job.pk}/file/")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line["建议"] for line in lines] == [ticket.title for ticket in tickets(7)]


def test_only_staff_of_the_place_export_all(cast, year):
    for stranger in (cast.resident_wang, cast.neighbour_clerk_bai):
        with pytest.raises(NotYours):
            jobs.start_export(year=year, by=stranger)
