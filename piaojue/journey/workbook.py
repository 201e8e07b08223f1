"""Panels as one workbook: a sheet each, numbers as numbers, shares as per cent."""

import io
import re
from collections.abc import Iterable
from html import unescape

import xlsxwriter
from django.utils.html import strip_tags

from piaojue.journey.panel import Panel


def workbook(panels: Iterable[Panel], title: str) -> bytes:
    """The bytes of an .xlsx file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, share, head = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"num_format": "0.0%"}),
        book.add_format({"bold": True, "font_size": 14}),
    )
    for panel in panels:
        sheet = book.add_worksheet(re.sub(r"[\\[\]:*?/\\\\]", " ", panel.title)[:31])
        sheet.write_string(0, 0, f"{title} {panel.title}", head)
        sheet.write_string(1, 0, unescape(strip_tags(panel.note)) if hasattr(panel.note, "__html__") else panel.note)
        for column, heading in enumerate(panel.headings):
            sheet.write_string(3, column, heading, bold)
            widest = max([len(heading), *(len(str(row[column] or "")) for row in panel.rows)])
            sheet.set_column(column, column, min(60, 2 * widest + 2))
        for line, row in enumerate(panel.rows, 4):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(
                        line, column, cell, share if isinstance(cell, float) and column in panel.shares else None
                    )
                elif cell is not None:
                    sheet.write_string(line, column, str(cell))
    book.close()
    return out.getvalue()
