"""相似建议: earlier suggestions of the same region that answer to what is being typed (engines.matching.similar).

One index a place, held by each process and kept in a file under VAR. Before it answers it takes in what the database
has gained since, so that it is current on SQLite and PostgreSQL alike, whoever wrote the row. It only points:
what is shown comes from the database by way of queries.py.
"""

import logging
import os
import tempfile
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from engines.matching import Message, SimilarIndex, shared
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.gazetteer import gazetteer_of
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.places import elsewhere, named
from piaojue.stages.suggest.queries import public_suggestions

PLACES_HELD = 12  # places whose index one process keeps in memory
LATE = 300  # rows below the highest known key that are looked at again: transactions may end out of order
AT_ONCE = 4000  # rows that one answer takes in at most (half a second); a worker takes in the rest
KEEP_AFTER = 500  # new rows (of a large index one in twenty) after which the file is written again
ASK_BEFORE_TAKING = 0.6  # score from which a suggestion is asked about before it is taken
SHOWN = 0.25  # score from which an earlier wish is shown
ELSEWHERE = 0.5  # what the score of a wish counts that is about another place than the text names
logger = logging.getLogger("piaojue")


@dataclass(frozen=True)
class Earlier:
    """One earlier wish. people: how many asked for it (人); why: shared words and place; second: where to 附议, if one may."""

    title: str
    url: str
    people: int
    why: str
    score: float
    note: str = ""
    second: str = ""


Dress = Callable[[Seat | None, list[int]], dict[int, tuple[str, Earlier]]]
"""Suggestion ids → {id: (key, what is shown instead)}; equal keys are one wish. Registered by the room that groups."""
DRESSING: list[Dress] = []


def dressing(source: Dress) -> Dress:
    """Let a later room show the demand a suggestion became."""
    DRESSING.append(source)
    return source


@dataclass
class _Held:
    """One place's index in this process. highest: key of the last row taken in; fresh: rows that its file lacks."""

    index: SimilarIndex
    highest: int = 0
    fresh: int = 0
    lock: Lock = field(default_factory=Lock)


_HELD: OrderedDict[str, _Held] = OrderedDict()
_HELD_LOCK = Lock()


def earlier(by: Seat | None, year: Year, text: str, most: int = 5) -> list[Earlier]:
    """What was asked for before in the year's region, best first. Two characters are enough."""
    hits = {hit.id: hit.score for hit in hits_for(year.place_id, text, most * 6)}
    rows = _near(hits, text, named(text, year.place).sure)
    dressed: dict[int, tuple[str, Earlier]] = {}
    for dress in DRESSING:
        dressed |= dress(by, list(hits))
    wishes: dict[str, tuple[Suggestion, Earlier]] = {}
    voices: dict[str, set[tuple[str, int | str]]] = defaultdict(set)
    for row in rows:
        alone = row.pk not in dressed
        key, shown = dressed.get(row.pk) or (f"{row.masked_title}@{row.spot_id}", _undressed(by, row))
        if alone:
            voices[key] |= _voices(row)
        if key not in wishes:
            wishes[key] = row, _of_its_year(replace(shown, score=hits[row.pk]), row, year)
        elif alone:  # the same words about the same place: one wish of several people
            first, wish = wishes[key]
            wish = replace(wish, people=len(voices[key]))
            wishes[key] = first, replace(wish, note=shown.note, second="") if shown.note and not wish.note else wish
    names = gazetteer_of(year.place)
    return [
        replace(wish, why=str(shared(text, row.shown_title, row.shown_content, names)))
        for row, wish in list(wishes.values())[:most]
    ]


def _near(hits: dict[int, float], text: str, meant: Place | None) -> list[Suggestion]:
    """The rows that a text found, best first; what is about another place than the text names counts less in `hits`."""
    rows = public_suggestions().filter(pk__in=hits, year__standing="real")
    rows = rows.select_related("spot", "year__place", "place").prefetch_related("supports")
    _look_again(hits, text, rows)
    for row in rows:
        if meant and elsewhere(meant, row.spot):
            hits[row.pk] *= ELSEWHERE
    return sorted((row for row in rows if hits[row.pk] >= SHOWN), key=lambda row: (-hits[row.pk], -row.pk))


def _look_again(hits: dict[int, float], text: str, rows: Iterable[Suggestion]) -> None:
    """What was found by words that are covered counts only by those that everybody may read."""
    covered = [row for row in rows if (row.title, row.content) != (row.shown_title, row.shown_content)]
    readable = SimilarIndex()
    readable.add([Message(row.pk, row.shown_title, row.shown_content, row.spot_id) for row in covered])
    again = {hit.id: hit.score for hit in readable.query(text, most=len(covered), least=SHOWN)}
    for row in covered:
        hits[row.pk] = min(hits[row.pk], again.get(row.pk, 0))


def _of_its_year(wish: Earlier, row: Suggestion, year: Year) -> Earlier:
    """A wish of another year says which, and is not seconded any more."""
    if row.year_id == year.pk:
        return wish
    return replace(wish, note=_("%(n)s 年度") % {"n": row.year.number}, second="")


def _undressed(by: Seat | None, row: Suggestion) -> Earlier:
    mine = by is not None and row.proposer_id == by.person_id
    seconded = by is not None and any(support.person_id == by.person_id for support in row.supports.all())
    may = by is not None and not seconded and MOVES.may("support", row, by)
    second = reverse("support", args=[row.pk]) if may else ""
    note = "您提的" if mine else "您已经附议过" if seconded else ""
    return Earlier(row.masked_title, row.get_absolute_url(), len(_voices(row)), "", 0, note, second)


def _voices(row: Suggestion) -> set[tuple[str, int | str]]:
    """Who speaks in a suggestion: its proposer, by account, phone or paper, and who seconded it."""
    by_phone = ("phone", row.proposer_phone) if row.proposer_phone else ("paper", row.pk)
    return {
        ("person", row.proposer_id) if row.proposer_id else by_phone,
        *(("person", support.person_id) for support in row.supports.all()),
    }


def hits_for(place: str, text: str, most: int) -> list:
    """Ids and scores out of the place's index, after it has caught up with the database."""
    held = _held(place)
    with held.lock:
        _catch_up(place, held)
        return held.index.query(text, most=most, least=SHOWN)


def take_in(place: str) -> int:
    """A worker's part: the file gains what came since, AT_ONCE at most; returns how many rows. 0: it is current."""
    held = _held(place)
    with held.lock:
        before = held.highest
        waiting = Suggestion.objects.filter(place=place, pk__gt=before).count()
        if waiting < KEEP_AFTER:
            return 0
        _catch_up(place, held)
        return min(waiting, AT_ONCE) if held.highest > before else 0


def forget() -> None:
    """Drop what this process holds (the files stay): for tests and after a restore of the database."""
    with _HELD_LOCK:
        _HELD.clear()


def file_of(place: str) -> Path:
    return Path(settings.VAR) / "similar" / f"{place}.npz"


def _held(place: str) -> _Held:
    with _HELD_LOCK:
        if place in _HELD:
            _HELD.move_to_end(place)
        else:
            _HELD[place] = _read(place)
            while len(_HELD) > PLACES_HELD:
                _HELD.popitem(last=False)
        return _HELD[place]


def _read(place: str) -> _Held:
    """From the file; anew where there is none, it is damaged, or it speaks of rows that the database does not have."""
    try:
        index = SimilarIndex.from_bytes(file_of(place).read_bytes())
    except FileNotFoundError:
        return _Held(SimilarIndex())
    except ValueError:
        logger.warning("index of similar suggestions of %s cannot be read: built anew", place)
        return _Held(SimilarIndex())
    if len(index) > Suggestion.objects.filter(place=place, pk__lte=index.highest).count():
        return _Held(SimilarIndex())
    return _Held(index, index.highest)


def _catch_up(place: str, held: _Held) -> None:
    rows = Suggestion.objects.filter(place=place).order_by("pk").values_list("pk", "title", "content", "spot_id")
    before = held.highest
    late = set(rows.filter(pk__gt=before - LATE, pk__lte=before).values_list("pk", flat=True))
    if late := late - held.index.holds(sorted(late)):
        _take(held, list(rows.filter(pk__in=late)))
    _take(held, list(rows.filter(pk__gt=before)[:AT_ONCE]))
    if held.fresh >= max(KEEP_AFTER, len(held.index) // 20):
        _write(place, held)


def _take(held: _Held, rows: list[tuple]) -> None:
    if not rows:
        return
    held.index.add([Message(pk, title, content, spot) for pk, title, content, spot in rows])
    held.highest = max(held.highest, rows[-1][0])
    held.fresh += len(rows)


def _write(place: str, held: _Held) -> None:
    """Beside, then renamed: a reader never meets half a file."""
    path = file_of(place)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(held.index.to_bytes())
        os.replace(name, path)
        held.fresh = 0
    except OSError:
        logger.exception("index of similar suggestions of %s could not be kept", place)
