"""Forms of tables that come in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from engines.tables import Column, Sheet, Takes, column_letters, header_at
from piaojue.commons.intake.models import Row
from piaojue.commons.tables import TableKind

FORMATS = ".xlsx,.xls,.et,.ods,.csv,.tsv,.txt"
NOWHERE = "（没有这一列）"


class TableForm(forms.Form):
    """A table as a file, or pasted."""

    file = forms.FileField(
        label="表格文件",
        required=False,
        help_text="Excel、WPS 表格（.xlsx .xls .et）、.ods、.csv，最大 30 MB；表头上面有标题行也可以",
        widget=forms.FileInput(attrs={"accept": FORMATS}),
    )
    paste = forms.CharField(
        label="或者粘贴表格",
        required=False,
        help_text="在 Excel、WPS 或微信里选中带表头的表格，复制，粘贴到这里",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, kind: TableKind, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = dict(kind.facts(thing)) if kind.facts else {}
        self.fields.update(self.facts)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not (cleaned.get("paste") or "").strip() and "file" not in self.errors:
            raise forms.ValidationError("请选择一个文件，或者把表格粘贴进来")
        return cleaned


class MapForm(forms.Form):
    """Which column of the table is which."""

    def __init__(
        self, *args: Any, columns: Sequence[Column], sheet: Sheet, header: int, where: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        texts = sheet.rows[header] if header < len(sheet.rows) else []
        offered = [(str(at), _heading(sheet, header, at)) for at, text in enumerate(texts) if text]
        for column in columns:
            self.fields[f"col_{column.key}"] = forms.ChoiceField(
                label=column.title,
                required=column.needed,
                choices=[("", NOWHERE), *offered],
                initial=str(where.get(column.key, "")),
                help_text=_usual(column),
            )


def _heading(sheet: Sheet, header: int, at: int) -> str:
    """A column as it is offered: its letters, its heading, and the first cell below."""
    below = (sheet.cell(row, at) for row in range(header + 1, min(header + 6, len(sheet.rows))))
    example = " ".join(next(filter(None, below), "").split())
    heading = " ".join(sheet.cell(header, at).split())
    return f"{column_letters(at)} 列：{heading[:24]}{f'（例：{example[:12]}）' if example else ''}"


def _usual(column: Column) -> str:
    return f"通常叫：{'、'.join((column.title, *column.also)[:5])}" if column.also else ""


class RowForm(forms.Form):
    """One row, as it should be."""

    def __init__(self, *args: Any, row: Row, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = row.of_kind
        for column in kind.columns if kind else ():
            shown = row.values.get(column.key) or original(row, column.key)
            widget = forms.Textarea(attrs={"rows": 6}) if column.takes is Takes.TEXT else forms.TextInput()
            self.fields[column.key] = forms.CharField(
                label=column.title,
                required=column.required,
                initial=shown,
                help_text=_beside(column, original(row, column.key)),
                widget=widget,
            )


def _beside(column: Column, was: str) -> str:
    """How the column is filled in, and what stood in the table."""
    said = f"表中原文：{was[:200] or '（空）'}"
    return f"{said}。{column.hint}" if column.hint else said


def original(row: Row, key: str) -> str:
    """The cell of a column as it stood in the table."""
    at = row.batch.columns.get(key)
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def sample_of(sheet: Sheet, header: int) -> dict[str, Any]:
    """The headings of a row and the first rows below, to see whether it is the right one."""
    texts = header_at(sheet, header, ()).texts
    below = [row for row in sheet.rows[header + 1 : header + 9] if any(row)][:3]
    width = max((len(row) for row in (texts, *below)), default=0)
    letters = [column_letters(at) for at in range(width)]
    return {"letters": letters, "lines": [[*row, *[""] * (width - len(row))] for row in (texts, *below)]}
