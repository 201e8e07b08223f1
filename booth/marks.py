"""A ballot's marks: read from what a page sends, checked against the question list, said in plain words.

marks: {item key: option value}, only for the items that were marked.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from booth.question_list import QuestionList
from engines.chaining import canonical

Marks = dict[str, str]


class Line(NamedTuple):
    """One item in plain words. word: what it will count as; field, value: of the form; blank: it carries no mark."""

    no: int
    title: str
    text: str
    word: str
    blank: bool
    field: str
    value: str


def field(number: int) -> str:
    """The name of the n-th item's field on the page, n from 0. Names and values have equal lengths: sizes tell nothing."""
    return f"m{number:03d}"


def read(election: QuestionList, data: Mapping[str, str]) -> tuple[Marks, list[str]]:
    """Marks from a form, and what is wrong with them in Chinese. Anything unknown is an objection, never dropped."""
    values = {option.value for option in election.options}
    marks, problems = {}, []
    for number, item in enumerate(election.items):
        value = data.get(field(number), "")
        if value in values:
            marks[item.key] = value
        elif value not in ("", "none"):
            problems.append(f"第 {item.no} 项有看不懂的选择，请重新选择")
    return marks, problems + objections(election, marks)


def objections(election: QuestionList, marks: Marks) -> list[str]:
    """What the question list forbids about these marks, in Chinese."""
    keys = {item.key for item in election.items}
    values = [option.value for option in election.options]
    problems = ["票面上没有这个项目，请重新扫描票签"] if marks.keys() - keys else []
    if set(marks.values()) - set(values):
        problems.append("有看不懂的选择，请重新选择")
    limit = election.max
    chosen = sum(value == values[0] for value in marks.values())
    if limit is not None and chosen > limit:
        word = election.options[0].label
        problems.append(f"“{word}”了 {chosen} 项，至多 {limit} 项：请去掉 {chosen - limit} 项再继续")
    return problems


def in_words(election: QuestionList, marks: Marks) -> list[Line]:
    """The ballot item by item. A blank item says what it will count as."""
    labels = {option.value: option.label for option in election.options}
    return [
        Line(
            no=item.no,
            title=item.title,
            text=item.text,
            word=labels.get(marks.get(item.key, ""), election.blank),
            blank=item.key not in marks,
            field=field(number),
            value=marks.get(item.key, "none"),
        )
        for number, item in enumerate(election.items)
    ]


def in_short(election: QuestionList, marks: Marks) -> str:
    """How many items carry which word, in one line; empty where there is only one word to choose."""
    if election.chooses:
        return ""
    chosen = list(marks.values())
    numbers = ((option.label, chosen.count(option.value)) for option in election.options)
    return "，".join(f"{label} {n} 项" for label, n in numbers if n) or "0 项"


def length_needed(election: QuestionList) -> int:
    """Bytes that hold any ballot of this election, in steps of 512."""
    longest = max((option.value for option in election.options), key=len, default="")
    fullest = canonical({"marks": {item.key: longest for item in election.items}, "page": "0" * 64})
    return (len(fullest) // 512 + 1) * 512


def sorted_marks(ballots: Sequence[Marks]) -> list[Marks]:
    """The ballots in an order that depends on their content alone."""
    return sorted(ballots, key=canonical)
