"""公文 on the page and as PDF: the tree of `engines.papers` laid out by GB/T 9704-2012 (ui/official.css)."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import segno
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from engines.papers import Block, Draft, Kind, day, numbered
from engines.papers.layout import head_size, lines_of_title, pieces, shares, signature
from engines.papers.marks import closed_up
from engines.papers.word import docx_of
from piaojue.commons.web.printing import printed, shown_pdf
from piaojue.commons.web.request import Request

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class PrintedPaper:
    """A draft with the sizes that its template needs."""

    draft: Draft

    @property
    def head_pt(self) -> float:
        return head_size(self.draft.head)

    @property
    def title_lines(self) -> list[str]:
        return [closed_up(line) for line in lines_of_title(self.draft)]

    @property
    def to(self) -> Pieces:
        return _pieces(f"{self.draft.to}：")

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return _shown(self.draft.blocks)

    @property
    def annexes(self) -> list[dict[str, Any]]:
        several = len(self.draft.annexes) > 1
        return [
            {
                "number": number if several else "",
                "title": annex.title,
                "title_lines": lines_of_title(Draft(annex.title, wide=annex.wide)),
                "blocks": _shown(annex.blocks),
                "wide": annex.wide,
            }
            for number, annex in enumerate(self.draft.annexes, 1)
        ]

    @property
    def signature(self) -> list[tuple[str, float]]:
        return signature(self.draft.signed, self.draft.on)

    @property
    def colophon(self) -> list[list[str]]:
        """版记: its lines, each with what stands left and right."""
        rows = [[f"抄送：{self.draft.copies}。"]] if self.draft.copies else []
        if self.draft.printed_by:
            rows.append([self.draft.printed_by, f"{day(self.draft.on)}印发" if self.draft.on else ""])
        return rows


def _pieces(text: str) -> Pieces:
    return pieces(closed_up(text))


def _shown(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [_block(mark, block) for mark, block in numbered(blocks)]


def _block(mark: str, block: Block) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": block.kind.value, "level": block.level, "mark": mark}
    if block.kind is Kind.TABLE:
        shown["caption"] = block.text
        shown["columns"] = [
            {"title": column.title, "percent": share}
            for column, share in zip(block.columns, shares(block.columns), strict=True)
        ]
        shown["rows"] = [
            [{"align": column.align, "pieces": _pieces(cell)} for cell, column in zip(row, block.columns, strict=True)]
            for row in block.rows
        ]
    before = mark if block.kind is Kind.HEADING else ""
    return shown | {"pieces": _pieces(before + block.text), "url": block.url, "lines": block.lines}


def official_html(*drafts: Draft) -> str:
    """One page of HTML with these papers, each beginning on a page of its own. Paper is always Chinese."""
    papers = [PrintedPaper(draft) for draft in drafts]
    with override("zh-hans"):
        return render_to_string("ui/official.html", {"papers": papers})


def official_pdf(*drafts: Draft) -> bytes:
    """The papers as one PDF."""
    return printed(official_html(*drafts))


def official_docx(draft: Draft) -> bytes:
    """The paper as .docx."""
    return docx_of(draft, qr_png)


def qr_png(address: str) -> bytes:
    """The QR code of an address as PNG."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=6)
    return out.getvalue()


def paper_file(request: Request, draft: Draft, kind: str) -> HttpResponse:
    """The paper as a file. kind: pdf (shown in the browser) or docx (saved)"""
    if kind == "pdf":
        return shown_pdf(request, official_html(draft), f"{draft.title}.pdf")
    answer = HttpResponse(official_docx(draft), content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(draft.title)}.docx"
    return answer
