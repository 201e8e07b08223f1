"""The question list as Belenios questions, and totals back in the question list's words (docs/ballot.md#encoding)."""

from collections.abc import Sequence
from typing import NamedTuple

from booth.question_list import Item, QuestionList
from engines.sealing.election import Question

Totals = dict[str, dict[str, int]]
"""{item key: {option value: votes}}."""


class Chosen(NamedTuple):
    """One item of an opened ballot in plain words."""

    no: int
    title: str
    word: str


def questions(election: QuestionList) -> tuple[Question, ...]:
    """The questions in the order of the ballot.

    Per item one question, exactly one answer; none where a blank item is counted apart (`blank_value` empty).
    限选: one question, at most `max` of the items. raises: ValueError for a rule that this encoding cannot seal
    """
    items = election.items
    if election.chooses:
        titles = tuple(f"{item.no}. {item.title}" for item in items)
        least = 0 if election.empty else 1
        return (Question(election.title, titles, least, min(election.max or len(items), len(items))),)
    if election.max is not None:
        raise ValueError("逐项表决又限制赞成项数的票面不能在手机上封票：请改用限选票，或改用票签加密票箱")
    least = 1 if election.blank_value else 0
    labels = tuple(option.label for option in election.options)
    return tuple(Question(f"{item.no}. {item.title}", labels, least, 1) for item in items)


def answer_names(election: QuestionList) -> list[list[str]]:
    """What each ciphertext of each question stands for: item keys (限选) or option values."""
    if election.chooses:
        return [[item.key for item in election.items]]
    return [[option.value for option in election.options] for _ in election.items]


def in_list_words(election: QuestionList, totals: Sequence[Sequence[int]]) -> Totals:
    """Decrypted totals per question and answer as votes per item and option."""
    if election.chooses:
        (value,) = (option.value for option in election.options)
        return {item.key: {value: n} for item, n in zip(election.items, totals[0], strict=True)}
    values = [option.value for option in election.options]
    rows = zip(election.items, totals, strict=True)
    return {item.key: dict(zip(values, row, strict=True)) for item, row in rows}


def chosen_words(election: QuestionList, choices: Sequence[Sequence[int]]) -> list[Chosen]:
    """One opened ballot in plain words, item by item."""
    if election.chooses:
        marks = zip(election.items, choices[0], strict=True)
        return [_chosen(item, election.options[0].label if mark else election.blank) for item, mark in marks]
    labels = [option.label for option in election.options]
    rows = zip(election.items, choices, strict=True)
    return [_chosen(item, labels[row.index(1)] if 1 in row else election.blank) for item, row in rows]


def _chosen(item: Item, word: str) -> Chosen:
    return Chosen(item.no, item.title, word)
