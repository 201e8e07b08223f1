"""Half a hall sends at once: each deputy hears about their own ballot, whoever's turn checked it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

from booth.box import Answer
from booth.sealed.together import MOST, Together
from engines.sealing.errors import BallotRefused


class Hall:
    """Takes ballots, refuses what says so, and holds the first batch until everybody has come."""

    def __init__(self) -> None:
        self.batches, self.all_here, self.too_many = [], Event(), MOST
        self.line = Together(self.take)

    def take(self, ballots):
        self.batches.append(list(ballots))
        self.all_here.wait(30)
        if len(ballots) > self.too_many or "坏" in ballots[0]:
            raise MemoryError
        return [BallotRefused(f"{one}不成立") if "伪造" in one else Answer("stored", one) for one in ballots]

    def everybody(self, ballots: list[str]) -> list[str]:
        """What each hears when all send at once."""
        with ThreadPoolExecutor(len(ballots)) as threads:
            answers = [threads.submit(self.hear, one) for one in ballots]
            while len(self.line._waiting) + sum(map(len, self.batches)) < len(ballots):
                sleep(0.001)
            self.all_here.set()
            return [one.result(30) for one in answers]

    def hear(self, ballot: str) -> str:
        try:
            return self.line.join(ballot).code
        except (BallotRefused, MemoryError) as why:
            return str(why) or "再试一次"


def test_everybody_hears_of_their_own_ballot_and_those_who_waited_were_taken_together():
    hall = Hall()
    ballots = [f"第{n}张" for n in range(39)] + ["伪造的一张"]
    assert hall.everybody(ballots) == [*ballots[:39], "伪造的一张不成立"]
    sizes = [len(batch) for batch in hall.batches]
    assert sum(sizes) == 40 and max(sizes) == MOST


def test_what_fails_together_is_taken_one_by_one_and_nobody_fails_for_somebody_else():
    hall = Hall()
    hall.too_many = 1
    assert hall.everybody(["第1张", "坏的一张", "第3张", "伪造的一张"]) == [
        "第1张",
        "再试一次",
        "第3张",
        "伪造的一张不成立",
    ]
    assert hall.hear("第5张") == "第5张"
