"""Questions and elections (specification §4.9, §4.10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gmpy2 import mpz

from . import group
from .encoding import compact, element, fingerprint, hexdigest, items, parse, small, text
from .errors import SealingError
from .group import FixedBase

UUID_LETTERS = frozenset("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")


@dataclass(frozen=True)
class Question:
    """question_h of §4.9: choose between `least` (min) and `most` (max) of the answers, or leave blank if allowed."""

    question: str
    answers: tuple[str, ...]
    least: int
    most: int
    blank: bool = False

    def __post_init__(self) -> None:
        if not self.answers or not 0 <= self.least <= self.most <= len(self.answers):
            raise SealingError(f"题目“{self.question}”的选择数范围与选项个数不符。")

    @property
    def width(self) -> int:
        """Number of ciphertexts of an answer."""
        return len(self.answers) + self.blank

    @property
    def sums(self) -> range:
        """The allowed sums, min … max."""
        return range(self.least, self.most + 1)

    def allows(self, choices: Sequence[int]) -> bool:
        """Whether a vector of 0 and 1 (a leading blank mark included where blank is allowed) may be sealed."""
        if len(choices) != self.width or any(m not in (0, 1) for m in choices):
            return False
        marks = sum(choices[self.blank :])
        return marks == 0 if self.blank and choices[0] else marks in self.sums

    def as_json(self) -> dict[str, Any]:
        value: dict[str, Any] = {"answers": list(self.answers)}
        if self.blank:
            value["blank"] = True
        return value | {"min": self.least, "max": self.most, "question": self.question}


def parse_question(value: Any) -> Question:
    """A homomorphic question (§4.9.1); the other kind (rankings, mixnet) is refused."""
    if not isinstance(value, dict) or set(value) - {"blank"} != {"answers", "min", "max", "question"}:
        raise SealingError("题目的格式无法识别（只支持可直接累加的题目）。")
    if type(value.get("blank", False)) is not bool:
        raise SealingError("题目的“blank”应为真或假。")
    return Question(
        text(value["question"]),
        tuple(map(text, items(value["answers"]))),
        small(value["min"]),
        small(value["max"]),
        value.get("blank", False),
    )


@dataclass(frozen=True)
class Election:
    """The election structure with the exact text that everyone hashes (§4.10)."""

    serialised: str
    uuid: str
    name: str
    description: str
    public_key: mpz
    questions: tuple[Question, ...]
    administrator: str | None = None
    credential_authority: str | None = None
    _tables: dict[int, FixedBase] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """φ: base 64 of SHA-256 of the serialisation, read out and printed in the programme (§4.15)."""
        return fingerprint(self.serialised)

    @cached_property
    def hash(self) -> str:
        """SHA-256 in hexadecimal, as setup_data names the election (§4.10)."""
        return hexdigest(self.serialised)

    def table(self, width: int = 8) -> FixedBase:
        """Powers of the election key y."""
        if width not in self._tables:
            self._tables[width] = FixedBase(self.public_key, width)
        return self._tables[width]


def make_election(
    *,
    uuid: str,
    name: str,
    description: str,
    questions: Sequence[Question],
    public_key: mpz,
    administrator: str | None = None,
    credential_authority: str | None = None,
) -> Election:
    """A new election and its serialisation, fields in the order of §4.10.

    uuid: at least 14 base-58 characters, fresh for every election: credentials are salted with it.
    """
    if len(uuid) < 14 or not UUID_LETTERS.issuperset(uuid):
        raise SealingError("选举编号应为至少 14 个 Base58 字符。")
    value: dict[str, Any] = {
        "version": 1,
        "description": description,
        "name": name,
        "group": group.NAME,
        "public_key": str(public_key),
        "questions": [question.as_json() for question in questions],
        "uuid": uuid,
    }
    if administrator is not None:
        value["administrator"] = administrator
    if credential_authority is not None:
        value["credential_authority"] = credential_authority
    return parse_election(compact(value))


def parse_election(serialised: str) -> Election:
    """An election from its serialisation, which is kept to the letter (§4.10)."""
    value = parse(serialised)
    required = {"version", "description", "name", "group", "public_key", "questions", "uuid"}
    optional = {"administrator", "credential_authority"}
    if not isinstance(value, dict) or set(value) - optional != required:
        raise SealingError("选举文件的字段不齐或有多余。")
    if small(value["version"]) != 1 or value["group"] != group.NAME:
        raise SealingError(f"只支持协议版本 1 和群 {group.NAME}。")
    if not value["questions"]:
        raise SealingError("选举文件中没有题目。")
    return Election(
        serialised=serialised,
        uuid=text(value["uuid"]),
        name=text(value["name"]),
        description=text(value["description"]),
        public_key=element(value["public_key"]),
        questions=tuple(map(parse_question, items(value["questions"]))),
        administrator=_optional_text(value, "administrator"),
        credential_authority=_optional_text(value, "credential_authority"),
    )


def _optional_text(value: dict[str, Any], name: str) -> str | None:
    return text(value[name]) if name in value else None
