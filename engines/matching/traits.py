"""What of a message is compared: its wording, its matter (the wording without names), the places it names.

`read` looks at one message alone. `Ground.learn` looks at all of them once: which names recur, how common each n-gram
is. `Ground.traits` turns readings into rows. A ground is kept: later messages become rows without touching the earlier
ones. Reading and counting work by partition. Sums do not depend on where the partition cuts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Protocol, TypeVar
from zlib import crc32

import numpy as np
import rjieba
from scipy.sparse import csr_matrix, hstack
from scipy.sparse import vstack as stacked

from engines.writing import simplified

from . import ngrams
from .placenames import Kind
from .places import NOWHERE, Entry, Gazetteer, core, find_places, without
from .synonyms import one_word
from .wording import normalise

BODY = 300
"""Characters of the body that are compared: beyond, messages tell their story rather than their demand."""
HEAD = 150
"""Characters of the body in which places count as the message's own."""
CHUNK = 2000
FORMULAE = (
    "建议希望请求恳请请问咨询反映投诉关于有关相关情况问题尽快解决领导您好尊敬谢谢我们本人这里现在目前已经多年一直没有无法不能不便严重影响生活居民群众"
    "村民市民业主大家老百姓附近周边旁边门口晚上每天早上经常很多非常增加改善加强维修改造修建新建安装设置政府部门有人一个需要可以能够为什么什么时候"
)
"""What suggestions say whatever they want: counted as if OF_BEFORE messages of BEFORE earlier ones held it."""
BEFORE, OF_BEFORE = 60, 20

Part = TypeVar("Part")
Result = TypeVar("Result")


class Run(Protocol):
    """`map` or anything like it: an executor's map, a cluster's; results in the order of the arguments."""

    def __call__(self, act: Callable[[Part], Result], parts: Iterable[Part], /) -> Iterable[Result]: ...


@dataclass(frozen=True)
class Message:
    """A suggestion as the engine sees it: no person. region: code chosen by the writer, may be empty."""

    id: int
    title: str
    body: str = ""
    region: str = ""


@dataclass(frozen=True)
class Reading:
    """A message by itself. title, body: normalised, one word for one thing, without region names; places: cores of names; regions: codes."""

    title: str
    body: str
    title_places: tuple[str, ...]
    places: tuple[str, ...]
    regions: tuple[str, ...]


def read(message: Message, gazetteer: Gazetteer = NOWHERE) -> Reading:
    """Find the places of one message and take the names of regions out of its wording."""
    title, body = simplified(message.title.strip()), simplified(message.body.strip()[:BODY])
    heads = [find_places(title, gazetteer, message.region), find_places(body[:HEAD], gazetteer, message.region)]
    regions = [m.regions[0] for m in chain(*heads) if m.kind is Kind.REGION and len(m.regions) == 1]
    deepest = [code for code in regions if not any(other != code and other.startswith(code) for other in regions)]
    names = [[one_word(core(normalise(m.name))) for m in head if m.kind is not Kind.REGION] for head in heads]
    title, body = (_without_regions(text, gazetteer) for text in (title, body))
    return Reading(
        one_word(normalise(title)),
        one_word(normalise(body)),
        tuple(dict.fromkeys(names[0])),
        tuple(dict.fromkeys(names[0] + names[1])),
        tuple(sorted(set(deepest))) or ((message.region,) if message.region else ()),
    )


def _without_regions(text: str, gazetteer: Gazetteer) -> str:
    return without(
        text, [(at, name) for at, name in gazetteer.names(text) if gazetteer.entries(name)[0].kind is Kind.REGION]
    )


@dataclass(frozen=True)
class Traits:
    """Rows of unit length, one a message; dot products are cosines.

    text: bigrams; matter: bigrams and words without names; places, title_places: bigrams of names;
    regions: codes of the places meant, most exact first
    """

    text: csr_matrix
    matter: csr_matrix
    places: csr_matrix
    title_places: csr_matrix
    regions: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return int(self.text.shape[0])

    def rows(self, which: np.ndarray | list[int]) -> "Traits":
        """The traits of some messages."""
        return Traits(
            self.text[which],
            self.matter[which],
            self.places[which],
            self.title_places[which],
            tuple(self.regions[at] for at in which),
        )

    def and_then(self, later: "Traits") -> "Traits":
        """These rows, then the later ones."""
        return _one_after_the_other([self, later])


def _one_after_the_other(parts: Sequence[Traits]) -> Traits:
    """The rows of all parts. There is at least one part."""
    return Traits(
        stacked([part.text for part in parts], format="csr"),
        stacked([part.matter for part in parts], format="csr"),
        stacked([part.places for part in parts], format="csr"),
        stacked([part.title_places for part in parts], format="csr"),
        tuple(chain.from_iterable(part.regions for part in parts)),
    )


@dataclass(frozen=True)
class Ground:
    """What is known of all messages together: recurring names and how many messages hold each n-gram."""

    known: Gazetteer
    messages: int
    text: np.ndarray
    matter: np.ndarray
    words: np.ndarray
    places: np.ndarray

    @classmethod
    def learn(cls, readings: Sequence[Reading], run: Run = map) -> "Ground":
        """From all messages so far; the same for any partition."""
        names: Counter[str] = Counter()
        for part in run(_names, _chunks(readings)):
            names.update(part)
        known = Gazetteer(Entry(n, "", Kind.ESTATE) for n in sorted(names) if names[n] > 1 and len(n) > 2)
        totals = [np.zeros(ngrams.WIDTH, np.int32) for _ in range(4)]
        for total, usual in zip(totals, _usual(), strict=False):
            total[usual] = OF_BEFORE
        for frequencies in run(partial(_frequencies, known), _chunks(readings)):
            for total, (columns, numbers) in zip(totals, frequencies, strict=True):
                total[columns] += numbers
        return cls(known, len(readings) + BEFORE, *totals)

    def traits(self, readings: Sequence[Reading], run: Run = map) -> Traits:
        """Rows for readings, earlier or new."""
        return _one_after_the_other(list(run(self._traits, _chunks(readings))) or [self._traits([])])

    def _traits(self, readings: Sequence[Reading]) -> Traits:
        text, matter, words, places, title_places = _counted(readings, self.known)
        return Traits(
            ngrams.unit(self._weighed(text, self.text)),
            hstack(
                [
                    ngrams.unit(self._weighed(matter, self.matter)) * np.float32(0.5**0.5),
                    ngrams.unit(self._weighed(words, self.words)) * np.float32(0.5**0.5),
                ],
                format="csr",
            ),
            ngrams.unit(self._weighed(places, self.places)),
            ngrams.unit(self._weighed(title_places, self.places)),
            tuple(reading.regions for reading in readings),
        )

    def _weighed(self, counts: csr_matrix, frequency: np.ndarray) -> csr_matrix:
        """(1 + ln tf) · (1 + ln (N+1)/(df+1))."""
        held = frequency[counts.indices]
        rarity = 1 + np.log((self.messages + 1) / (held + 1.0))
        rows = counts.copy()
        rows.data = ((1 + np.log(rows.data)) * rarity).astype(np.float32)
        return rows

    def rarity(self, word: str) -> float:
        """How telling a word is: 1 + ln (N+1)/(df+1)."""
        return float(1 + np.log((self.messages + 1) / (self.words[_column(word)] + 1.0)))

    def is_everywhere(self, word: str) -> bool:
        """Whether so many messages hold a word (1 in 20) that it explains nothing."""
        return bool(self.words[_column(word)] * 20 > self.messages + BEFORE)


def matter_words(text: str) -> list[str]:
    """Words of two characters or more."""
    return [word for word in rjieba.cut(text) if len(word) > 1 and not word.isspace()]


def without_names(reading: Reading, known: Gazetteer) -> tuple[str, str, list[str], list[str]]:
    """Title and body without any name, and the recurring names found in each."""
    texts, recurring = [], []
    for text in (reading.title, reading.body):
        names = known.names(text)
        bare = without(text, names)
        for name in reading.places:
            bare = bare.replace(name, " ")
        texts.append(bare)
        recurring.append([name for _, name in names])
    return texts[0], texts[1], recurring[0], recurring[1]


def _usual() -> list[np.ndarray]:
    """Columns of the formulae: of text, of matter, of words."""
    grams = ngrams.count([FORMULAE], (2,)).indices
    return [grams, grams, np.unique([_column(word) for word in matter_words(FORMULAE)])]


def _names(readings: Sequence[Reading]) -> Counter[str]:
    return Counter(chain.from_iterable(reading.places for reading in readings))


def _frequencies(known: Gazetteer, readings: Sequence[Reading]) -> list[tuple[np.ndarray, np.ndarray]]:
    counted = _counted(readings, known)[:4]
    return [np.unique(matrix.indices, return_counts=True) for matrix in counted]


def _counted(readings: Sequence[Reading], known: Gazetteer) -> tuple[csr_matrix, ...]:
    texts, matters, words, places, title_places = [], [], [], [], []
    for reading in readings:
        title, body, in_title, in_body = without_names(reading, known)
        texts.append(f"{reading.title} {reading.title} {reading.body}")
        matters.append(f"{title} {title} {body}")
        words.append(matter_words(title) * 2 + matter_words(body))
        title_places.append(" ".join(sorted({*in_title, *reading.title_places})))
        places.append(" ".join(sorted({*in_title, *in_body, *reading.places})))
    return (
        ngrams.count(texts, (2,)),
        ngrams.count(matters, (2,)),
        _count_words(words),
        ngrams.count(places, (2,)),
        ngrams.count(title_places, (2,)),
    )


_COLUMNS: dict[str, int] = {}


def _column(word: str) -> int:
    if word not in _COLUMNS:
        if len(_COLUMNS) > 500_000:
            _COLUMNS.clear()
        _COLUMNS[word] = crc32(word.encode()) & (ngrams.WIDTH - 1)
    return _COLUMNS[word]


def _count_words(rows: list[list[str]]) -> csr_matrix:
    lengths = [len(words) for words in rows]
    columns = np.fromiter(map(_column, chain.from_iterable(rows)), np.int32, sum(lengths))
    return ngrams.occurrences(np.repeat(np.arange(len(rows)), lengths), columns, len(rows))


def _chunks(items: Sequence[Part], size: int = CHUNK) -> Iterator[list[Part]]:
    source = iter(items)
    while part := list(islice(source, size)):
        yield part
