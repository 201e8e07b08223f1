"""任职: how an office begins and ends, and whether it is held at a moment. Nothing here asks the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q

from piaojue.commons.roles import Role


class Beginning(models.TextChoices):
    """How an office begins."""

    ELECTION = "election", "选举"
    BY_ELECTION = "by_election", "补选"
    APPOINTMENT = "appointment", "任命"
    RESUMED = "resumed", "恢复执行职务"


class Ending(models.TextChoices):
    """How an office ends. A suspension is an end, too: whoever resumes has a new seat (docs/domain.md#mandates)."""

    TERM = "term", "届满"
    RESIGNATION = "resignation", "辞职"
    TERMINATION = "termination", "代表资格终止"
    RECALL = "recall", "罢免"
    DEATH = "death", "去世"
    SUSPENSION = "suspension", "暂停执行职务"
    DISMISSAL = "dismissal", "免职、调离"
    REFORM = "reform", "机构撤并"
    CLOSED = "closed", "停用"


class Renewal(models.TextChoices):
    """What else two people do with a seat."""

    PASSWORD = "password", "重发密码"


def held(begins: datetime | None, ends: datetime | None, at: datetime) -> bool:
    """Whether an office is held at a moment: from its first moment on, no more at its last.

    begins: None: since before anybody wrote it down
    ends:   None: still held
    """
    return (begins is None or begins <= at) and (ends is None or at < ends)


def held_at(at: datetime, path: str = "") -> Q:
    """The same question for the database. path: from the rows that are asked for to the seat: `seat__`."""
    begun = Q(**{f"{path}begins": None}) | Q(**{f"{path}begins__lte": at})
    return begun & (Q(**{f"{path}ends": None}) | Q(**{f"{path}ends__gt": at}))


ALL_OF: dict[str, str] = {Role.DEPUTY: "全体代表", Role.COMMITTEE: "常委会组成人员", Role.COUNCIL_MEMBER: "议事会成员"}


@dataclass(frozen=True)
class Effect:
    """What a change of the roll does to the numbers of the law.

    before, after: all members (人)
    role:          as what they are members: deputies meet with 2/3 of all, others with more than half
    """

    before: int
    after: int
    role: str = Role.DEPUTY

    @property
    def nothing(self) -> bool:
        return self.before == self.after

    @property
    def sentence(self) -> str:
        """For those who accept the change (地方组织法 14、25 条)."""
        who = ALL_OF.get(self.role, "应到")
        if self.nothing:
            return f"{who} {self.before} 人，不变。"
        meeting = f"三分之二到会 {two_thirds(self.before)} → {two_thirds(self.after)} 人；"
        return (
            f"{who} {self.before} → {self.after} 人；{meeting if self.role == Role.DEPUTY else ''}"
            f"过半数 {more_than_half(self.before)} → {more_than_half(self.after)} 票。"
        )


def two_thirds(everybody: int) -> int:
    """The fewest who are 2/3 以上 of all (人)."""
    return -(-everybody * 2 // 3)


def more_than_half(everybody: int) -> int:
    """The fewest who are 过半数 of all (人)."""
    return everybody // 2 + 1
