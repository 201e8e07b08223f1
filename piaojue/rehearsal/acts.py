"""What people do in a hall, counted: acts, clicks and seconds (`piaojue rehearse --hall`).

An act is one thing that somebody decides and sends: a form, a button, on the site or at a teller's station. Signing in is counted
apart. Seconds follow the keystroke-level model (Card, Moran, Newell 1983): a click is thinking (1.35 s), pointing (1.1 s) and
pressing (0.2 s), a letter 0.28 s; what is done with paper or by word of mouth has its own time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

CLICK, LETTER = 2.65, 0.28
"""Seconds a click and a typed letter take."""
SIGN_IN = "登录"
NAME, PASSWORD = 6, 10
"""Letters of a name for signing in and of a password."""


@dataclass(frozen=True)
class Act:
    """One thing done. clicks, letters: how many; hands: seconds with paper or in talk."""

    who: str
    what: str
    clicks: int = 1
    letters: int = 0
    hands: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it takes somebody who knows the way."""
        return self.clicks * CLICK + self.letters * LETTER + self.hands


@dataclass
class Acts:
    """The acts of one part of the evening, in order."""

    name: str
    done: list[Act] = field(default_factory=list)

    def did(self, who: str, what: str, clicks: int = 1, letters: int = 0, hands: float = 0.0) -> None:
        """One act more."""
        self.done.append(Act(who, what, clicks, letters, hands))

    def signed_in(self, *people: str) -> None:
        """These people signed in on computers of their own."""
        for who in people:
            self.did(who, SIGN_IN, clicks=3, letters=NAME + PASSWORD)

    @property
    def number(self) -> int:
        """Acts, without signing in."""
        return sum(act.what != SIGN_IN for act in self.done)

    @property
    def longest(self) -> float:
        """Seconds of the one who has most to do; the others do theirs meanwhile."""
        people = {act.who for act in self.done}
        return max((sum(act.seconds for act in self.done if act.who == who) for who in people), default=0.0)

    def lines(self) -> Iterator[str]:
        """The sum, then each act."""
        clicks, seconds = sum(act.clicks for act in self.done), sum(act.seconds for act in self.done)
        logins = sum(act.what == SIGN_IN for act in self.done)
        more = f"，另登录 {logins} 次" if logins else ""
        yield (
            f"{self.name}：{self.number} 个动作{more}，点击 {clicks} 次，合计 {seconds / 60:.1f} 分钟，最忙的一人 {self.longest / 60:.1f} 分钟"
        )
        for act in self.done:
            yield f"  {act.who}：{act.what}（点击 {act.clicks} 次，{act.seconds:.0f} 秒）"
