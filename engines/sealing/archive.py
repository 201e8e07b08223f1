"""The `.bel` archive: public data as an append-only tar file with a hash chain (specification §4.4).

The format knows one time, that of the header. Everybody refuses a member with a time of its own. So no ballot can carry
the moment at which it was cast.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .encoding import compact, hexdigest, parse
from .errors import ArchiveBroken, SealingError

BLOCK = 512
SETUP, BALLOT, END_BALLOTS = "Setup", "Ballot", "EndBallots"
ENCRYPTED_TALLY, PARTIAL_DECRYPTION, RESULT = "EncryptedTally", "PartialDecryption", "Result"
FOLLOWS: dict[str | None, tuple[str, ...]] = {
    None: (SETUP,),
    SETUP: (BALLOT, END_BALLOTS),
    BALLOT: (BALLOT, END_BALLOTS),
    END_BALLOTS: (ENCRYPTED_TALLY,),
    ENCRYPTED_TALLY: (PARTIAL_DECRYPTION,),
    PARTIAL_DECRYPTION: (PARTIAL_DECRYPTION, RESULT),
    RESULT: (),
}
"""What may come after what, in elections without mixnet."""


class Event(NamedTuple):
    """event of §4.4 with the hash of its own serialisation."""

    hash: str
    parent: str | None
    height: int
    type: str
    payload: str | None


def member(name: str, content: bytes, timestamp: int) -> bytes:
    """One file of the tar, old style (§4.4): header block, content, zeros to the next block."""
    head = bytearray(BLOCK)
    for offset, value in (
        (0, name.encode()),
        (100, b"0000644\0"),
        (108, b"0000000\0"),
        (116, b"0000000\0"),
        (124, b"%011o\0" % len(content)),
        (136, b"%011o\0" % timestamp),
        (148, b" " * 8),
        (156, b"0"),
    ):
        head[offset : offset + len(value)] = value
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + content + bytes(-len(content) % BLOCK)


def header(timestamp: int) -> str:
    """The BELENIOS file (§4.4): version and the election's beginning in seconds since 1970."""
    return compact({"version": 1, "timestamp": str(timestamp)})


@dataclass
class Archive:
    """An archive in memory (§4.4). Every method that adds something returns the bytes to append to the file.

    `data` maps hashes to texts; `events` is the chain from Setup on.
    """

    timestamp: int
    data: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    _chunks: list[bytes] = field(default_factory=list, repr=False)
    _used: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def begin(cls, timestamp: int) -> "Archive":
        """A new archive; its first bytes are `to_bytes()`."""
        archive = cls(timestamp)
        archive._chunks.append(member("BELENIOS", header(timestamp).encode(), timestamp))
        return archive

    @property
    def head(self) -> str | None:
        """Hash of the last event: the fingerprint of everything so far."""
        return self.events[-1].hash if self.events else None

    def of_type(self, kind: str) -> list[Event]:
        """The events of one type, in order."""
        return [event for event in self.events if event.type == kind]

    def payload(self, event: Event) -> str:
        """The text an event points at."""
        if event.payload is None or event.payload not in self.data:
            raise ArchiveBroken(f"档案第 {event.height} 号事件指向的内容不在档案中。")
        return self.data[event.payload]

    def add_data(self, text: str) -> tuple[str, bytes]:
        """Add a data file; returns its hash and the bytes to append (none when the archive has it already)."""
        digest = hexdigest(text)
        if digest in self.data:
            return digest, b""
        self.data[digest] = text
        return digest, self._append(f"{digest}.data.json", text)

    def add_event(self, kind: str, payload: str | None = None) -> tuple[Event, bytes]:
        """Add an event with the hash of its payload; refuses what may not follow here."""
        last = self.events[-1] if self.events else None
        _may_follow(last, kind)
        self._only_once(payload)
        value: dict[str, Any] = {"parent": last.hash} if last else {}
        value |= {"height": last.height + 1 if last else 0, "type": kind}
        if payload is not None:
            value["payload"] = payload
        text = compact(value)
        event = Event(hexdigest(text), value.get("parent"), value["height"], kind, payload)
        self.events.append(event)
        return event, self._append(f"{event.hash}.event.json", text)

    def _only_once(self, payload: str | None) -> None:
        if payload is not None and payload in self._used:
            raise ArchiveBroken("同一内容不能第二次写入看板：重复的选票或份额。")
        if payload is not None:
            self._used.add(payload)

    def add(self, kind: str, text: str) -> bytes:
        """Add a data file and the event that points at it."""
        digest, data = self.add_data(text)
        return data + self.add_event(kind, digest)[1]

    def set_up(self, election: str, trustees: str, public_credentials: str) -> bytes:
        """The Setup event with everything it needs (§4.10)."""
        (e, a), (t, b), (c, d) = map(self.add_data, (election, trustees, public_credentials))
        return a + b + d + self.add(SETUP, compact({"election": e, "trustees": t, "credentials": c}))

    def _append(self, name: str, text: str) -> bytes:
        chunk = member(name, text.encode(), self.timestamp)
        self._chunks.append(chunk)
        return chunk

    def to_bytes(self) -> bytes:
        """The whole file."""
        return b"".join(self._chunks)


def _may_follow(last: Event | None, kind: str) -> None:
    before = last.type if last else None
    if kind not in FOLLOWS.get(before, ()):
        raise ArchiveBroken(f"“{before or '空档案'}”之后不能是“{kind}”。")


def _members(raw: bytes) -> list[tuple[str, str, int]]:
    """Names, texts and the header's timestamp; every byte of the tar must be as `member` writes it."""
    members: list[tuple[str, str, int]] = []
    position = 0
    while position < len(raw):
        head = raw[position : position + BLOCK]
        try:
            name = head[:100].rstrip(b"\0").decode("ascii")
            size, timestamp = int(head[124:135], 8), int(head[136:147], 8)
            content = raw[position + BLOCK : position + BLOCK + size]
            text = content.decode()
        except ValueError as why:
            raise ArchiveBroken(f"档案在第 {position} 字节处损坏。") from why
        whole = member(name, content, timestamp)
        if len(content) != size or raw[position : position + len(whole)] != whole:
            raise ArchiveBroken(f"档案在第 {position} 字节处不是规定的写法，或已被截断。")
        members.append((name, text, timestamp))
        position += len(whole)
    return members


def _parse_event(text: str, digest: str) -> Event:
    value = parse(text)
    known = ("parent", "height", "type", "payload")
    if not isinstance(value, dict) or tuple(value) != tuple(name for name in known if value.get(name) is not None):
        raise ArchiveBroken("事件的字段不符合规定。")
    height, kind = value.get("height"), value.get("type")
    if type(height) is not int or not isinstance(kind, str) or compact(value) != text:
        raise ArchiveBroken("事件不是规定的写法。")
    return Event(digest, value.get("parent"), height, kind, value.get("payload"))


def read_archive(raw: bytes) -> Archive:
    """The archive in `raw` after checking form, names, chain, heights and the order of events (§4.4).

    What the payloads say is not looked at. Raises ArchiveBroken.
    """
    members = _members(raw)
    if not members or members[0][0] != "BELENIOS":
        raise ArchiveBroken("这不是投票档案：缺少 BELENIOS 文件头。")
    timestamp = members[0][2]
    if members[0][1] != header(timestamp):
        raise ArchiveBroken("档案文件头与文件时间不符。")
    archive = Archive.begin(timestamp)
    _extend(archive, members[1:])
    return archive


def extend(archive: Archive, raw: bytes) -> None:
    """Append the bytes that follow, after the same checks as `read_archive` (§4.4): a copy takes in what is new.

    raises: ArchiveBroken; then the archive may hold a part of it and must be read anew
    """
    _extend(archive, _members(raw))


def _extend(archive: Archive, members: list[tuple[str, str, int]]) -> None:
    waiting: set[str] = set()
    for name, text, time in members:
        digest, _, kind = name.partition(".")
        if time != archive.timestamp or hexdigest(text) != digest or digest in archive.data:
            raise ArchiveBroken(f"文件 {name[:16]}… 的时间、名称或重复有误。")
        if kind == "data.json":
            archive.add_data(text)
            waiting.add(digest)
        elif kind == "event.json":
            try:
                event = _parse_event(text, digest)
            except SealingError as why:
                raise ArchiveBroken(str(why)) from why
            _read_event(archive, event, waiting)
            waiting.clear()
            archive._append(name, text)
        else:
            raise ArchiveBroken(f"文件名 {name[:80]} 无法识别。")
    if waiting:
        raise ArchiveBroken("档案末尾有不属于任何事件的内容。")


def _read_event(archive: Archive, event: Event, waiting: set[str]) -> None:
    last = archive.events[-1] if archive.events else None
    _may_follow(last, event.type)
    if event.parent != archive.head or event.height != len(archive.events):
        raise ArchiveBroken(f"第 {event.height} 号事件没有接在前一事件之后：哈希链断开。")
    if (event.type == END_BALLOTS) != (event.payload is None):
        raise ArchiveBroken(f"第 {event.height} 号事件的内容缺失或多余。")
    if event.payload is not None and event.payload not in archive.data:
        raise ArchiveBroken(f"第 {event.height} 号事件指向的内容不在档案中。")
    payload = archive.data[event.payload] if event.payload else ""
    if any(digest != event.payload and f'"{digest}"' not in payload for digest in waiting):
        raise ArchiveBroken(f"第 {event.height} 号事件之前有不属于它的内容。")
    archive._only_once(event.payload)
    archive.events.append(event)
