"""Rows found by words: the one way of public search, filters of lists, similar wishes and the grouping desk.

What the index has not taken in yet is read from the database, so an answer is as current as the transaction it is given in.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import tantivy
from django.conf import settings
from django.db import connection
from django.db.models import Q

from engines.matching.grams import Terms, answered, asked_terms, beginning, is_beginning, stands_in, weighed
from piaojue.commons.wordindex import index
from piaojue.commons.wordindex.kinds import KINDS, Kind, kind_mark, place_mark, year_mark
from piaojue.commons.wordindex.models import Changed

MOST = 2000
"""Rows that one search finds at most, the newest: nobody reads further, and the question stays short."""
BEHIND = 2000
"""Entries of the feed that are read from the database at most; a worker takes them in before there are so many."""
TAKEN_IN_FROM = 300
"""Entries from which a site without a worker takes them in itself."""
HELD = 4000


@dataclass(frozen=True)
class Hit:
    """A row. score: 0…1, how much of what was typed it answers."""

    id: int
    score: float


@dataclass(frozen=True)
class _Now:
    """The index as it stands, and the terms of rows that it has not taken in. gone: rows that it may not answer with."""

    searcher: tantivy.Searcher | None
    fresh: dict[int, str]
    gone: frozenset[int]


_TERMS: dict[tuple[int, str], str] = {}


def found(kind: str, text: str, *, year: int | None = None, most: int = MOST) -> list[int]:
    """Keys of the newest rows that have every word of a text, in any spelling, or another word for the same; newest first.

    Two characters are enough, one is, too. year: of this year only.
    """
    marks = [kind_mark(kind), *([year_mark(year)] if year is not None else [])]
    words = [asked_terms(word) for word in text.split()]
    if not words or not all(words):
        return []
    now = _now(KINDS[kind])
    rows = [row for row, terms in now.fresh.items() if _has(terms, marks, words)]
    if now.searcher is not None:
        clauses = [*(_term(mark) for mark in marks), *(_any_way(ways) for ways in words)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in clauses])
        hits = now.searcher.search(query, most + len(now.gone), count=False, order_by_field="key").hits
        rows += [row for row in (KINDS[kind].row(int(key)) for key, _at in hits) if row not in now.gone]
    return sorted(rows, reverse=True)[:most]


def having(kind: str, *, year: int | None = None, at: str = "pk") -> Callable[[str], Q]:
    """Words → the rows that have them, for a list's filter. at: the way to the row."""
    return lambda text: Q(**{f"{at}__in": found(kind, text, year=year)})


def alike(kind: str, text: str, *, place: str, most: int = 30, least: float = 0.25) -> list[Hit]:
    """The rows of a place that answer best to what is typed, best first, later ones before earlier of equal score."""
    return alike_each(kind, {0: text}, place=place, most=most, least=least)[0]


def alike_each(
    kind: str, texts: Mapping[int, str], *, place: str, most: int = 30, least: float = 0.25
) -> dict[int, list[Hit]]:
    """The same for several texts by their keys, with as many questions to the database as for one."""
    now = _now(KINDS[kind])
    marks = [kind_mark(kind), place_mark(place)]
    near = {row: terms for row, terms in now.fresh.items() if _has(terms, marks, [])}
    return {key: _best(now, KINDS[kind], near, text, marks, most, least) for key, text in texts.items()}


def _best(
    now: _Now, kind: Kind, near: dict[int, str], text: str, marks: list[str], most: int, least: float
) -> list[Hit]:
    weights = weighed(text, lambda term: _held(now, near, term), _total(now, near))
    if not weights:
        return []
    hits = [Hit(row, answered(weights, partial(stands_in, text=terms))) for row, terms in near.items()]
    if now.searcher is not None:
        hits += _out_of_the_index(now.searcher, now, kind, marks, weights, most)
    hits = [Hit(hit.id, round(hit.score, 4)) for hit in hits if round(hit.score, 4) >= least]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.id))[:most]


def _out_of_the_index(
    searcher: tantivy.Searcher, now: _Now, kind: Kind, marks: list[str], weights: dict[str, float], most: int
) -> list[Hit]:
    """Those that answer all of it, the newest; where these are too few, those that answer most of it."""
    here = [(tantivy.Occur.Must, tantivy.Query.const_score_query(_term(mark), 0.0)) for mark in marks]
    every = [(tantivy.Occur.Must, _term(term)) for term in weights]
    wanted = most + len(now.gone)
    whole = searcher.search(
        tantivy.Query.boolean_query([*here, *every]), wanted, count=False, order_by_field="key"
    ).hits
    scores = {kind.row(int(key)): 1.0 for key, _address in whole}
    if len(whole) < wanted and len(weights) > 1:
        says = [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(_term(term), weight))
            for term, weight in weights.items()
        ]
        query = tantivy.Query.boolean_query([*here, (tantivy.Occur.Must, tantivy.Query.boolean_query(says))])
        hits = searcher.search(query, wanted, count=False).hits
        keys = searcher.fast_field_values("key", [address for _score, address in hits])
        for key, (score, _address) in zip(keys, hits, strict=True):
            if key is not None:
                scores.setdefault(kind.row(int(key)), float(score))
    return [Hit(row, score) for row, score in scores.items() if row not in now.gone]


def _total(now: _Now, near: dict[int, str]) -> int:
    return len(near) + (now.searcher.num_docs if now.searcher is not None else 0)


def _held(now: _Now, near: dict[int, str], term: str) -> int:
    fresh = sum(stands_in(term, terms) for terms in near.values())
    if now.searcher is None or is_beginning(term):
        return fresh
    return fresh + int(now.searcher.doc_freq("words", term))


def _has(terms: str, marks: Iterable[str], words: Iterable[Sequence[Terms]]) -> bool:
    return all(stands_in(mark, terms) for mark in marks) and all(
        any(all(stands_in(term, terms) for term in way) for way in ways) for ways in words
    )


def _any_way(ways: Sequence[Terms]) -> tantivy.Query:
    all_of = [tantivy.Query.boolean_query([(tantivy.Occur.Must, _term(term)) for term in way]) for way in ways]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, way) for way in all_of])


def _term(term: str) -> tantivy.Query:
    if is_beginning(term):
        return tantivy.Query.regex_query(index.schema(), "words", f"{re.escape(beginning(term))}.")
    return tantivy.Query.term_query(index.schema(), "words", term, "basic")


def _now(kind: Kind) -> _Now:
    at = index.mark()
    rows = Changed.objects.all() if at is None else at.after()
    entries = list(rows.order_by("-pk")[:BEHIND])
    if at is not None and len(entries) < BEHIND and not any(at.knows(entry) for entry in entries):
        at, entries = None, list(Changed.objects.order_by("-pk")[:BEHIND])  # it speaks of another database
    if len(entries) >= TAKEN_IN_FROM and _takes_in_itself() and index.take_in():
        return _now(kind)
    searcher = index.opened(at) if at is not None else None
    latest: dict[int, Changed] = {}
    for entry in entries:
        if entry.kind == kind.name:
            latest.setdefault(entry.row, entry)
    return _Now(searcher, _terms_of(kind, latest), frozenset(latest))


def _takes_in_itself() -> bool:
    """Whether no worker does; never out of a transaction that may still be undone."""
    return settings.JOBS_IN_THREAD and not connection.in_atomic_block


def _terms_of(kind: Kind, entries: dict[int, Changed]) -> dict[int, str]:
    """The terms of rows as they are since their last entry, kept for the next question."""
    keys = {row: (entry.pk, f"{kind.name}{row}@{entry.at}") for row, entry in entries.items()}
    missing = [row for row, key in keys.items() if key not in _TERMS]
    words = kind.words_of(missing) if missing else {}
    if len(_TERMS) > HELD:
        _TERMS.clear()
    _TERMS.update({keys[row]: words.get(row, "") for row in missing})
    held = {row: _TERMS.get(key, "") for row, key in keys.items()}
    return {row: terms for row, terms in held.items() if terms}
