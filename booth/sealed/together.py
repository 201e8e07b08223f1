"""Ballots that wait for the same checker are checked together.

Half a hall sends at once. Whether all numbers lie in the group is then one question for all who wait, not one each
(`engines.sealing.ballot.Checker.check_many`), and a ballot alone loses nothing: it waits for nobody.
"""

from collections import deque
from threading import Lock

from engines.sealing.ballot import Checked, Checker
from engines.sealing.errors import BallotRefused

MOST = 16
"""Ballots checked in one go (张): more gain nothing, and the first of them would wait longer."""


class _Waiting:
    """One ballot and what came out."""

    def __init__(self, serialised: str) -> None:
        self.serialised, self.outcome = serialised, None


class Together:
    """One checker for all threads of a process."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self._waiting: deque[_Waiting] = deque()
        self._turn = Lock()

    def check(self, serialised: str) -> Checked:
        """Every check of one ballot; raises BallotRefused. Whoever has the turn checks for those who wait."""
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
            outcomes = self.checker.check_many([one.serialised for one in batch])
        except Exception as failure:  # nobody may wait for ever
            outcomes = [failure] * len(batch)
        for one, outcome in zip(batch, outcomes, strict=True):
            one.outcome = outcome
