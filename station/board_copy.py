"""A station's own copy of the board: it only ever grows, and only by what continues its chain."""

import os
from pathlib import Path
from typing import NamedTuple

from engines.sealing import archive as bel
from engines.sealing.archive import Archive, Event, extend, read_archive
from engines.sealing.errors import ArchiveBroken

from .problems import Alarm

WORDS = {
    bel.SETUP: "设立",
    bel.BALLOT: "选票",
    bel.END_BALLOTS: "截止",
    bel.ENCRYPTED_TALLY: "密文合计",
    bel.PARTIAL_DECRYPTION: "解密份额",
    bel.RESULT: "结果",
}


class Mark(NamedTuple):
    """How far the copy had got: bytes, number of events, hash of the last one."""

    bytes: int = 0
    height: int = 0
    head: str | None = None


class BoardCopy:
    """The copy in a file. mark: how far it had got when the station last ran.

    When the file was lost or damaged meanwhile, the copy begins anew, and what comes must pass through `mark`.
    """

    def __init__(self, path: Path, mark: Mark) -> None:
        self.path, self._reached = path, mark
        self.archive: Archive | None = None
        self.size = 0
        raw = path.read_bytes()[: mark.bytes] if path.exists() else b""
        if raw:
            self._begin(raw)

    def _begin(self, raw: bytes) -> None:
        try:
            archive = read_archive(raw)
        except ArchiveBroken:
            return
        if self._passes(archive):
            self.archive, self.size = archive, len(raw)

    def _passes(self, archive: Archive) -> bool:
        height, head = self._reached.height, self._reached.head
        return height == 0 or (len(archive.events) >= height and archive.events[height - 1].hash == head)

    @property
    def mark(self) -> Mark:
        """How far the copy has got; while a lost copy is not fetched again, how far it had got before."""
        return Mark(self.size, len(self.archive.events), self.archive.head) if self.archive else self._reached

    @property
    def events(self) -> list[Event]:
        return self.archive.events if self.archive else []

    def take(self, fresh: bytes) -> None:
        """Append the bytes that the board has beyond `size`. raises: Alarm when they do not continue this copy."""
        if not fresh:
            return
        try:
            if self.archive is None:
                archive = read_archive(fresh)
                if not self._passes(archive):
                    raise Alarm(f"看板不经过本机记下的第 {self._reached.height} 号事件，已被改写。")
                self.archive = archive
            else:
                extend(self.archive, fresh)
        except ArchiveBroken as why:
            self._reread()
            raise Alarm(f"看板没有接在本机副本之后：{why}") from why
        self._write(fresh)

    def _reread(self) -> None:
        if self.archive is not None:
            self.archive = read_archive(self.path.read_bytes()[: self.size])

    def _write(self, fresh: bytes) -> None:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            file.truncate(self.size)
            file.seek(self.size)
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        self.size += len(fresh)


def _words(event: Event | None) -> str:
    return f"{WORDS[event.type]} {event.hash[:16]}" if event else "没有"


def _ballots(events: list[Event]) -> int:
    return sum(event.type == bel.BALLOT for event in events)


def difference(own: list[Event], served: bytes) -> str:
    """One sentence: where the served board first differs from the own events."""
    try:
        other = read_archive(served).events
    except ArchiveBroken as why:
        return f"服务器现在给出的看板本身就不完整：{why}"
    for height in range(max(len(own), len(other))):
        mine = own[height] if height < len(own) else None
        theirs = other[height] if height < len(other) else None
        if mine is None:
            break
        if theirs is None or mine.hash != theirs.hash:
            return (
                f"从第 {height} 号事件起不同：本机是“{_words(mine)}”，服务器现在是“{_words(theirs)}”。"
                f"本机有 {_ballots(own)} 张选票，服务器现在有 {_ballots(other)} 张。"
            )
    return "再取一次时又与本机副本相符；请保留记录，留意是否再次发生。"
