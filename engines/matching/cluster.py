"""The same grouping steps on the workers of a Dask cluster: `group(messages, run=on(client))`.

Work is cut by counts fixed in the steps and its parts only add up, so the groups are those of one process, for any
number of workers. What travels is text, numbers and sparse rows; the scheduler must be inside the office's network.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from .traits import Run

AHEAD = 8
"""Parts in flight: enough to keep a few workers busy, few enough to fit into memory."""


class Client(Protocol):
    """What is used of `distributed.Client`."""

    def submit(self, act: Callable, *parts: object, **how: object) -> object: ...


def on(client: Client, ahead: int = AHEAD) -> Run:
    """A `map` on a cluster: results in the order of the parts, whoever is ready first."""

    def run(act: Callable, parts: Iterable) -> Iterator:
        waiting: deque = deque()
        for part in parts:
            waiting.append(client.submit(act, part, pure=False))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    return run
