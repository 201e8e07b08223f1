"""Whom a survey asks: a sample that is spread over the groups of its frame as these are in it."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def allocate(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each group are asked: in proportion, by largest remainders, at least one of each where `size` allows it.

    strata: group → persons in the frame;  size: persons to be asked, all of them where the frame has no more
    raises: ValueError for a size under 1
    source: proportional allocation, Cochran, Sampling Techniques (1977) 5.5; remainders as in Hare and Niemeyer
    """
    if size < 1:
        raise ValueError("样本至少 1 人")
    whole = sum(strata.values())
    if size >= whole:
        return dict(strata)
    least = 1 if size >= sum(number > 0 for number in strata.values()) else 0
    quota = {name: max(min(least, number), number * size // whole) for name, number in strata.items()}
    while sum(quota.values()) != size:
        over = sum(quota.values()) > size
        rest = {name: number * size - quota[name] * whole for name, number in strata.items()}
        if over:
            name = min((one for one in strata if quota[one] > least), key=lambda one: (rest[one], one))
        else:
            name = max((one for one in strata if quota[one] < strata[one]), key=lambda one: (rest[one], one))
        quota[name] += -1 if over else 1
    return quota


def draw(frame: Mapping[str, Sequence[T]], size: int, seed: int) -> list[T]:
    """A stratified random sample without replacement. The same frame, size and seed give the same persons.

    frame: group → its persons, in an order that can be repeated
    """
    random = Random(seed)  # it must be repeated from the seed that the log keeps
    quota = allocate({name: len(people) for name, people in frame.items()}, size)
    return [person for name in sorted(frame) for person in random.sample(list(frame[name]), quota[name])]
