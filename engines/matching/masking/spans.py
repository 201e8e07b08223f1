"""What was found in a text, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

COVER = "＊"


class Kind(StrEnum):
    """What was covered, or may have to be."""

    ID_CARD = "身份证号"
    BANK_CARD = "银行卡号"
    ACCOUNT = "银行账号"
    PHONE = "电话号码"
    EMAIL = "电子邮箱"
    CONTACT = "微信、QQ 等联系方式"
    PLATE = "车牌号"
    ADDRESS = "门牌号"
    NAME = "姓名"


@dataclass(frozen=True)
class Span:
    """Characters of the message from start up to end, without end. The covered text has them at the same places."""

    start: int
    end: int
    kind: Kind

    def meets(self, other: "Span") -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Masked:
    """A message as anybody may read it.

    text:   as long as the message; what is covered is ＊, character by character
    hits:   what was covered, in order
    doubts: what stands uncovered and may be personal: a person has to look before it is public
    """

    text: str
    hits: tuple[Span, ...] = ()
    doubts: tuple[Span, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What was covered, each once, in the order of `Kind`."""
        found = {hit.kind for hit in self.hits}
        return tuple(kind for kind in Kind if kind in found)

    @property
    def cautious(self) -> str:
        """The text with its doubts covered as well, for places where nobody looks before it is public."""
        return covered(self.text, self.doubts)

    @property
    def is_sure(self) -> bool:
        """Whether nobody has to look."""
        return not self.doubts


def covered(text: str, spans: Iterable[Span]) -> str:
    """The text with the letters and digits of the spans as ＊."""
    characters = list(text)
    for span in spans:
        for at in range(span.start, span.end):
            if characters[at].isalnum():
                characters[at] = COVER
    return "".join(characters)
