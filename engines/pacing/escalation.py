"""Who is called in when lamps stay bad (Sanya: 约谈), and who hears when something is overdue (催办)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from .policy import LIGHT_NAMES, Light


@dataclass(frozen=True)
class Escalation:
    """`who` is called in, and one Chinese sentence saying why."""

    who: str
    sentence: str


@dataclass(frozen=True)
class Ladder:
    """Whom each step calls in, as local rules name them. source: docs/domain.md#lamp-escalation, Sanya."""

    yellow: str = "项目负责人"
    yellow_again: str = "副市长"
    red: str = "分管市领导"
    yellows_in_a_row: int = 2


def escalate(history: Sequence[Light], ladder: Ladder | None = None) -> Escalation | None:
    """Whom the latest lamp calls in; None for green or no lamp yet.

    history: lamps of the periods, oldest first. A red period counts as bad in a row as well.
    `who` calls the project's people in, except on the first yellow, where the person named is called in.
    """
    ladder = ladder or Ladder()
    if not history or history[-1] is Light.GREEN:
        return None
    if history[-1] is Light.RED:
        return Escalation(ladder.red, f"{LIGHT_NAMES[Light.RED]}，由{ladder.red}约谈责任单位。")
    bad = 0
    for light in reversed(history):
        if light is Light.GREEN:
            break
        bad += 1
    if bad >= ladder.yellows_in_a_row:
        return Escalation(ladder.yellow_again, f"连续 {bad} 期未达绿灯，由{ladder.yellow_again}约谈责任单位。")
    return Escalation(ladder.yellow, f"{LIGHT_NAMES[Light.YELLOW]}，约谈{ladder.yellow}。")


class Rung(IntEnum):
    """Who hears that something is overdue."""

    NOBODY = 0
    REMINDER = 1
    SUPERIOR = 2
    LEADERS = 3


RUNG_NAMES = {Rung.NOBODY: "", Rung.REMINDER: "提醒经办人", Rung.SUPERIOR: "报上级", Rung.LEADERS: "报领导小组"}


@dataclass(frozen=True)
class Rungs:
    """After how many working days overdue who hears of it.

    soon:     a reminder comes so many days before the last day
    raises:   ValueError when the leading group would hear before the superior does
    """

    soon: int = 2
    superior: int = 3
    leaders: int = 7

    def __post_init__(self) -> None:
        if not self.soon >= 0 or not 1 <= self.superior <= self.leaders:
            raise ValueError("先报上级，再报领导小组，天数不能倒过来")

    def at(self, days_late: int) -> Rung:
        """days_late: working days since the last day; 0 on it; negative: still to come."""
        if days_late >= self.leaders:
            return Rung.LEADERS
        if days_late >= self.superior:
            return Rung.SUPERIOR
        return Rung.REMINDER if days_late >= -self.soon else Rung.NOBODY
