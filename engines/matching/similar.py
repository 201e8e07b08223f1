"""Similar earlier suggestions while one is being typed: kept, added to, asked within milliseconds.

The index knows bigrams only, no text and no person. The caller shows the hits from its own store. `shared` says why they
match.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np
from scipy.sparse import csr_matrix

from . import ngrams
from .likeness import Why
from .placenames import SUFFIXES
from .places import NOWHERE, Gazetteer, core, find_places
from .synonyms import one_word
from .traits import Message, matter_words
from .wording import normalise

BODY = 200
FORMAT = 3
"""Number of the form in which an index is kept; another number makes old files void."""
_TAIL = 2000
_OPENING = re.compile("建议|希望|请求|恳请|请问|咨询|反映|投诉|关于|尽快|解决|领导|您好|你好|谢谢|盼望|问题")
"""How wishes are put, whatever is wished: no reason to show another one."""
_EVERYWHERE = 0.2
"""Bigrams that more than this share of a large index holds do not count."""


@dataclass(frozen=True)
class Hit:
    """An earlier message. score: 0…1, how much of what was typed it answers."""

    id: int
    score: float


class SimilarIndex:
    """Messages by their bigrams. Adding is cheap; rows added since the last fold are scanned beside the folded."""

    def __init__(self) -> None:
        self._ids = np.empty(0, np.int64)
        self._regions = np.empty(0, "U12")
        self._by_gram = csr_matrix((ngrams.WIDTH, 0), dtype=np.float32)
        self._tail = csr_matrix((0, ngrams.WIDTH), dtype=np.float32)
        self._held = np.zeros(ngrams.WIDTH, np.int32)
        self._gone = np.empty(0, bool)

    def __len__(self) -> int:
        return int((~self._gone).sum())

    def add(self, messages: Sequence[Message]) -> None:
        """Take messages in (a known id is replaced)."""
        if not messages:
            return
        self.remove([message.id for message in messages])
        rows = ngrams.count([_text(message.title, message.body) for message in messages], (1, 2))
        rows.data = (1 + np.log(rows.data)).astype(np.float32)
        rows = ngrams.unit(rows)
        self._held += np.bincount(rows.indices, minlength=ngrams.WIDTH).astype(np.int32)
        self._ids = np.concatenate([self._ids, [message.id for message in messages]])
        self._regions = np.concatenate([self._regions, np.array([message.region for message in messages], "U12")])
        self._gone = np.concatenate([self._gone, np.zeros(len(messages), bool)])
        self._tail = _stack(self._tail, rows)
        if self._tail.shape[0] > max(_TAIL, self._by_gram.shape[1] // 20):
            self._fold()

    @property
    def highest(self) -> int:
        """The highest id taken in; 0 of none."""
        return int(self._ids.max()) if len(self._ids) else 0

    def holds(self, ids: Sequence[int]) -> set[int]:
        """Which of some ids were taken in and not removed."""
        return set(self._ids[np.isin(self._ids, np.asarray(ids, np.int64)) & ~self._gone].tolist())

    def to_bytes(self) -> bytes:
        """The whole index, to be kept in a file: arrays of numbers only."""
        self._fold()
        by_gram = self._by_gram
        out = io.BytesIO()
        np.savez(
            out,
            format=FORMAT,
            ids=self._ids,
            regions=self._regions,
            held=self._held,
            data=by_gram.data,
            indices=by_gram.indices,
            indptr=by_gram.indptr,
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "SimilarIndex":
        """What `to_bytes` kept. Raises ValueError for anything else: build anew then."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                if int(arrays["format"]) != FORMAT:
                    raise ValueError("another format")
                self = cls()
                self._ids, self._regions, self._held = arrays["ids"], arrays["regions"], arrays["held"]
                self._by_gram = csr_matrix(
                    (arrays["data"], arrays["indices"], arrays["indptr"]), shape=(ngrams.WIDTH, len(self._ids))
                )
        except (KeyError, OSError, EOFError, BadZipFile) as error:
            raise ValueError("not a kept index") from error
        self._gone = np.zeros(len(self._ids), bool)
        return self

    def remove(self, ids: Sequence[int]) -> None:
        """Withdrawn messages answer no more."""
        self._gone |= np.isin(self._ids, np.asarray(ids, np.int64))

    def query(self, text: str, region: str = "", most: int = 5, least: float = 0.25) -> list[Hit]:
        """The messages that answer best to a text, best first, later ones before earlier of equal score.

        text:   what is typed so far; two characters are enough
        region: code prefix within which to look
        least:  score from which a message is shown
        """
        wanted, weights = self._asked(text)
        if not len(wanted) or not len(self._ids):
            return []
        scores = np.zeros(len(self._ids), np.float32)
        folded = self._by_gram.shape[1]
        start, stop = self._by_gram.indptr[wanted], self._by_gram.indptr[wanted + 1]
        for a, b, weight in zip(start, stop, weights, strict=True):
            scores[self._by_gram.indices[a:b]] += weight
        if self._tail.shape[0]:
            asked = np.zeros(ngrams.WIDTH, np.float32)
            asked[wanted] = weights
            scores[folded:] = (self._tail != 0).astype(np.float32) @ asked
        scores = scores / weights.sum()
        scores[self._gone] = 0
        if region:
            scores[~np.char.startswith(self._regions, region)] = 0
        answering = np.flatnonzero(scores >= least)
        order = answering[np.lexsort((-self._ids[answering], -np.round(scores[answering], 4)))][:most]
        return [Hit(int(self._ids[at]), round(float(scores[at]), 4)) for at in order]

    def _asked(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Columns asked for and their weights; the single character only where nothing longer was typed."""
        text = _wish(one_word(normalise(text)))
        size = 2 if re.search(r"\S\S", text) else 1
        columns = np.unique(ngrams.hashes(ngrams.encode(text + " "), size))
        columns = columns[columns > 0]
        total = len(self._ids)
        rarity = 1 + np.log((total + 1) / (self._held[columns] + 1.0))
        rarity[self._held[columns] == 0] /= (
            2  # what nobody wrote tells none from another: it must not drown what somebody did
        )
        if total > 1000 and len(columns) > 1:
            telling = self._held[columns] <= total * _EVERYWHERE
            if telling.any():
                columns, rarity = columns[telling], rarity[telling]
        return columns, rarity.astype(np.float32)

    def _fold(self) -> None:
        rows = _stack(self._by_gram.T.tocsr(), self._tail)
        staying = ~self._gone
        self._ids, self._regions, self._gone = self._ids[staying], self._regions[staying], np.zeros(staying.sum(), bool)
        self._by_gram = rows[np.flatnonzero(staying)].T.tocsr()
        self._tail = csr_matrix((0, ngrams.WIDTH), dtype=np.float32)


def shared(typed: str, title: str, body: str = "", gazetteer: Gazetteer = NOWHERE, most: int = 4) -> Why:
    """Why an earlier message answers to what is typed: places both name, then longest words both hold."""
    earlier = one_word(normalise(f"{title} {body[:BODY]}"))
    names = {one_word(core(normalise(m.name))) for m in find_places(typed, gazetteer)}
    places = tuple(sorted((name for name in names if name in earlier), key=lambda name: (-len(name), name))[:2])
    words = [
        w
        for w in dict.fromkeys(matter_words(_wish(one_word(normalise(typed)))))
        if w in earlier and w not in SUFFIXES and not any(w in p for p in places)
    ]
    return Why(places, tuple(sorted(words, key=lambda word: -len(word))[:most]))


def _wish(text: str) -> str:
    """What is typed without how it is put, if anything remains."""
    bare = _OPENING.sub(" ", text)
    return bare if re.search(r"\w\w", bare) else text


def _text(title: str, body: str) -> str:
    return one_word(normalise(f"{title} {title} {body[:BODY]}"))


def _stack(upper: csr_matrix, lower: csr_matrix) -> csr_matrix:
    return csr_matrix(
        (
            np.concatenate([upper.data, lower.data]),
            np.concatenate([upper.indices, lower.indices]),
            np.concatenate([upper.indptr, lower.indptr[1:] + upper.indptr[-1]]),
        ),
        shape=(upper.shape[0] + lower.shape[0], ngrams.WIDTH),
    )
