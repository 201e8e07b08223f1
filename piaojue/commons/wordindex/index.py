"""The index of words on this machine: tantivy's memory-mapped segments in a folder, and the mark up to which they are current.

Readers map the files and hold no copy. One process at a time writes. The mark is written after the segments: what lies
behind it is looked for in the database, so that nothing is missing and nothing is late.
"""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from threading import Lock

import tantivy
from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from piaojue.commons.wordindex.kinds import KINDS, Kind
from piaojue.commons.wordindex.models import Changed

FORMAT = 1
"""Another number makes the indexes of earlier versions void."""
GAP_SECONDS = 6 * 3600
"""How long a number that is missing in the feed is waited for: its transaction may still be under way."""
MOST_GAPS = 100
KEPT = timedelta(days=30)
PART = 20_000
HEAP = 64 * 2**20


@dataclass(frozen=True)
class Mark:
    """Up to where an index is current.

    last: the latest entry of the feed that it has; at: that entry's moment, by which another database is told
    gaps: [first, last missing number, when it was missed] (seconds since 1970)
    """

    folder: str
    last: int
    at: str
    gaps: list[tuple[int, int, float]] = field(default_factory=list)

    def after(self) -> QuerySet[Changed]:
        """What the index does not have yet, and the last entry that it has."""
        missed = Q(pk__gte=self.last)
        for first, last, _missed in self.gaps:
            missed |= Q(pk__range=(first, last))
        return Changed.objects.filter(missed)

    def knows(self, entry: Changed) -> bool:
        """Whether this is the last entry that the index has."""
        return entry.pk == self.last and str(entry.at) == self.at


def root() -> Path:
    return Path(settings.VAR) / "words"


def mark() -> Mark | None:
    """The mark of the index; None where there is none that can be used."""
    try:
        kept = json.loads(_mark_file().read_text())
        return Mark(**{**kept, "gaps": [tuple(gap) for gap in kept["gaps"]]})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _mark_file() -> Path:
    return root() / f"mark-{FORMAT}.json"


def _write(new: Mark) -> None:
    fresh = root() / f"mark-{secrets.token_hex(4)}"
    fresh.write_text(json.dumps(asdict(new)))
    os.replace(fresh, _mark_file())


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


@dataclass
class _Open:
    mark: Mark
    index: tantivy.Index
    searcher: tantivy.Searcher


_OPEN: list[_Open] = []
_OPENING = Lock()


def opened(at: Mark) -> tantivy.Searcher | None:
    """The segments as they are at a mark or later; None where they cannot be read."""
    with _OPENING:
        held = _OPEN[0] if _OPEN else None
        if held and held.mark == at:
            return held.searcher
        try:
            index = (
                held.index if held and held.mark.folder == at.folder else tantivy.Index.open(str(root() / at.folder))
            )
            index.reload()
            searcher = index.searcher()
        except (ValueError, OSError):
            return None
        _OPEN[:] = [_Open(at, index, searcher)]
        return searcher


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this is the one process that writes now."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def build() -> int | None:
    """Make the index anew from all rows. Returns how many; None: another process is at it."""
    with _alone() as mine:
        return _build() if mine else None


def take_in(most: int = 5000) -> int:
    """Bring the index up to the feed, `most` entries at once; make it anew where there is none or it is another database's."""
    with _alone() as mine:
        if not mine:
            return 0
        now = mark()
        if now is None or not _fits(now):
            return _build()
        entries = list(now.after().order_by("pk")[: most + 1])
        fresh = [entry for entry in entries if entry.pk != now.last]
        if fresh:
            _take(now, fresh)
        return len(fresh)


def forget() -> int:
    """Delete entries of the feed that every machine has had time to take in; one that has not makes its index anew."""
    over = Changed.objects.filter(at__lt=timezone.now() - KEPT)
    newest = Changed.objects.aggregate(last=Max("pk"))["last"]
    return over.exclude(pk=newest).delete()[0]


def _fits(now: Mark) -> bool:
    entry = Changed.objects.filter(pk=now.last).first()
    return entry is not None and now.knows(entry) and opened(now) is not None


def _take(now: Mark, fresh: list[Changed]) -> None:
    writer = _writer(tantivy.Index.open(str(root() / now.folder)))
    for kind in KINDS.values():
        rows = sorted({entry.row for entry in fresh if entry.kind == kind.name})
        for row in rows:
            writer.delete_documents_by_term("key", kind.key(row))
        _put(writer, kind, kind.words_of(rows))
    writer.commit()
    writer.wait_merging_threads()
    _write(_moved(now, fresh))


def _moved(now: Mark, fresh: list[Changed]) -> Mark:
    """The mark after these entries: numbers that are missing between them may still come."""
    came = {entry.pk: entry for entry in fresh}
    last = max(came)
    clock = time.time()
    missing = [(at, when) for first, end, when in now.gaps for at in range(first, end + 1)]
    missing += [(at, clock) for at in range(now.last + 1, last)]
    gaps: list[tuple[int, int, float]] = []
    for at, when in missing:
        if at in came or when < clock - GAP_SECONDS:
            continue
        if gaps and gaps[-1][1:] == (at - 1, when):
            gaps[-1] = (gaps[-1][0], at, when)
        else:
            gaps.append((at, at, when))
    if last < now.last:
        return replace(now, gaps=gaps[-MOST_GAPS:])
    return Mark(now.folder, last, str(came[last].at), gaps[-MOST_GAPS:])


def _build() -> int:
    """Into a folder of its own; readers of the old one go on until the mark leads to the new one."""
    started = Changed.objects.aggregate(last=Max("pk"))["last"] or 0
    entry = Changed.objects.create(kind="", row=0)
    gaps = [(started + 1, entry.pk - 1, time.time())] if entry.pk > started + 1 else []
    entry.refresh_from_db()
    name = f"index-{FORMAT}-{secrets.token_hex(4)}"
    (root() / name).mkdir()
    writer = _writer(tantivy.Index(schema(), path=str(root() / name)), threads=os.cpu_count() or 1)
    number = sum(_all_of(writer, kind) for kind in KINDS.values())
    writer.commit()
    writer.wait_merging_threads()
    _write(Mark(name, entry.pk, str(entry.at), gaps))
    for old in root().glob("index-*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    return number


def _writer(index: tantivy.Index, threads: int = 1) -> tantivy.IndexWriter:
    return index.writer(heap_size=HEAP * threads, num_threads=threads)


def _all_of(writer: tantivy.IndexWriter, kind: Kind) -> int:
    number, last = 0, 0
    while part := kind.words_from(last, PART):
        _put(writer, kind, part)
        number, last = number + len(part), max(part)
    return number


def _put(writer: tantivy.IndexWriter, kind: Kind, words: dict[int, str]) -> None:
    documents: Iterable[tuple[int, str]] = words.items()
    for row, terms in documents:
        writer.add_document(tantivy.Document(key=kind.key(row), words=terms))
