"""The question list as Belenios questions, and totals back in the question list's words (docs/ballot.md#encoding)."""

from collections.abc import Mapping, Sequence
from typing import Any

from engines.sealing.election import Question

Totals = dict[str, dict[str, int]]
"""{item key: {option value: votes}}."""


def chooses(election: Mapping[str, Any]) -> bool:
    """限选: one question, its answers are the items."""
    return len(election["options"]) == 1


def questions(election: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions in the order of the ballot.

    Per item one question, exactly one answer; none where a blank item is counted apart (`blank_value` empty).
    限选: one question, at most `max` of the items. raises: ValueError for a rule that this encoding cannot seal
    """
    items = election["items"]
    if chooses(election):
        titles = tuple(f"{item['no']}. {item['title']}" for item in items)
        least = 0 if election.get("empty", True) else 1
        return (Question(election["title"], titles, least, min(election["max"] or len(items), len(items))),)
    if election["max"] is not None:
        raise ValueError("逐项表决又限制赞成项数的票面不能在手机上封票：请改用限选票，或改用票签加密票箱")
    least = 1 if election.get("blank_value") else 0
    labels = tuple(option["label"] for option in election["options"])
    return tuple(Question(f"{item['no']}. {item['title']}", labels, least, 1) for item in items)


def answer_names(election: Mapping[str, Any]) -> list[list[str]]:
    """What each ciphertext of each question stands for: item keys (限选) or option values."""
    if chooses(election):
        return [[item["key"] for item in election["items"]]]
    return [[option["value"] for option in election["options"]] for _ in election["items"]]


def in_list_words(election: Mapping[str, Any], totals: Sequence[Sequence[int]]) -> Totals:
    """Decrypted totals per question and answer as votes per item and option."""
    if chooses(election):
        (value,) = (option["value"] for option in election["options"])
        return {item["key"]: {value: n} for item, n in zip(election["items"], totals[0], strict=True)}
    values = [option["value"] for option in election["options"]]
    rows = zip(election["items"], totals, strict=True)
    return {item["key"]: dict(zip(values, row, strict=True)) for item, row in rows}


def chosen_words(election: Mapping[str, Any], choices: Sequence[Sequence[int]]) -> list[dict[str, Any]]:
    """One opened ballot in plain words: [{no, title, word}]."""
    if chooses(election):
        marks = zip(election["items"], choices[0], strict=True)
        return [_line(item, election["options"][0]["label"] if mark else election["blank"]) for item, mark in marks]
    labels = [option["label"] for option in election["options"]]
    rows = zip(election["items"], choices, strict=True)
    return [_line(item, labels[row.index(1)] if 1 in row else election["blank"]) for item, row in rows]


def _line(item: Mapping[str, Any], word: str) -> dict[str, Any]:
    return {"no": item["no"], "title": item["title"], "word": word}
