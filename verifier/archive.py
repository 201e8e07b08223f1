"""The tar file and its chain of events: checks 1 to 3 (specification §4.4)."""

import re
from typing import NamedTuple

from .protocol import Broken, compact, demand, fields, load, sha, text_of


def read_tar(raw: bytes) -> list[tuple[str, str]]:
    """Names and texts of an old-style tar in which every byte is prescribed; all times equal the header's."""
    files: list[tuple[str, str]] = []
    position, time = 0, None
    demand(1, bool(raw), "文件是空的")
    demand(1, raw.startswith(b"BELENIOS\0"), "这不是投票档案（.bel）：缺少 BELENIOS 文件头")
    while position < len(raw):
        try:
            block = raw[position : position + 512]
            name, size, stamp = block[:100].rstrip(b"\0"), int(block[124:135], 8), block[136:147]
            content = raw[position + 512 : position + 512 + size]
            text = content.decode()
        except ValueError as why:
            raise Broken(1, f"第 {position} 字节处损坏") from why
        head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % size + stamp + b"\0"
        total = sum(head) + 8 * 32 + ord("0")
        expected = (head + b"%06o\0 0" % total).ljust(512, b"\0") + content + bytes(-size % 512)
        demand(
            1,
            len(content) == size and raw[position : position + len(expected)] == expected,
            f"第 {position} 字节处不是规定的写法或被截断",
        )
        if time is None:
            time = stamp
            demand(1, stamp == b"%011o" % int(stamp, 8), "文件时间写法有误")
            demand(1, text == compact({"version": 1, "timestamp": str(int(stamp, 8))}), "文件头内容有误")
        demand(1, stamp == time, "有文件带着自己的时间")
        files.append((name.decode("ascii", "replace"), text))
        position += len(expected)
    return files[1:]


class Event(NamedTuple):
    """kind: Setup, Ballot, EndBallots, …; payload: hash of the data it points to, if any; hash: the event's own."""

    kind: str
    payload: str | None
    hash: str


class Archive(NamedTuple):
    """data: texts by hash; events: in order, each chained to the one before."""

    data: dict[str, str]
    events: list[Event]

    def payloads(self, kind: str) -> list[str]:
        """Hashes that the events of this kind point to."""
        return [event.payload for event in self.events if event.kind == kind and event.payload is not None]


ORDER = re.compile(r"Setup( Ballot)*( EndBallots( EncryptedTally( PartialDecryption)*( Result)?)?)?")


def read_chain(files: list[tuple[str, str]]) -> Archive:
    """The files as data and events. Raises Broken for check 2, 3 or 4."""
    data: dict[str, str] = {}
    events: list[Event] = []
    parent: str | None = None
    waiting: set[str] = set()
    used: set[str] = set()
    for name, text in files:
        digest, _, kind = name.partition(".")
        demand(2, digest == sha(text) and kind in ("data.json", "event.json"), f"文件 {name[:24]}… 名实不符")
        demand(2, digest not in data, f"文件 {name[:24]}… 出现两次")
        if kind == "data.json":
            data[digest] = text
            waiting.add(digest)
            continue
        event = load(text, "事件")
        up, height, label, payload = fields(event, "parent height type payload", "parent payload")
        demand(3, type(height) is int and height == len(events) and up == parent, f"第 {len(events)} 号事件没有接上")
        demand(3, (payload is None) == (label == "EndBallots"), f"第 {height} 号事件的内容缺失或多余")
        demand(3, payload is None or payload in data, f"第 {height} 号事件指向档案中没有的内容")
        demand(3, payload is None or payload not in used, f"第 {height} 号事件重复前面的内容")
        used.add(payload)
        inside = data[payload] if payload else ""
        demand(3, all(one == payload or f'"{one}"' in inside for one in waiting), f"第 {height} 号事件前有无主的内容")
        waiting.clear()
        events.append(Event(text_of(label), payload, digest))
        parent = digest
    demand(3, not waiting, "末尾有无主的内容")
    demand(3, ORDER.fullmatch(" ".join(event.kind for event in events)) is not None, "事件的次序不合规定")
    return Archive(data, events)
