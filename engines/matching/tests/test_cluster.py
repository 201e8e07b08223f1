"""Several workers, one answer."""

import os
import signal

import pytest

from engines.matching import group, grouping
from engines.matching.cluster import on

from .cases import messages


class Slow:
    """A client whose later parts are ready first."""

    def __init__(self) -> None:
        self.submitted = 0
        self.taken: list[tuple[int, int]] = []

    def scatter(self, things, broadcast, hash):
        return things

    def submit(self, do, act, part, pure):
        self.submitted += 1
        return Future(do, act, part, self, self.submitted)


class Future:
    def __init__(self, do, act, part, client, number) -> None:
        self.do, self.act, self.part, self.client, self.number = do, act, part, client, number

    def result(self, timeout):
        self.client.taken.append((self.number, self.client.submitted))
        return self.do(self.act, self.part)


def test_results_come_in_order_and_few_parts_are_in_flight():
    client = Slow()
    assert list(on(client, ahead=3)(str, range(10))) == [str(n) for n in range(10)]
    assert max(submitted - number for number, submitted in client.taken) == 2


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster  # takes half a second: imported where it is used

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture
def client(cluster):
    with cluster.get_client() as client:
        yield client


@pytest.fixture
def small_parts(monkeypatch):
    """Many parts out of few messages, so that every worker has some."""
    monkeypatch.setattr(grouping, "CHUNK", 3)


def test_two_dask_workers_make_the_groups_of_one_process(client, small_parts):
    assert group(messages(), run=on(client)).members == group(messages()).members


def test_a_worker_that_dies_half_way_changes_nothing(client, small_parts):
    pids = client.run(os.getpid)
    killed: list[int] = []

    def run(act, parts):
        for result in on(client, ahead=2)(act, parts):
            if not killed:
                killed.append(next(iter(pids.values())))
                os.kill(killed[0], signal.SIGKILL)
            yield result

    assert group(messages(), run=run).members == group(messages()).members and killed
