"""The batch job tells how far it is, stops when asked, goes on where it stopped, and leaves what clerks decided."""

import sys
from datetime import timedelta

import pytest
from django.db.models.query import QuerySet

from engines.matching import grouping
from piaojue.commons.jobs import actions as jobs
from piaojue.commons.jobs import work
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions, batch, standing
from piaojue.stages.group.models import Proposal
from piaojue.stages.group.tests import make
from tests import cast as the_cast


@pytest.fixture
def year(cast, settings, tmp_path):
    settings.VAR = tmp_path
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


@pytest.fixture
def wishes(cast, year):
    titles = ["东街社区老楼加装电梯", "东街社区的老楼装电梯", "巷子里路灯不亮", "巷子里的路灯坏了不亮", "修一座公厕"]
    return [make.suggestion(cast, year, title=title, content=title) for title in titles]


def bundles(year) -> dict[int, int]:
    return dict(Proposal.objects.filter(year=year).values_list("suggestion_id", "bundle"))


def stop_at(monkeypatch, job: Job, by, step: str) -> None:
    """Somebody cancels when the job tells that it is at `step`."""
    tell = work.Handle.tell

    def told(handle, done, total=None, note="", **saved):
        if note == step and done and not Job.objects.get(pk=job.pk).stop:
            jobs.cancel(job=job, by=by)
        tell(handle, done, total, note, **saved)

    monkeypatch.setattr(work.Handle, "tell", told)


def test_the_job_proposes_groups_and_says_what_it_did(cast, year, wishes):
    job = batch.start(year=year, by=cast.clerk_li)
    job = work.run(work.take_one())
    assert (job.state, job.done, job.total) == (JobState.DONE, 5, 5) and job.note == "5 条建议，2 组可能是同一件事"
    a, b, c, d, e = (wish.pk for wish in wishes)
    assert bundles(year) == {a: a, b: a, c: c, d: c, e: e}


def test_later_ones_join_what_the_job_left_even_in_another_process(cast, year, wishes):
    batch.start(year=year, by=cast.clerk_li)
    work.run(work.take_one())
    standing.forget()
    late = make.suggestion(
        cast, year, title="东街社区老楼要加装电梯", content="东街社区老楼要加装电梯", by=cast.resident_zhao
    )
    assert batch.newcomers() == 1 and bundles(year)[late.pk] == wishes[0].pk


def test_a_cancelled_job_goes_on_and_reads_nothing_twice(cast, year, wishes, monkeypatch):
    monkeypatch.setattr(batch, "WRITE", 2)
    job = batch.start(year=year, by=cast.clerk_li)
    with monkeypatch.context() as patched:
        stop_at(patched, job, cast.clerk_li, "写归并建议")
        stopped = work.run(work.take_one())
    assert stopped.state == JobState.CANCELLED and len(bundles(year)) == 2
    monkeypatch.setattr("engines.matching.grouping.read", None)  # nothing may be read again
    jobs.resume(job=stopped, by=cast.clerk_li)
    assert work.run(work.take_one()).state == JobState.DONE and len(bundles(year)) == 5


@pytest.fixture
def dask(settings):
    """Two workers behind a scheduler, reached over TCP as from another machine."""
    from distributed import (
        LocalCluster,
    )  # half a second of every process that collects tests: imported where it is used

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1", dashboard_address=None
    ) as cluster:
        settings.GROUPING_CLUSTER = cluster.scheduler_address
        yield cluster


@pytest.mark.parametrize("step", ["读文字", "比较", "写归并建议"])
def test_on_a_cluster_a_cancelled_job_goes_on_to_the_groups_of_one_process(
    cast, year, wishes, monkeypatch, settings, dask, step
):
    monkeypatch.setattr(grouping, "CHUNK", 2)  # several parts
    monkeypatch.setattr(batch, "WRITE", 2)
    job = batch.start(year=year, by=cast.clerk_li)
    with monkeypatch.context() as patched:
        stop_at(patched, job, cast.clerk_li, step)
        stopped = work.run(work.take_one())
    assert stopped.state == JobState.CANCELLED and len(bundles(year)) < 5
    jobs.resume(job=stopped, by=cast.clerk_li)
    assert work.run(work.take_one()).state == JobState.DONE
    by_cluster = bundles(year)
    Proposal.objects.all().delete()
    standing.forget()
    settings.GROUPING_CLUSTER = ""
    batch.start(year=year, by=cast.clerk_li)
    assert work.run(work.take_one()).state == JobState.DONE
    assert bundles(year) == by_cluster and len(set(by_cluster.values())) == 3


def test_a_cluster_that_does_not_answer_is_named_and_nothing_is_lost(cast, year, wishes, settings, monkeypatch):
    monkeypatch.setattr(batch, "REACHED_WITHIN", 0.2)
    settings.GROUPING_CLUSTER = "tcp://127.0.0.1:9"
    job = batch.start(year=year, by=cast.clerk_li)
    job = work.run(work.take_one())
    assert job.state == JobState.FAILED and "tcp://127.0.0.1:9" in job.note and "GROUPING_CLUSTER" in job.note
    settings.GROUPING_CLUSTER = ""
    jobs.resume(job=job, by=cast.clerk_li)
    assert work.run(work.take_one()).state == JobState.DONE and len(bundles(year)) == 5


def test_a_job_whose_worker_died_is_taken_again(cast, year, wishes):
    job = batch.start(year=year, by=cast.clerk_li)
    assert work.take_one().pk == job.pk and work.take_one() is None
    Job.objects.filter(pk=job.pk).update(beat_at=job.created_at - timedelta(hours=1))
    assert work.take_one().pk == job.pk


def test_two_workers_never_take_the_same(cast, year, wishes, monkeypatch):
    job = batch.start(year=year, by=cast.clerk_li)
    first = QuerySet.first

    def a_colleague_is_faster(rows):
        found = first(rows)
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
        return found

    monkeypatch.setattr(QuerySet, "first", a_colleague_is_faster)
    assert work.take_one() is None


def test_the_same_work_is_not_queued_twice_and_a_waiting_one_is_cancelled_at_once(cast, year, wishes):
    job = batch.start(year=year, by=cast.clerk_li)
    with pytest.raises(Refused, match="正在进行"):
        batch.start(year=year, by=cast.clerk_li)
    assert jobs.cancel(job=job, by=cast.clerk_li).state == JobState.CANCELLED and work.take_one() is None
    with pytest.raises(Refused, match="不用取消"):
        jobs.cancel(job=job, by=cast.clerk_li)
    with pytest.raises(NotYours):
        jobs.resume(job=job, by=cast.neighbour_clerk_bai)


def test_a_failure_says_so_and_can_be_tried_again(cast, year, wishes, monkeypatch):
    batch.start(year=year, by=cast.clerk_li)
    with monkeypatch.context() as broken:
        broken.setattr(batch, "group", None)
        job = work.run(work.take_one())
    assert job.state == JobState.FAILED and "继续" in job.note
    jobs.resume(job=job, by=cast.clerk_li)
    assert work.run(work.take_one()).state == JobState.DONE


def test_what_clerks_decided_survives_the_next_batch(cast, year, wishes):
    batch.start(year=year, by=cast.clerk_li)
    work.run(work.take_one())
    actions.reject(year=year, bundle=wishes[0].pk, by=cast.clerk_li)
    actions.move(year=year, bundle=wishes[4].pk, suggestions=[wishes[4].pk], to=wishes[2].pk, by=cast.clerk_li)
    batch.start(year=year, by=cast.clerk_li)
    work.run(work.take_one())
    a, b, c, d, e = (wish.pk for wish in wishes)
    assert bundles(year) == {a: a, b: b, c: c, d: c, e: c}


def test_a_cluster_that_is_not_installed_is_named(cast, year, wishes, settings, monkeypatch):
    settings.GROUPING_CLUSTER = "tcp://127.0.0.1:1"
    monkeypatch.setitem(sys.modules, "distributed", None)
    batch.start(year=year, by=cast.clerk_li)
    job = work.run(work.take_one())
    assert job.state == JobState.FAILED and "pip install distributed" in job.note


def test_too_many_for_a_page_wait_for_the_job(cast, year, wishes, monkeypatch):
    monkeypatch.setattr(standing, "SMALL", 4)
    assert actions.place_new(year=year) == 0
