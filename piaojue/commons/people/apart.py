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

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for seat in told_apart(self.queryset):
            value, label = self.choice(seat)
            yield value, f"{label} · {seat.apart}" if seat.apart else label


class SeatField(forms.ModelChoiceField):
    """One of several seats."""

    iterator = _Apart

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Seat.objects.none(), **options)


class SeatsField(forms.ModelMultipleChoiceField):
    """Some of several seats."""

    iterator = _Apart

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Seat.objects.none(), **options)
