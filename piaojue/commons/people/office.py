"""任职: how an office begins and ends, and whether it is held at a moment. Nothing here asks the database."""

from datetime import datetime

from django.db import models
from django.db.models import Q


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
