"""The mask of personal data, on sentences that were made up by hand: how much it covers, doubts, misses, and covers too much.

The sample has four parts (benchmarks/_masking_sample.txt). Rules may be changed by what the first one shows. Each of the
others was written without a look at the rules and measured once before anybody used it: these figures (`AT_FIRST`) say what
to expect of words not seen. Each part has sentences without anybody in them whose words look like names (李家沟, 张家口银行).
Their writers are few: real letters vary more.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks._lines import line
from engines.matching import mask

SAMPLE = Path(__file__).with_name("_masking_sample.txt")
PROMISED = 0.9
"""Of what leads to a person this share is covered or held for somebody to look at, in all parts but the first together."""
PARTS = {"A": "第一部分（改规则用）", "B": "第二部分", "C": "第三部分", "D": "第四部分"}
AT_FIRST = {"B": (24, 2, 28), "C": (28, 5, 42), "D": (17, 2, 27)}
"""Part → (covered, held for somebody to look at, what there was), as it was measured before the rules knew any of it."""


@dataclass(frozen=True)
class Sentence:
    """text: without marks; persons: (start, end) of what leads to one person."""

    text: str
    persons: tuple[tuple[int, int], ...]


def read(half: str) -> list[Sentence]:
    """The sentences of one part, a key of PARTS."""
    rows = [row.partition("|") for row in SAMPLE.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    return [_parsed(marked) for name, _bar, marked in rows if name == half]


def _parsed(marked: str) -> Sentence:
    text, persons, start = "", [], 0
    for sign in marked:
        if sign == "⟦":
            start = len(text)
        elif sign == "⟧":
            persons.append((start, len(text)))
        else:
            text += sign
    return Sentence(text, tuple(persons))


def judge(sentences: list[Sentence]) -> tuple[Counter[str], list[str]]:
    """How many are covered, doubted, missed; spans covered or doubted where nobody is. And the sentences that went wrong."""
    tally: Counter[str] = Counter()
    wrong = []
    for one in sentences:
        found = mask(one.text)
        for start, end in one.persons:
            sure = any(hit.start < end and start < hit.end for hit in found.hits)
            doubted = any(hit.start < end and start < hit.end for hit in found.doubts)
            tally["covered" if sure else "doubted" if doubted else "missed"] += 1
            if not sure and not doubted:
                wrong.append(f"漏：{one.text[start:end]}｜{one.text}")
        for name, spans in (("too much", found.hits), ("doubted for nothing", found.doubts)):
            empty = [
                span for span in spans if not any(span.start < end and start < span.end for start, end in one.persons)
            ]
            tally[name] += len(empty)
            wrong += [
                f"{'多遮' if name == 'too much' else '多疑'}：{one.text[span.start : span.end]}｜{one.text}"
                for span in empty
            ]
    return tally, wrong


def main() -> bool:
    """Print all parts. True: the promise was missed."""
    seen = whole = 0
    for half, words in PARTS.items():
        sentences = read(half)
        tally, wrong = judge(sentences)
        persons = tally["covered"] + tally["doubted"] + tally["missed"]
        seen_here = tally["covered"] + tally["doubted"]
        if half != "A":
            seen, whole = seen + seen_here, whole + persons
        print(f"{words}：{len(sentences)} 句，应遮 {persons} 处")
        if half in AT_FIRST:
            covered, held, among = AT_FIRST[half]
            print(
                f"  没有用过时：应遮 {among} 处，遮住 {covered} 处，留给人看 {held} 处，漏 {among - covered - held} 处"
            )
        line("  遮住", tally["covered"] / persons)
        line("  遮住或留给人看", seen_here / persons)
        line("  多遮（处）", tally["too much"])
        line("  多疑（处）", tally["doubted for nothing"])
        for sentence in wrong:
            print(f"    {sentence}")
    line("第二至四部分合计，遮住或留给人看", seen / whole)
    return seen / whole < PROMISED
