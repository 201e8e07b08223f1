"""What a paper still lacks: each missing field is named, and says where it is entered."""

import re
from dataclasses import dataclass, field

OPEN, CLOSE = "【待填：", "】"
GAP = re.compile(f"{OPEN}[^】]*{CLOSE}")


@dataclass(frozen=True)
class Gap:
    """A missing field. label: its name (会议地点); where: the address of the page on which it is entered, may be empty"""

    label: str
    where: str = ""


@dataclass
class Gaps:
    """Collects what is missing while a paper is written.

    >>> gaps = Gaps()
    >>> gaps.need("", "会议地点", "/sittings/3/")
    '【待填：会议地点】'
    >>> gaps.found
    [Gap(label='会议地点', where='/sittings/3/')]
    """

    found: list[Gap] = field(default_factory=list)

    def need(self, value: object, label: str, where: str = "") -> str:
        """The value as text; where there is none, a mark that names it, which stands in the paper."""
        if value not in (None, ""):
            return str(value)
        gap = Gap(label, where)
        if gap not in self.found:
            self.found.append(gap)
        return f"{OPEN}{label}{CLOSE}"


def gaps_in(text: str) -> list[str]:
    """The names of what is missing in a text."""
    return [mark[len(OPEN) : -len(CLOSE)] for mark in GAP.findall(text)]
