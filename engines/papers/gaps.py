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
    """Collects what is missing while a paper is written, and what is there: the fields that an office's template can name.

    found: what is missing;  named: name of a field → its value as it stands on the paper
    asked: the same with the names that no template can have (“老旧小区改造”的完成时间)

    >>> gaps = Gaps()
    >>> gaps.need("", "会议地点", "/sittings/3/")
    '【待填：会议地点】'
    >>> gaps.found
    [Gap(label='会议地点', where='/sittings/3/')]
    """

    found: list[Gap] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def need(self, value: object, label: str, where: str = "") -> str:
        """The value as text; where there is none, a mark that names it, which stands in the paper."""
        there = value not in (None, "")
        text = str(value) if there else f"{OPEN}{label}{CLOSE}"
        self.asked[label] = text
        if label.isidentifier() and not any(map(str.isdigit, label)):
            self.named[label] = text
        gap = Gap(label, where)
        if not there and gap not in self.found:
            self.found.append(gap)
        return text


def gaps_in(text: str) -> list[str]:
    """The names of what is missing in a text."""
    return [mark[len(OPEN) : -len(CLOSE)] for mark in GAP.findall(text)]
