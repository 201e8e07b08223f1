"""四问: what the data say of a region when it is asked, and what the guidance group thinks of its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place

HEADINGS = {
    1: "一问：上年底问下年计划",
    2: "二问：年初问票决结果",
    3: "三问：年中问项目进展",
    4: "四问：年底问经验总结",
}
"""What each question is called where it is asked, by its number."""


class Verdict(models.TextChoices):
    """What the guidance group thinks of an answer."""

    SOUND = "sound", "扎实"
    FAIR = "fair", "一般"
    WEAK = "weak", "薄弱"


@dataclass(frozen=True)
class Fact:
    """One number as the data say it: its name and its value, in words."""

    name: str
    value: str


Facts = Callable[[int, "Place", int], list[Fact]]
"""(which question 1–4, region, number of the year) → what the data say now."""
SOURCES: list[Facts] = []


def tells_facts(source: Facts) -> Facts:
    """Decorator: the pages across rooms know the numbers, this floor does not."""
    SOURCES.append(source)
    return source


def facts_of(ordinal: int, place: "Place", number: int) -> tuple[Fact, ...]:
    """What each question arrives filled with."""
    return tuple(fact for source in SOURCES for fact in source(ordinal, place, number))
