"""Half a hall sends at once: each deputy hears about their own ballot, whoever's turn checked it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from booth.sealed.together import MOST, Together
from engines.sealing.errors import BallotRefused


class Checker:
    """Refuses what says so, and holds the first batch until everybody has come."""

    def __init__(self) -> None:
        self.batches, self.all_here, self.broken = [], Event(), False

    def check_many(self, ballots):
        self.batches.append(list(ballots))
        self.all_here.wait(30)
        if self.broken:
            raise MemoryError
        return [BallotRefused(f"{one}不成立") if "伪造" in one else f"{one}已核验" for one in ballots]


def hear(together: Together, ballot: str) -> str:
    try:
        return together.check(ballot)
    except BallotRefused as why:
        return str(why)


def everybody(together: Together, ballots: list[str]) -> list[str]:
    with ThreadPoolExecutor(len(ballots)) as hall:
        answers = [hall.submit(hear, together, one) for one in ballots]
        while len(together._waiting) + sum(map(len, together.checker.batches)) < len(ballots):
            pass
        together.checker.all_here.set()
        return [one.result(30) for one in answers]


def test_everybody_hears_of_their_own_ballot_and_those_who_waited_were_checked_together():
    together = Together(Checker())
    ballots = [f"第{n}张" for n in range(39)] + ["伪造的一张"]
    assert everybody(together, ballots) == [f"第{n}张已核验" for n in range(39)] + ["伪造的一张不成立"]
    sizes = [len(batch) for batch in together.checker.batches]
    assert sum(sizes) == 40 and max(sizes) == MOST


def test_a_failure_is_told_to_all_who_waited_and_the_next_one_is_checked():
    together = Together(Checker())
    together.checker.broken = True
    with ThreadPoolExecutor(3) as hall:
        failed = [hall.submit(together.check, f"第{n}张") for n in range(3)]
        while len(together._waiting) + sum(map(len, together.checker.batches)) < 3:
            pass
        together.checker.all_here.set()
        for one in failed:
            with pytest.raises(MemoryError):
                one.result(30)
    together.checker.broken = False
    assert together.check("第4张") == "第4张已核验"
