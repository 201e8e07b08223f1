"""How sure a share is: what a sample says of everybody whom it stands for, with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A share of all whom the sample stands for, 0–1, and the interval around it.

    replies:   opinions it rests on (份)
    effective: opinions of a simple random sample that would be as sure, after weights and the size of the frame
    weighted:  replies of some groups count more than others'
    """

    share: float
    low: float
    high: float
    replies: int
    effective: float
    weighted: bool = False

    @property
    def margin(self) -> float:
        """Half the interval's width."""
        return (self.high - self.low) / 2

    def leaves_open(self, line: float) -> bool:
        """Whether a line lies within the interval: another sample could fall on its other side."""
        return self.low < line < self.high


@dataclass(frozen=True)
class Stratum:
    """One group of the frame. yes, replies: opinions (份), those that say yes among them; people: persons in the frame."""

    yes: int
    replies: int
    people: int


def wilson(share: float, opinions: float, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The score interval of a share of so many opinions, which need not be a whole number.

    source: E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209–212
    """
    if opinions <= 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    spread = z * z / opinions
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * share * (1 - share) + spread * spread / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def around(share: float, replies: int, *, people: int | None = None) -> Estimate:
    """The interval around a share that is known already, of so many equal replies.

    people: persons they were drawn from; None, or no more than replied: not known
    """
    effective: float = replies
    if people is not None and people > replies:
        effective *= (people - 1) / (people - replies)
    return Estimate(share, *wilson(share, effective), replies, effective)


def estimate(yes: int, replies: int, *, people: int | None = None) -> Estimate | None:
    """The share of `yes` among equal replies; None where nobody has replied.

    people: persons in the frame they were drawn from; None: not known, or very many
    """
    return _estimate([Stratum(yes, replies, people or replies)], finite=people is not None)


def weighted_estimate(strata: Sequence[Stratum]) -> Estimate | None:
    """The share in the whole frame: each group counts as it is in it, whoever has replied. Groups without a reply stay out.

    source: poststratification, Cochran 1977, 5A.9; effective size (Σw)²/Σw², Kish, Survey Sampling (1965) 11.7
    """
    return _estimate([one for one in strata if one.replies and one.people], finite=True)


def _estimate(strata: Sequence[Stratum], *, finite: bool) -> Estimate | None:
    replies, people = sum(one.replies for one in strata), sum(one.people for one in strata)
    if not replies:
        return None
    share = sum(one.people * one.yes / one.replies for one in strata) / people
    effective = people**2 / sum(one.people**2 / one.replies for one in strata)
    weighted = len({one.people / one.replies for one in strata}) > 1
    if finite and people <= replies:
        return Estimate(share, share, share, replies, effective, weighted)
    if finite:
        effective *= (people - 1) / (people - replies)
    return Estimate(share, *wilson(share, effective), replies, effective, weighted)
