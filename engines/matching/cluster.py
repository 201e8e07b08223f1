"""The same grouping steps on the workers of a Dask cluster: `group(messages, run=on(client))`.

Work is cut by counts fixed in the steps, and its parts only add up. So the groups are those of one process, for any
number of workers. When a worker dies, its parts are done again elsewhere. What travels is text, numbers and sparse rows.
The scheduler must be inside the office's network. The workers must run the same release.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from .traits import Part, Result, Run

AHEAD = 8
"""Parts in flight: enough to keep a few workers busy, few enough to fit into memory."""
PATIENCE = 600
"""Seconds after which a part counts as lost (all workers gone); a part takes a few seconds."""


class Client(Protocol):
    """What is used of `distributed.Client`."""

    def scatter(self, things: list[Any], *, broadcast: bool, hash: bool) -> list[Any]: ...
    def submit(self, do: Callable[..., Any], act: Any, part: Any, /, *, pure: bool) -> "Awaited": ...


class Awaited(Protocol):
    """What is used of `distributed.Future`. timeout: seconds."""

    def result(self, timeout: float) -> Any: ...


def on(client: Client, ahead: int = AHEAD) -> Run:
    """A `map` on a cluster: results in the order of the parts, whoever is ready first.

    raises: TimeoutError when a part does not come back
    """

    def run(act: Callable[[Part], Result], parts: Iterable[Part], /) -> Iterator[Result]:
        # the act carries tables of many megabytes: every worker gets them once, not with each part
        (spread,) = client.scatter([act], broadcast=True, hash=False)
        waiting: deque[Awaited] = deque()
        for part in parts:
            waiting.append(client.submit(_do, spread, part, pure=False))
            if len(waiting) >= ahead:
                yield waiting.popleft().result(timeout=PATIENCE)
        while waiting:
            yield waiting.popleft().result(timeout=PATIENCE)

    return run


def _do(act: Callable[[Part], Result], part: Part) -> Result:
    return act(part)
