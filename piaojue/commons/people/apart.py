"""Telling apart people of the same name wherever somebody chooses among them: by card number, else by the tail of the phone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from engines.writing import name_key
from piaojue.commons.people.models import Seat
from piaojue.commons.people.roll_plan import mark_of


def told_apart(seats: Iterable[Seat]) -> list[Seat]:
    """The same seats. Where another person in the list has the same name, `apart` says 证号 H201 or 手机尾号 1234."""
    seats = list(seats)
    namesakes: dict[str, set[int]] = defaultdict(set)
    for seat in seats:
        namesakes[name_key(seat.person.name)].add(seat.person_id)
    for seat in seats:
        if len(namesakes[name_key(seat.person.name)]) > 1:
            seat.apart = mark_of(seat.card_no, seat.person.phone) or f"席位 {seat.pk}"
    return seats


class _Apart(ModelChoiceIterator):
    """Choices of seats, told apart among themselves."""

    field: "SeatField"

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows, seat_of = list(self.queryset), self.field.seat_of
        seats = told_apart(getattr(row, seat_of) for row in rows) if seat_of else told_apart(rows)
        for row, seat in zip(rows, seats, strict=True):
            value, label = self.choice(row)
            yield value, f"{label} · {seat.apart}" if seat.apart else label


class SeatField(forms.ModelChoiceField):
    """One of several seats, or of rows that somebody has made. seat_of: the column of such a row that names who; empty: seats."""

    iterator = _Apart

    def __init__(self, *, seat_of: str = "", **options: Any) -> None:
        self.seat_of = seat_of
        super().__init__(queryset=Seat.objects.none(), **options)


class SeatsField(forms.ModelMultipleChoiceField):
    """Some of several seats, or of rows that somebody has made (`SeatField`)."""

    iterator = _Apart

    def __init__(self, *, seat_of: str = "", **options: Any) -> None:
        self.seat_of = seat_of
        super().__init__(queryset=Seat.objects.none(), **options)
