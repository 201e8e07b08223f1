"""A template to begin with: our own form of a kind of paper, with fields where its words stand."""

import io
from dataclasses import replace

from docx import Document

from engines.papers.tree import Draft, para
from engines.papers.word import docx_of


def starter(draft: Draft) -> bytes:
    """The form of this paper as .docx, to be changed in Word and brought back as a template. draft: such a paper, with real data"""
    form = replace(
        draft,
        title="{{标题}}",
        number="{{发文字号}}" if draft.head or draft.number else "",
        passed="{{题注}}" if draft.passed else "",
        to="{{主送}}" if draft.to else "",
        blocks=(para("{{正文}}"),),
        annexes=(),
        signed=("{{发文机关}}", "{{成文日期}}") if draft.signed else ("{{成文日期}}",),
        on=None,
        copies="",
        printed_by="",
        mark="",
    )
    data = docx_of(form)
    if not draft.annexes:
        return data
    word = Document(io.BytesIO(data))
    word.add_paragraph("{{附件}}", style=word.paragraphs[-1].style)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()
