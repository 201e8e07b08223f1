"""Category (or department) of a message, proposed with confidence and the words that speak for it.

Before any decision the taxonomy's words propose. A linear model over words and character n-grams takes over, more with
each decided message. Clerks' corrections are examples like any other: train again with all of them. The same examples in
the same order give the same model.

A single decision against the taxonomy's words counts as a slip until others agree with it. What was learned is taken only
where it is not worse than the words alone on examples held back, and where it still knows the plain wishes of plain.py.
`Trial` says how that went. `doubt` says when nothing should be proposed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import numpy as np
import rjieba
from scipy.sparse import csr_matrix

from . import ngrams
from .plain import FORGIVEN, PLAIN
from .taxonomy import BY_KEY, TAXONOMY, Field
from .wording import normalise

TITLE = 4
"""How often the title counts against the body once."""
_CHARACTERS = 0.6
_TITLE_ALONE = 0.4
_TRUST = 20
"""Decided messages after which the model weighs as much as the taxonomy's words."""
_SEEN = 2
"""Examples of a label after which half of what was learned of it is believed."""
_AGREEING = 3
"""Decisions against the same words for the same label from which on they are no slips."""
_AGAINST = 0.3
"""Share of another label, by the taxonomy's words, from which a decision goes against them."""
_CHECKED = 30
"""Examples from which a part is held back to see whether learning helps."""
SURE, AHEAD = 0.6, 0.2
"""Confidence of the best label, and its lead over the second, from which it may be proposed."""
_TEMPERATURES = (0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
_SHARE = 0.2


class Example(NamedTuple):
    """A decided message. words: its segmented words, where only those are kept (title and body then empty)."""

    title: str
    body: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """One label, best first. confidence: 0…1, over all labels 1; words: the message's own words that speak for it."""

    label: str
    confidence: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """Whether what was learned is taken, and why.

    examples: decided messages that were learned from; slips: those that were set aside as slips
    held: examples held back, 0 where there were too few; by_words, by_learning: how many of them each got right
    plain: plain wishes; forgotten: those of them that are no longer known after learning
    """

    examples: int = 0
    slips: int = 0
    held: int = 0
    by_words: int = 0
    by_learning: int = 0
    plain: int = 0
    forgotten: int = 0
    taken: bool = False


class Classifier:
    """Proposes labels. Picklable; holds no text of any example.

    fields:  the taxonomy whose words propose while decisions are few; for departments `by_department()`
    labels:  all labels, in order
    trial:   how learning went
    """

    def __init__(self, fields: Sequence[Field] = TAXONOMY) -> None:
        self.trial = Trial()
        self.labels = [field.key for field in fields]
        self._pointing = {field.key: tuple(map(normalise, field.words)) for field in fields}
        self._decided: Counter[str] = Counter()
        self._words: _OverWords | None = None
        self._characters: _OverCharacters | None = None
        self._temperature = 1.0
        self._heard: set[str] = set()

    @classmethod
    def trained(cls, examples: Sequence[Example], fields: Sequence[Field] = TAXONOMY) -> "Classifier":
        """A classifier that has seen `examples`; labels unknown to `fields` are added.

        Fewer than two labels, or none: only the taxonomy's words propose.
        """
        self = cls(fields)
        self.labels += sorted({example.label for example in examples} - set(self.labels))
        believed = self._without_slips(examples)
        self.trial = Trial(len(believed), len(examples) - len(believed))
        if len({example.label for example in believed}) < 2 or (self._pointing and not self._gains(believed)):
            return self
        labels = [example.label for example in believed]
        words = [_words(example) for example in believed]
        self._learn(words, labels, _temperature(words, labels))
        if self._remembers():
            self.trial = replace(self.trial, taken=True)
        else:
            self._decided, self._words, self._characters = Counter(), None, None
        return self

    def _learn(self, words: Sequence[list[str]], labels: Sequence[str], temperature: float) -> None:
        self._decided = Counter(labels)
        self._words, self._characters = _OverWords(words, labels), _OverCharacters(words, labels)
        self._temperature = temperature
        texts = "\n".join("".join(of_example) for of_example in words)
        self._heard = {word for pointing in self._pointing.values() for word in pointing if word in texts}

    def _without_slips(self, examples: Sequence[Example]) -> list[Example]:
        """The examples, but for those against the taxonomy's words with which fewer than _AGREEING others agree."""
        against = [self._against(example) for example in examples]
        agreeing = Counter(words for words in against if words)
        return [
            example
            for example, words in zip(examples, against, strict=True)
            if words is None or agreeing[words] >= _AGREEING
        ]

    def _against(self, example: Example) -> tuple[str, str] | None:
        """(label the taxonomy's words point to, label decided), where they differ clearly."""
        pointed = self._pointed(f"{example.title} {example.title} {example.title} {example.body}")
        if not pointed or example.label in pointed:
            return None
        shares = self._prior(pointed)
        best = max(range(len(shares)), key=lambda at: shares[at])
        return (self.labels[best], example.label) if shares[best] >= _AGAINST else None

    def _gains(self, examples: Sequence[Example]) -> bool:
        """Whether what is learned from four of five examples does as well on the fifth as the words alone."""
        if len(examples) < _CHECKED:
            return True
        held, rest = examples[::5], [example for at, example in enumerate(examples) if at % 5]
        if len({example.label for example in rest}) < 2:
            return True
        asked = [(example.title, example.body) for example in held]
        trial = Classifier(())
        trial.labels, trial._pointing = self.labels, self._pointing
        right = []
        for learned in (False, True):
            if learned:
                trial._learn([_words(example) for example in rest], [example.label for example in rest], 1.0)
            proposals = trial.propose_all(asked, 1)
            right.append(sum(best[0].label == example.label for best, example in zip(proposals, held, strict=True)))
        self.trial = replace(self.trial, held=len(held), by_words=right[0], by_learning=right[1])
        return right[1] >= right[0]

    def _remembers(self) -> bool:
        """Whether the plain wishes are known as well as before, but for FORGIVEN of them."""
        label_of = {
            field.key: next((one for one in (field.key, field.department) if one in self._pointing), "")
            for field in BY_KEY.values()
        }
        asked = [(text, label_of[field]) for text, field in PLAIN if label_of[field]]
        if not asked:
            return True
        plain = Classifier(())
        plain.labels, plain._pointing = self.labels, self._pointing
        texts = [(text, "") for text, _label in asked]
        before, after = plain.propose_all(texts, 1), self.propose_all(texts, 1)
        known = [
            (was[0].label == label, now[0].label == label)
            for was, now, (_text, label) in zip(before, after, asked, strict=True)
        ]
        forgotten = sum(was and not now for was, now in known) - sum(now and not was for was, now in known)
        self.trial = replace(self.trial, plain=len(asked), forgotten=max(0, forgotten))
        return forgotten <= FORGIVEN

    def propose(self, title: str, body: str = "", most: int = 3) -> list[Proposal]:
        """The most likely labels of one message."""
        return self.propose_all([(title, body)], most)[0]

    def propose_all(self, messages: Sequence[tuple[str, str]], most: int = 3) -> list[list[Proposal]]:
        """`propose` for many."""
        words = [_words(Example(title, body, "")) for title, body in messages]
        pointed = [self._pointed(f"{title} {title} {title} {body}") for title, body in messages]
        shares = np.array([self._prior(words_by_label) for words_by_label in pointed])
        if self._words is not None and self._characters is not None:
            titles = [_words(Example(title, "", "")) for title, _ in messages]
            learned = _shares(_learned(self._words, self._characters, words, titles), self._temperature)
            at = [self.labels.index(label) for label in self._words.labels]
            trusted = self._trusted(words, pointed)
            seen = np.array([self._decided[label] for label in self._words.labels])
            shares *= 1 - trusted
            shares[:, at] += trusted * learned * seen / (seen + _SEEN)
            shares /= shares.sum(axis=1, keepdims=True)
        return [self._best(row, own, hints, most) for row, own, hints in zip(shares, words, pointed, strict=True)]

    def _trusted(self, words: Sequence[list[str]], pointed: Sequence[Mapping[str, list[str]]]) -> np.ndarray:
        """How far what was learned counts for each message against the taxonomy's words, 0…1, as a column.

        Of the words of the taxonomy that no example had nothing was learned, and nothing of an empty message.
        """
        total = sum(self._decided.values())
        heard = [self._share_heard(set(chain.from_iterable(of_message.values()))) for of_message in pointed]
        share = np.array([bool(own) * known for own, known in zip(words, heard, strict=True)])
        trusted: np.ndarray = total / (total + _TRUST) * share[:, None]
        return trusted

    def _share_heard(self, pointing: set[str]) -> float:
        """Of the taxonomy's words in a message, those that examples had; all where there are none."""
        known = sum(len(word) - 0.5 for word in pointing & self._heard)
        return known / sum(len(word) - 0.5 for word in pointing) if pointing else 1.0

    def _pointed(self, text: str) -> dict[str, list[str]]:
        text = normalise(text)
        words_by_label: dict[str, list[str]] = {}
        for label, pointing in self._pointing.items():
            if met := [word for word in pointing if word in text]:
                words_by_label[label] = sorted(met, key=lambda word: (-text.count(word) * len(word), word))
        return words_by_label

    def _prior(self, pointed: Mapping[str, list[str]]) -> list[float]:
        """Shares by the taxonomy's words. Longer words tell more. Other (其他) where nothing is met."""
        scores = {label: sum(len(word) - 0.5 for word in words) for label, words in pointed.items()}
        if not scores:
            scores = {"other": 1.0} if "other" in self.labels else dict.fromkeys(self.labels, 1.0)
        weights = [math.exp(min(scores[label], 20) / 2) if label in scores else 0.2 for label in self.labels]
        return [weight / sum(weights) for weight in weights]

    def _best(
        self, shares: np.ndarray, words: list[str], pointed: Mapping[str, list[str]], most: int
    ) -> list[Proposal]:
        order = sorted(range(len(self.labels)), key=lambda at: (-shares[at], at))[:most]
        return [
            Proposal(self.labels[at], round(float(shares[at]), 4), self._reasons(self.labels[at], words, pointed))
            for at in order
        ]

    def _reasons(self, label: str, words: list[str], pointed: Mapping[str, list[str]]) -> tuple[str, ...]:
        learned: list[str] = self._words.telling(label, words) if self._words is not None else []
        return tuple(dict.fromkeys([*pointed.get(label, ())[:2], *learned, *pointed.get(label, ())[2:]]))[:4]


def doubt(proposals: Sequence[Proposal]) -> str:
    """Why nothing should be proposed, for a person; empty: the best label is sure enough."""
    if not proposals or not proposals[0].words:
        return "没有认出说明领域的词"
    best = proposals[0]
    second = proposals[1].confidence if len(proposals) > 1 else 0.0
    if best.confidence - second < AHEAD:
        return "几个领域都像"
    return "把握不足" if best.confidence < SURE else ""


def by_department(fields: Iterable[Field] = TAXONOMY) -> list[Field]:
    """The taxonomy read by department: a Field for each, its words those of its categories."""
    words: dict[str, list[str]] = defaultdict(list)
    for field in fields:
        words[field.department] += field.words
    return [Field(name, name, name, tuple(dict.fromkeys(of_department))) for name, of_department in words.items()]


class _Linear:
    def __init__(self, rows: csr_matrix, labels: Sequence[str], penalty: float) -> None:
        from sklearn.svm import LinearSVC  # takes as long as everything else of a start: imported where it is used

        self._model = LinearSVC(C=penalty, random_state=0).fit(rows, labels)
        self.labels: list[str] = list(self._model.classes_)

    def _scores(self, rows: csr_matrix) -> np.ndarray:
        scores: np.ndarray = self._model.decision_function(rows)
        return np.stack([-scores, scores], axis=1) if scores.ndim == 1 else scores


class _OverWords(_Linear):
    def __init__(self, documents: Sequence[list[str]], labels: Sequence[str]) -> None:
        least = 2 if len(documents) >= 200 else 1
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._vectors = TfidfVectorizer(analyzer=_as_is, sublinear_tf=True, min_df=least, dtype=np.float32)
        super().__init__(self._vectors.fit_transform(documents), labels, 0.3)

    def scores(self, documents: Sequence[list[str]]) -> np.ndarray:
        return self._scores(self._vectors.transform(documents))

    def telling(self, label: str, words: list[str], most: int = 3) -> list[str]:
        """The words of a message that speak most for a label."""
        if label not in self.labels:
            return []
        at = self.labels.index(label)
        weights = self._model.coef_[at] if len(self.labels) > 2 else self._model.coef_[0] * (1 if at else -1)
        known = self._vectors.vocabulary_
        weight = {word: weights[known[word]] * self._vectors.idf_[known[word]] for word in set(words) if word in known}
        best = sorted(weight, key=lambda word: (-weight[word], word))
        return [word for word in best if weight[word] > 0 and len(word) > 1][:most]


class _OverCharacters(_Linear):
    def __init__(self, documents: Sequence[list[str]], labels: Sequence[str]) -> None:
        counts = ngrams.count(["".join(words) for words in documents], (1, 2, 3))
        held = np.bincount(counts.indices, minlength=ngrams.WIDTH)
        self._kept = np.flatnonzero(held >= (2 if len(documents) >= 200 else 1))
        self._rarity = (1 + np.log((len(documents) + 1) / (held[self._kept] + 1))).astype(np.float32)
        super().__init__(self._rows(counts), labels, 0.5)

    def scores(self, documents: Sequence[list[str]]) -> np.ndarray:
        return self._scores(self._rows(ngrams.count(["".join(words) for words in documents], (1, 2, 3))))

    def _rows(self, counts: csr_matrix) -> csr_matrix:
        place = np.searchsorted(self._kept, counts.indices)
        place[place == len(self._kept)] = 0
        known = self._kept[place] == counts.indices
        data = np.where(known, (1 + np.log(counts.data)) * self._rarity[place], 0).astype(np.float32)
        rows = csr_matrix((data, place.astype(np.int32), counts.indptr), shape=(counts.shape[0], len(self._kept)))
        rows.eliminate_zeros()
        return ngrams.unit(rows)


def _learned(
    over_words: _OverWords, over_characters: _OverCharacters, words: list[list[str]], titles: list[list[str]]
) -> np.ndarray:
    """Scores of messages. Words decide; n-grams help where words are new; the title counts once more by itself."""
    title = over_words.scores(titles) * np.array([[bool(words)] for words in titles])
    scores: np.ndarray = over_words.scores(words) + _CHARACTERS * over_characters.scores(words) + _TITLE_ALONE * title
    scores /= 1 + _CHARACTERS + _TITLE_ALONE
    return scores


def _as_is(words: list[str]) -> list[str]:
    return words


def _words(example: Example) -> list[str]:
    """Words of the title TITLE times and of the body; numbers, blanks and marks left out."""
    if example.words:
        return [word for word in normalise(" ".join(example.words)).split() if _tells(word)]
    title, body = (list(filter(_tells, rjieba.cut(normalise(text)))) for text in (example.title, example.body))
    return title * TITLE + body


_COURTESIES = (
    "代表 同志 同志们 领导 领导们 各位 尊敬 敬爱 您好 你好 好 谢谢 感谢 多谢 辛苦 辛苦了 麻烦 请 请问 敬请 恳请 希望 盼 盼望 建议 提议 反映 反应 "
    "问题 此致 敬礼 市长 书记 区长 县长 镇长 主任 主席 人大代表 人大 政府 相关 有关 有关部门 相关部门 部门 解决 尽快 早日 重视 支持 关心 想 说 说说 "
    "事 事情 一下 我 我们 你们 您 大家"
)
_POLITE = frozenset(_COURTESIES.split())
"""Words of politeness and of asking, which stand in any message and tell nothing of its matter."""


def _tells(word: str) -> bool:
    return (
        bool(word)
        and word not in _POLITE
        and (word.isalpha() or not word.isascii())
        and any(c.isalnum() for c in word)
        and not word.isdigit()
    )


def _shares(scores: np.ndarray, temperature: float) -> np.ndarray:
    powers = np.exp(temperature * (scores - scores.max(axis=1, keepdims=True)))
    shares: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _temperature(words: Sequence[list[str]], labels: Sequence[str]) -> float:
    """The sharpness at which shares on held-back examples are most truthful (log loss)."""
    if len(labels) < 50:
        return 1.0
    held = np.random.default_rng(0).permutation(len(labels))[: int(len(labels) * _SHARE)]
    back = set(held.tolist())
    rest = [at for at in range(len(labels)) if at not in back]
    if len({labels[at] for at in rest}) < 2:
        return 1.0
    model = _OverWords([words[at] for at in rest], [labels[at] for at in rest])
    known = {label: at for at, label in enumerate(model.labels)}
    judged = [at for at in held if labels[at] in known]
    if not judged:
        return 1.0
    scores = model.scores([words[at] for at in judged])
    right = [known[labels[at]] for at in judged]

    def loss(temperature: float) -> float:
        return -float(np.log(_shares(scores, temperature)[np.arange(len(right)), right] + 1e-9).mean())

    return min(_TEMPERATURES, key=loss)
