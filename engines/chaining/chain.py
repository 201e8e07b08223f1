"""The chain itself: each row's hash covers its payload and the hash before it."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import Any, NamedTuple

from .canonical import NotCanonical, canonical

GENESIS = "0" * 64
"""The `prev` of the first row."""

HASH = re.compile(r"[0-9a-f]{64}")


class Kind(StrEnum):
    """What seems to have happened to the named row."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    MOVED = "moved"


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold.

    seq:      number of the row to look at (for `removed`: the first missing row)
    kind:     changed, removed, inserted or moved
    reason:   one Chinese sentence for the person who runs the check
    expected: hash (or row number) that belongs there
    found:    hash (or row number) that is there
    """

    seq: int
    kind: Kind
    reason: str
    expected: str = ""
    found: str = ""


class _Row(NamedTuple):
    seq: int
    prev: str
    hash: str
    payload: Mapping[str, Any]


def link(prev_hash: str, entry: Mapping[str, Any]) -> str:
    """SHA-256, 64 hex digits, of the previous hash, a line feed and the canonical JSON of `entry`.

    prev_hash: 64 lower-case hex digits; GENESIS for the first row
    raises:    ValueError for a malformed prev_hash, NotCanonical for an entry without canonical form
    """
    if not HASH.fullmatch(prev_hash):
        raise ValueError("上一条的哈希应为 64 位小写十六进制数")
    return hashlib.sha256(prev_hash.encode("ascii") + b"\n" + canonical(entry)).hexdigest()


def first_break(
    entries: Iterable[tuple[int, str, str, Mapping[str, Any]]],
    *,
    start: tuple[int, str] = (0, GENESIS),
    head: tuple[int, str] | None = None,
) -> Break | None:
    """The first row that was changed, removed, inserted or moved; None if the chain holds.

    entries: (seq, prev, hash, payload) in the order of seq; seq counts 1, 2, 3 … without gaps
    start:   (seq, hash) of the row before the first one given; the default begins at the beginning
    head:    (seq, hash) of the last row as known from elsewhere (a printed or published fingerprint).
             Without it, rows cut off the end cannot be noticed: a shorter chain is a good chain.
    Streams: keeps three rows in memory, whatever the length.
    """
    before: str | None = None
    last_seq, last_hash = start
    rows = (_Row(*entry) for entry in entries)
    for row, following in pairwise(chain(rows, [None])):
        assert row is not None
        if broken := _look(row, following, last_seq, last_hash, before):
            return broken
        before, last_seq, last_hash = last_hash, row.seq, row.hash
    return _look_at_head(last_seq, last_hash, head)


def _holds(row: _Row) -> bool:
    """Does the row's own hash fit its own prev and payload?"""
    try:
        return link(row.prev, row.payload) == row.hash
    except (NotCanonical, ValueError):
        return False


def _look(row: _Row, following: _Row | None, last_seq: int, last_hash: str, before: str | None) -> Break | None:
    """Judge one row, given its neighbours."""
    next_seq = last_seq + 1
    if row.prev == last_hash:
        if not _holds(row):
            return Break(
                row.seq,
                Kind.CHANGED,
                f"第 {row.seq} 条记录的内容或哈希被改过：重新计算的哈希与存下的不同。",
                _expected(row),
                row.hash,
            )
        if row.seq != next_seq:
            return Break(
                row.seq,
                Kind.CHANGED,
                f"第 {row.seq} 条记录的编号被改过：它接在第 {last_seq} 条之后，应为第 {next_seq} 条。",
                str(next_seq),
                str(row.seq),
            )
        return None
    return _unlinked(row, following, last_seq, last_hash, before)


def _unlinked(row: _Row, following: _Row | None, last_seq: int, last_hash: str, before: str | None) -> Break:
    """The row does not point at the one before it: say which of the two, or what between them, is wrong."""
    hashes = (last_hash, row.prev)
    next_seq = last_seq + 1
    if before is not None and row.prev == before:
        return Break(
            last_seq, Kind.INSERTED, f"第 {last_seq} 条记录是后来插入的：第 {row.seq} 条并不接在它后面。", *hashes
        )
    if following is not None and following.prev == last_hash and following.hash == row.prev:
        return Break(
            row.seq, Kind.MOVED, f"第 {row.seq} 条记录的位置被调换：它本应在第 {following.seq} 条之后。", *hashes
        )
    if row.seq <= last_seq:
        return Break(row.seq, Kind.MOVED, f"第 {row.seq} 条记录的位置不对：它排在第 {last_seq} 条之后。", *hashes)
    if following is not None and following.prev == last_hash:
        return Break(row.seq, Kind.INSERTED, f"第 {row.seq} 条记录是后来插入的：前后两条原本直接相连。", *hashes)
    if not _holds(row):
        return Break(
            row.seq, Kind.CHANGED, f"第 {row.seq} 条记录的“上一条哈希”被改过，与第 {last_seq} 条对不上。", *hashes
        )
    if row.seq == next_seq and last_seq:
        return Break(
            last_seq,
            Kind.CHANGED,
            f"第 {last_seq} 条记录连同它的哈希被改写，或其后的记录被删除后重新编号：第 {row.seq} 条接不上。",
            *hashes,
        )
    gap = f"第 {next_seq} 条" if row.seq <= next_seq + 1 else f"第 {next_seq} 至 {row.seq - 1} 条"
    return Break(next_seq, Kind.REMOVED, f"{gap}记录被删除：第 {row.seq} 条接不上第 {last_seq} 条。", *hashes)


def _look_at_head(last_seq: int, last_hash: str, head: tuple[int, str] | None) -> Break | None:
    """Compare the end of the chain with the head known from elsewhere."""
    if head is None or head == (last_seq, last_hash):
        return None
    seq, expected = head
    if last_seq < seq:
        return Break(
            last_seq + 1,
            Kind.REMOVED,
            f"末尾的记录被删除：应到第 {seq} 条，只到第 {last_seq} 条。",
            expected,
            last_hash,
        )
    if last_seq > seq:
        return Break(seq + 1, Kind.INSERTED, f"第 {seq + 1} 条以后的记录不在已公布的链头之内。", expected, last_hash)
    return Break(
        seq, Kind.CHANGED, f"第 {seq} 条（链尾）与已公布的链头不同：这条记录或整条链被重写。", expected, last_hash
    )


def _expected(row: _Row) -> str:
    try:
        return link(row.prev, row.payload)
    except (NotCanonical, ValueError):
        return ""
