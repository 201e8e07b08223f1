"""The .xlsx that is filled in: headings, a second sheet that explains them, columns of numbers kept as text."""

import io
from collections.abc import Sequence

import xlsxwriter

from engines.tables import Column, Takes
from piaojue.commons.tables import TableKind

AS_TEXT = frozenset({Takes.CODE, Takes.PHONE, Takes.NAME, Takes.LINE, Takes.TEXT, Takes.DATE})
HOW = {
    Takes.TEXT: "可以写很长，可以换行",
    Takes.LINE: "一行文字",
    Takes.NAME: "姓名照证件写，少数民族姓名的点照写",
    Takes.PHONE: "11 位手机号，或带区号的固定电话",
    Takes.CODE: "字母、数字；长编号已设为文本，不会丢位数",
    Takes.COUNT: "0 或正整数",
    Takes.MONEY: "金额，默认为元；也可以写 120万元",
    Takes.DATE: "日期，如 2026-03-05",
}


def template_of(kind: TableKind, rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx with the headings of a kind of table and these rows below."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#f3efe6", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(kind.label[:31])
    for at, column in enumerate(kind.columns):
        sheet.set_column(at, at, 40 if column.takes is Takes.TEXT else 20, text if column.takes in AS_TEXT else None)
        sheet.write_string(0, at, f"{column.title}*" if column.required or column.needed else column.title, head)
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell)
    sheet.freeze_panes(1, 0)
    _explain(book, kind.columns, head)
    book.close()
    return out.getvalue()


def _explain(book: xlsxwriter.Workbook, columns: Sequence[Column], head: object) -> None:
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 1, 14)
    sheet.set_column(2, 2, 60)
    for at, title in enumerate(("这一列", "要不要填", "怎么填")):
        sheet.write_string(0, at, title, head)
    for number, column in enumerate(columns, 1):
        sheet.write_string(number, 0, column.title)
        sheet.write_string(number, 1, "必填" if column.required or column.needed else "可以空")
        sheet.write_string(number, 2, column.hint or HOW[column.takes])
