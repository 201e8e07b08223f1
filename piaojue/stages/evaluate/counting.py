"""Replies summed by row and by group, once: pages read the sums and never the replies."""

from collections import defaultdict

from piaojue.stages.evaluate.models import ASKED, Item, Mark, Reply
from piaojue.stages.evaluate.values import Counted

GROUPS = ("age", "place", "side", "via", "stratum")
Sums = dict[tuple[str, str, int], list[int]]


class ByGroup:
    """What has been counted so far.

    judged:  item id → 满意, 基本满意, 不满意, 不了解 of those replies that the verdict rests on
    replies: how many these are (份)
    """

    def __init__(self, items: list[Item]) -> None:
        self.judged = {item.pk: [0, 0, 0, 0] for item in items}
        self.replies = 0
        self._sums: Sums = defaultdict(lambda: [0, 0, 0, 0])

    def add(self, reply: Reply, *, judged: bool) -> None:
        """One more. Groups but for the way it came hold only what is judged."""
        self.replies += judged
        for pk, counts in self.judged.items():
            at = Mark.values.index(reply.marks.get(pk, Mark.UNKNOWN))
            counts[at] += judged
            for by in GROUPS:
                if by == "via" or (judged and (by != "stratum" or reply.slices.via in ASKED)):
                    self._sums[by, getattr(reply.slices, by), pk][at] += 1

    @property
    def cells(self) -> tuple[Counted, ...]:
        return tuple(Counted(*key, *counts) for key, counts in sorted(self._sums.items()))
