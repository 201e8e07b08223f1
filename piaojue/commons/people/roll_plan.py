"""名册 as a plan: what each row of a roll would do, before anything is written. Nothing here asks the database.

A known person is found by card number and name, then by phone and name, then by name and delegation. What is not certain waits
for a person, who accepts the row's proposal or corrects the row.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from engines.writing import name_key
from piaojue.commons.people.office import Effect
from piaojue.commons.people.roll import RollRow


class RowFate(StrEnum):
    """What a row does. RETURNING and DOUBTFUL rows do it only when somebody has accepted it."""

    NEW = "新增"
    CHANGED = "变更"
    UNCHANGED = "不变"
    RETURNING = "曾离任"
    DOUBTFUL = "存疑"


WAITING = frozenset({RowFate.RETURNING, RowFate.DOUBTFUL})


@dataclass(frozen=True)
class Known:
    """A deputy of the roll as it is. left: how the seat ended; empty: it is held."""

    seat: int
    person: int
    name: str
    phone: str = ""
    card_no: str = ""
    delegation: str = ""
    left: str = ""
    landline: str = ""

    @property
    def mark(self) -> str:
        """What tells this deputy from another of the same name: the card number, else the tail of the phone."""
        return mark_of(self.card_no, self.phone)


def mark_of(card_no: str, phone: str | None) -> str:
    """证号 H201, or 手机尾号 1234; empty where neither is known."""
    if card_no:
        return f"证号 {card_no}"
    return f"手机尾号 {phone[-4:]}" if phone else ""


@dataclass(frozen=True)
class Change:
    """One particular of a known deputy that the row has otherwise. name: a field of RollRow."""

    name: str
    old: str
    new: str

    @property
    def label(self) -> str:
        return LABELS[self.name]

    def __str__(self) -> str:
        return f"{self.label}：{self.old or '空'} → {self.new}"


LABELS = {"name": "姓名", "phone": "手机号", "landline": "固定电话", "card_no": "代表证号", "delegation": "代表团"}


@dataclass(frozen=True)
class PlannedRow:
    """What a row does.

    known:    the deputy it is taken for; None: it makes a seat for a person who may be known elsewhere
    changes:  particulars of `known` that become the row's
    question: what a person has to look at; empty: nothing
    phone:    the phone that a new person gets; empty: none (no sign-in by phone)
    hard:     the row has to be corrected, nobody can accept it as it is
    accepted: somebody has looked at the question and wants what the row proposes
    """

    row: RollRow
    fate: RowFate
    known: Known | None = None
    changes: tuple[Change, ...] = ()
    question: str = ""
    phone: str = ""
    hard: bool = False
    accepted: bool = False

    @property
    def taken(self) -> bool:
        """Whether an import does it."""
        return self.accepted or self.fate not in WAITING

    @property
    def seats(self) -> bool:
        """Whether it makes a seat when it is taken."""
        return self.known is None or self.fate is RowFate.RETURNING


@dataclass(frozen=True)
class RollPlan:
    """What a roll does to a congress. Its effect counts what is taken.

    body, term, at: keys of the congress and of its term (None: it keeps no terms); the moment it was made for, ISO
    missing:        deputies in office who are not in the roll; an import ends nobody's office
    before:         全体代表 now (人)
    """

    body: int
    term: int | None
    rows: tuple[PlannedRow, ...]
    missing: tuple[Known, ...]
    before: int
    at: str = field(default="", compare=False)

    def of(self, *fates: RowFate) -> list[PlannedRow]:
        return [row for row in self.rows if row.fate in fates]

    @property
    def taken(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.taken]

    @property
    def set_aside(self) -> list[PlannedRow]:
        """Rows that wait for a person."""
        return [row for row in self.rows if not row.taken]

    @property
    def effect(self) -> Effect:
        return Effect(self.before, self.before + sum(row.seats for row in self.taken))

    @property
    def accepted(self) -> frozenset[int]:
        """Numbers of the rows that somebody has accepted."""
        return frozenset(row.row.number for row in self.rows if row.accepted)

    @property
    def digest(self) -> str:
        """Two plans with one digest do the same."""
        return sha256(repr((self.body, self.term, self.rows, self.missing, self.before)).encode()).hexdigest()


def match(
    rows: Iterable[RollRow],
    known: Sequence[Known],
    owners: Mapping[str, str],
    accepted: Collection[int] = (),
) -> tuple[tuple[PlannedRow, ...], tuple[Known, ...]]:
    """What each row does, and who is missing.

    known:    deputies of this congress and term, also those who have left
    owners:   phone → name (maybe empty) of whoever has it, also outside of the roll
    accepted: numbers of rows whose proposal a person has accepted
    """
    rows = list(rows)
    matching = _Matching(rows, known, owners)
    found = [matching.certain(row) for row in rows]
    matched = {planned.known.seat for planned in found if planned and planned.known}
    planned = [one or matching.uncertain(row, matched) for one, row in zip(found, rows, strict=True)]
    done = tuple(_accepted(one, accepted) for one in _each_once(planned))
    spoken_of = {one.known.seat for one in done if one.known}
    return done, tuple(one for one in known if not one.left and one.seat not in spoken_of)


def _each_once(planned: Iterable[PlannedRow]) -> Iterable[PlannedRow]:
    """A deputy whom two rows speak of is asked about at the second one."""
    first: dict[int, int] = {}
    for one in planned:
        if one.known and first.setdefault(one.known.seat, one.row.number) != one.row.number:
            number, who = first[one.known.seat], one.known
            question = f"与第 {number} 行是同一位代表（{who.name}，{who.mark}）：请更正或删去一行"
            yield PlannedRow(one.row, RowFate.DOUBTFUL, question=question, hard=True)
        else:
            yield one


def _accepted(planned: PlannedRow, numbers: Collection[int]) -> PlannedRow:
    yes = planned.fate in WAITING and not planned.hard and planned.row.number in numbers
    return replace(planned, accepted=True) if yes else planned


def objected_to(planned: PlannedRow, reasons: Sequence[str]) -> PlannedRow:
    """The row, in doubt where something stands against the seat that it makes: an office has to end first."""
    if not reasons:
        return planned
    question = "；".join(f"{planned.row.name}{reason}" for reason in reasons)
    return replace(planned, fate=RowFate.DOUBTFUL, question=question, hard=True, accepted=False)


class _Matching:
    """The roll as it is, by what people are found by."""

    def __init__(self, rows: Sequence[RollRow], known: Sequence[Known], owners: Mapping[str, str]) -> None:
        self.owners = owners
        here = [one for one in known if not one.left]
        self.by_card = {one.card_no: one for one in here if one.card_no}
        self.by_phone = {one.phone: one for one in here if one.phone}
        self.by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in here:
            self.by_name[name_key(one.name), one.delegation].append(one)
        self.left = [one for one in known if one.left]
        self.first: dict[tuple[str, str], RollRow] = {}
        self.namesakes: dict[tuple[str, str], int] = defaultdict(int)
        for row in rows:
            self.namesakes[name_key(row.name), row.delegation] += 1

    def certain(self, row: RollRow) -> PlannedRow | None:
        """By card or phone, or what stands twice in the table. None: neither card nor phone says who it is."""
        if twice := self._twice(row):
            return twice
        by_card, by_phone = self.by_card.get(row.card_no), self.by_phone.get(row.phone)
        if by_card and (same_name(by_card, row) or by_card.phone == row.phone):
            return self._same(row, by_card)
        if by_phone and same_name(by_phone, row):
            return self._same(row, by_phone)
        if by_card:
            who = f"{by_card.name}（{by_card.mark}）"
            return self._same(row, by_card, f"代表证号 {row.card_no} 现在是{who}：是同一个人更正了姓名和手机号吗？")
        if by_phone:
            return self._other_name(row, by_phone)
        return None

    def uncertain(self, row: RollRow, matched: Collection[int]) -> PlannedRow:
        """By name and delegation, among those whom no other row is; else who has left; else somebody new."""
        namesakes = [one for one in self.by_name[name_key(row.name), row.delegation] if one.seat not in matched]
        alone = len(namesakes) == 1 and self.namesakes[name_key(row.name), row.delegation] == 1
        if alone and not namesakes[0].phone and row.phone in self.owners and not row.card_no:
            return self._same(replace(row, phone=""), namesakes[0])
        if alone and not row.phone and not row.card_no:
            return self._same(row, namesakes[0])
        if alone:
            mark = namesakes[0].mark or "没有证号和手机号"
            return self._same(
                row,
                namesakes[0],
                f"同一代表团已有{row.name}（{mark}）：是这个人换了手机号或证号吗？另一个人请填代表证号",
            )
        if namesakes and not row.phone and not row.card_no:
            marks = "、".join(one.mark or "没有证号和手机号" for one in namesakes)
            return PlannedRow(
                row,
                RowFate.DOUBTFUL,
                question=f"同一代表团有几个{row.name}（{marks}）：请填代表证号或手机号",
                hard=True,
            )
        return self._returning(row) or self._new(row)

    def _twice(self, row: RollRow) -> PlannedRow | None:
        marks = [("代表证号", row.card_no)] if row.card_no else []
        marks += [("手机号", row.phone)] if row.phone else []
        marks = marks or [("姓名和代表团", f"{name_key(row.name)} {row.delegation}")]
        before = [(what, self.first[what, value]) for what, value in marks if (what, value) in self.first]
        for mark in marks:
            self.first.setdefault(mark, row)
        if not before:
            return None
        what, other = before[0]
        if what == "手机号" and name_key(other.name) != name_key(row.name):
            if one := self._without_phone(row):
                return self._same(replace(row, phone=""), one)
            question = (
                f"与第 {other.number} 行（{other.name}）共用手机号：一个手机号只能一个人登录，确认后登记为没有手机号"
            )
            return PlannedRow(row, RowFate.DOUBTFUL, question=question)
        return PlannedRow(
            row, RowFate.DOUBTFUL, question=f"{what}与第 {other.number} 行重复：请更正或删去一行", hard=True
        )

    def _same(self, row: RollRow, known: Known, question: str = "") -> PlannedRow:
        changes = tuple(changes_of(row, known))
        if any(change.name == "phone" for change in changes) and row.phone in self.owners:
            question = question or f"新手机号 {row.phone} 已由另一个账号使用：确认后其余照改，手机号不变"
            changes = tuple(change for change in changes if change.name != "phone")
        fate = RowFate.CHANGED if changes else RowFate.UNCHANGED
        return PlannedRow(row, RowFate.DOUBTFUL if question else fate, known, changes, question)

    def _other_name(self, row: RollRow, known: Known) -> PlannedRow:
        if one := self._without_phone(row):
            return self._same(replace(row, phone=""), one)
        who = f"{known.name}（{known.mark}）"
        if row.card_no and known.card_no:
            question = f"手机号已登记为{who}，证号不同：确认后登记为另一个人，没有手机号"
            return PlannedRow(row, RowFate.DOUBTFUL, question=question)
        return self._same(row, known, f"手机号已登记为{who}：是同一个人更正了姓名吗？")

    def _without_phone(self, row: RollRow) -> Known | None:
        """The only namesake in the delegation, who was taken up without a phone, because it is somebody else's."""
        namesakes = [one for one in self.by_name[name_key(row.name), row.delegation] if not one.phone]
        return namesakes[0] if len(namesakes) == 1 else None

    def _returning(self, row: RollRow) -> PlannedRow | None:
        for one in self.left:
            by_card = bool(row.card_no) and one.card_no == row.card_no
            by_phone = bool(row.phone) and one.phone == row.phone
            bare = not (row.card_no or row.phone) and one.delegation == row.delegation
            if same_name(one, row) and (by_card or by_phone or bare):
                question = f"{one.name}已离任（{one.left}）：确认后重新任职，计入全体代表"
                return PlannedRow(row, RowFate.RETURNING, one, tuple(changes_of(row, one)), question, one.phone)
        return None

    def _new(self, row: RollRow) -> PlannedRow:
        owner = self.owners.get(row.phone)
        if owner and name_key(owner) != name_key(row.name):
            masked = f"{owner[:1]}{'*' * (len(owner) - 1)}"
            question = f"手机号 {row.phone} 已登记为“{masked}”，不是“{row.name}”：确认后登记为没有手机号"
            return PlannedRow(row, RowFate.DOUBTFUL, question=question)
        return PlannedRow(row, RowFate.NEW, phone=row.phone)


def same_name(known: Known, row: RollRow) -> bool:
    return name_key(known.name) == name_key(row.name)


def changes_of(row: RollRow, known: Known) -> Iterable[Change]:
    """Particulars that the row has otherwise. What the row leaves empty stays; another spelling of one name is no change."""
    for name in LABELS:
        new, old = getattr(row, name), getattr(known, name)
        if new and new != old and not (name == "name" and same_name(known, row)):
            yield Change(name, old, new)
