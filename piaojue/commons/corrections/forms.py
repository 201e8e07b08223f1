"""The form of a correction, built from the columns that the thing's room declares."""

from typing import Any

from django import forms
from django.db import models

from piaojue.commons.correctable import Correctable
from piaojue.commons.corrections.actions import LONGEST_REASON, SHORTEST_REASON
from piaojue.commons.corrections.values import columns_of as kept_columns
from piaojue.commons.corrections.values import readable, short

REASON = "reason"


class CorrectionForm(forms.Form):
    """What is corrected, each column with what it says now; and why."""

    reason = forms.CharField(
        label="更正理由",
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：录入时打错一个字；以原件为准",
    )

    def __init__(self, *args: Any, line: Correctable, thing: models.Model, **kwargs: Any) -> None:
        """line: the room's declaration for this thing."""
        self.line = line
        now = kept_columns(line, thing)
        initial: dict[str, Any] = {}
        typed: dict[str, forms.Field] = {}
        for name, column in line.columns.items():
            own, value = line.inputs.get(name), column.value_from_object(line.row(thing, name))
            typed[name] = own.field(thing) if own else _usual(column)
            initial[name] = own.shown(value) if own else value
            typed[name].help_text = f"现在：{short(readable(line, name, now[name]))}"
        super().__init__(*args, **kwargs | {"initial": initial})
        reason = self.fields.pop(REASON)
        self.fields |= typed | {REASON: reason}

    @property
    def values(self) -> dict[str, Any]:
        """{column: its new value}, after the form was found valid."""
        own = self.line.inputs
        given = {name: self.cleaned_data[name] for name in self.line.columns}
        return {name: own[name].read(value) if name in own else value for name, value in given.items()}


def _usual(column: Any) -> Any:
    """Django's field for a column; dates by the browser's calendar."""
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return column.formfield(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    field: Any = column.formfield()
    field.label = str(column.verbose_name)
    if isinstance(column, models.TextField) and column.max_length:
        field.widget.attrs.setdefault("rows", 6)
    return field


class RefuseForm(forms.Form):
    """Why it stays as it was."""

    answer = forms.CharField(label="理由", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """Why a year is voided or goes back."""

    reason = forms.CharField(
        label="理由",
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WipeForm(forms.Form):
    """The word that confirms it."""

    confirmed = forms.CharField(label="请输入“清除”两个字", max_length=10)
