"""A demand in one sentence of the proposers' own words, and the title that says most: place, matter, what is wanted.

Nothing is written anew: a sentence is taken as somebody wrote it, with who wrote it and who else says the same.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .places import NOWHERE, Gazetteer, find_places
from .traits import matter_words
from .wording import normalise

SHORTEST, LONGEST = 8, 80
"""Characters of a sentence that can stand for a demand."""
SAME = 0.4
"""Share of a sentence's words from which a message says the same."""
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_WANTED = re.compile(
    "建议|希望|恳请|请求|请(?!问|看)|盼|呼吁|能不能|能否|可否|应该|急需|亟需|需要|想要|加装|增设|增加|新建|改造|维修|修复|修建|开通|打通|安装|清理|整治"
)
_GREETING = re.compile(r"^(?:尊敬的|敬爱的|各位|领导|您好|你好|大家好)|(?:您好|你好|谢谢|感谢|此致|敬礼)[。！!，,]?$")
_NO_WORDS = frozenset(
    re.findall(
        r"\S+",
        "建议 希望 请求 恳请 解决 问题 尽快 领导 政府 部门 我们 居民 群众 尊敬 谢谢 您好 进行 可以 没有 现在 一个",
    )
)
_WISHED, _PLACED = 0.5, 0.25
"""What a sentence gains that says what is wanted, and where; its words count up to 1."""


@dataclass(frozen=True)
class Gist:
    """sentence: as it was written; source: number of the message it is from; same: numbers of those that say the same."""

    sentence: str
    source: int
    same: tuple[int, ...]


def gist(messages: Sequence[tuple[str, str]], gazetteer: Gazetteer = NOWHERE) -> Gist | None:
    """The sentence of (title, body) messages that says most of what many of them say; None where no sentence will do."""
    words = [_words(f"{title} {body}") for title, body in messages]
    held = Counter(word for of_message in words for word in of_message)
    in_titles = Counter(word for title, _body in messages for word in _words(title))
    best: tuple[float, int, str] | None = None
    for number, (_title, body) in enumerate(messages):
        for sentence in sentences(body):
            score = _score(sentence, held, in_titles, len(messages), gazetteer)
            if best is None or score > best[0]:
                best = score, number, sentence
    if best is None:
        return None
    _worth, source, sentence = best
    own = _words(sentence)
    same = [at for at, others in enumerate(words) if at != source and len(own & others) >= SAME * len(own)]
    return Gist(sentence, source, tuple(same))


def says(title: str, gazetteer: Gazetteer = NOWHERE) -> int:
    """How much of place, matter and wish a title says, 0…3."""
    places = find_places(title, gazetteer)
    bare = title
    for mention in places:
        bare = bare.replace(mention.name, " ")
    return bool(places) + bool(_words(_WANTED.sub(" ", bare))) + bool(_WANTED.search(title))


def sentences(body: str) -> list[str]:
    """The sentences of a text that can stand for a demand."""
    pieces = (piece.strip() for piece in _SENTENCE.findall(body))
    return [piece for piece in pieces if SHORTEST <= len(piece) <= LONGEST and not _GREETING.search(piece)]


def _score(sentence: str, held: Counter[str], in_titles: Counter[str], messages: int, gazetteer: Gazetteer) -> float:
    words = _words(sentence)
    if not words:
        return 0.0
    shared = sum((held[word] + in_titles[word]) / (2 * messages) for word in words) / max(len(words), 4)
    wished = _WISHED * bool(_WANTED.search(sentence))
    return float(shared + wished * shared + _PLACED * shared * bool(find_places(sentence, gazetteer)))


def _words(text: str) -> set[str]:
    return {word for word in matter_words(normalise(text)) if word not in _NO_WORDS}
