"""Ballots that wait are taken together.

Half a hall sends at once. Whether all numbers lie in the group is then one question for all who wait, not one for each
(`engines.sealing.ballot.Checker.check_many`). The disk is asked once whether everything is written. A ballot alone loses
nothing: it waits for nobody.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

from booth.box import Answer

MOST = 12
"""Ballots taken in one go (张): more gain little, and the first of them would wait longer."""


class _Waiting:
    """One ballot and what came out."""

    def __init__(self, serialised: str) -> None:
        self.serialised = serialised
        self.outcome: Answer | Exception | None = None


class Together:
    """The line before one box, for all threads of a process.

    take: ballots → for each the answer, or the exception it is refused with
    """

    def __init__(self, take: Callable[[Sequence[str]], Sequence[Answer | Exception]]) -> None:
        self.take = take
        self._waiting: deque[_Waiting] = deque()
        self._turn = Lock()

    def join(self, serialised: str) -> Answer:
        """The answer for one ballot; raises what it is refused with. Whoever has the turn works for those who wait."""
        mine = _Waiting(serialised)
        self._waiting.append(mine)
        while mine.outcome is None:
            with self._turn:
                if mine.outcome is None:
                    self._next_batch()
        if isinstance(mine.outcome, Exception):
            raise mine.outcome
        return mine.outcome

    def _next_batch(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        try:
            outcomes = self.take([one.serialised for one in batch])
        except Exception:  # one of them, or the database: nobody fails for somebody else, and nobody waits for ever
            outcomes = [self._alone(one) for one in batch]
        for one, outcome in zip(batch, outcomes, strict=True):
            one.outcome = outcome

    def _alone(self, one: _Waiting) -> Answer | Exception:
        try:
            return self.take([one.serialised])[0]
        except Exception as failure:
            return failure
