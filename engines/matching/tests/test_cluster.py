"""Several workers, one answer."""

import pytest

from engines.matching import group
from engines.matching.cluster import on

from .cases import messages


class Slow:
    """A client whose later parts are ready first."""

    def __init__(self) -> None:
        self.submitted, self.taken = 0, []

    def submit(self, act, part, pure):
        self.submitted += 1
        return Future(act, part, self, self.submitted)


class Future:
    def __init__(self, act, part, client, number) -> None:
        self.act, self.part, self.client, self.number = act, part, client, number

    def result(self):
        self.client.taken.append((self.number, self.client.submitted))
        return self.act(self.part)


def test_results_come_in_order_and_few_parts_are_in_flight():
    client = Slow()
    assert list(on(client, ahead=3)(str, range(10))) == [str(n) for n in range(10)]
    assert max(submitted - number for number, submitted in client.taken) == 2


def test_two_dask_workers_make_the_groups_of_one_process():
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert group(messages(), run=on(client)).members == group(messages()).members
