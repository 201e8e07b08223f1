"""Thousands of tickets in, all suggestions out: by parts, stopped and taken up again without a row twice or missing."""

import csv
import io

import pytest

from piaojue.commons.jobs import actions as steer
from piaojue.commons.jobs import work
from piaojue.commons.jobs.models import JobState
from piaojue.commons.moves import NotYours
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, jobs
from piaojue.stages.suggest.models import Suggestion
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


def test_a_large_table_is_imported_by_a_job(cast, year, as_, monkeypatch):
    monkeypatch.setattr("piaojue.stages.suggest.pages_campaign.AT_ONCE", 2)
    table = "工单编号,标题,内容\n" + "".join(f"T{n},第{n}盏路灯不亮,晚上看不见路\n" for n in range(3))
    file = io.BytesIO(table.encode())
    file.name = "tickets.csv"
    answer = as_(cast.clerk_li).post("/150102/2026/tickets/import/", {"file": file})
    assert answer["Location"].startswith("/jobs/") and not Suggestion.objects.exists()
    assert work.run(work.take_one()).note == "新增 3 条，原有 0 条"
    assert list((jobs._folder("imports")).iterdir()) == []


def test_an_import_stopped_half_way_goes_on_without_a_ticket_twice(cast, year, monkeypatch):
    monkeypatch.setattr(jobs, "PART", 2)
    jobs.start_import(year=year, tickets=tickets(7), by=cast.clerk_li)
    with monkeypatch.context() as patched:
        cancelled_after(patched, cast.clerk_li, 2)
        job = work.run(work.take_one())
    assert job.state == JobState.CANCELLED and 0 < Suggestion.objects.count() < 7
    steer.resume(job=job, by=cast.clerk_li)
    assert work.run(work.take_one()).state == JobState.DONE
    assert sorted(Suggestion.objects.values_list("source_ref", flat=True)) == [
        ticket.source_ref for ticket in tickets(7)
    ]


def test_a_vanished_file_says_what_to_do(cast, year):
    jobs.start_import(year=year, tickets=tickets(1), by=cast.clerk_li)
    next(jobs._folder("imports").iterdir()).unlink()
    job = work.run(work.take_one())
    assert job.state == JobState.FAILED and "重新上传" in job.note


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
