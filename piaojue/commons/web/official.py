"""公文 on the page and as PDF: the tree of `engines.papers` laid out by GB/T 9704-2012 (ui/official.css)."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import segno
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import override

from engines.papers import Annex, Block, Draft, Kind, numbered
from engines.papers.layout import colophon, head_size, lines_of_note, lines_of_title, pieces, shares, signature
from engines.papers.marks import closed_up
from engines.papers.reading import said
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
        return _title_lines(self.draft)

    @property
    def note_lines(self) -> list[str]:
        return [closed_up(line) for line in lines_of_note(self.draft)]

    @property
    def to(self) -> Pieces:
        return _pieces(f"{self.draft.to}：")

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return _shown(self.draft.blocks, wide=self.draft.wide)

    @property
    def annexes(self) -> list[dict[str, Any]]:
        return [
            {
                "number": number,
                "title": closed_up(annex.title),
                "title_lines": _title_lines(annex),
                "blocks": _shown(annex.blocks, wide=annex.wide),
                "wide": annex.wide,
            }
            for number, annex in self.draft.numbered_annexes
        ]

    @property
    def signature(self) -> list[tuple[str, float]]:
        return signature(self.draft.signed, self.draft.on)

    @property
    def colophon(self) -> list[list[str]]:
        return colophon(self.draft)


def _title_lines(paper: Draft | Annex) -> list[str]:
    return [closed_up(line) for line in lines_of_title(paper)]


def _pieces(text: str) -> Pieces:
    return pieces(closed_up(text))


def _shown(blocks: Iterable[Block], *, wide: bool) -> list[dict[str, Any]]:
    return [_block(mark, block, wide=wide) for mark, block in numbered(blocks)]


def _block(mark: str, block: Block, *, wide: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": block.kind.value, "level": block.level, "mark": mark}
    if block.kind is Kind.TABLE:
        shown["caption"] = block.text
        shown["columns"] = [
            {"title": column.title, "percent": share}
            for column, share in zip(block.columns, shares(block, wide=wide), strict=True)
        ]
        shown["rows"] = [
            [{"align": column.align, "pieces": _pieces(cell)} for cell, column in zip(row, block.columns, strict=True)]
            for row in block.rows
        ]
    before = mark if block.kind is Kind.HEADING else ""
    return shown | {"pieces": _pieces(before + said(block)), "url": block.url, "lines": block.lines}


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
    return docx_answer(official_docx(draft), draft.title)


def docx_answer(data: bytes, title: str) -> HttpResponse:
    """A .docx to be saved."""
    named = content_disposition_header(True, f"{title}.docx")
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": named})
