"""A paper as .docx: in the office's template where it has one, else in the form of GB/T 9704-2012; and what comes back of it."""

from dataclasses import replace

from engines.papers import Draft, text_of
from engines.papers.coming import OURS, lines_of, words_of
from engines.papers.differing import Change, changes
from engines.papers.office import BadTemplate, filled
from engines.papers.reading import rewritten
from piaojue.commons.drafting.models import SIGNED, Document, Template, TemplateState
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.places.models import Place
from piaojue.commons.web.official import official_docx, qr_png


def template_for(place: Place, code: str) -> Template | None:
    """The place's template in force for a kind of paper."""
    rows = Template.objects.filter(place=place, code=code, state=TemplateState.IN_FORCE)
    return rows.select_related("upload").first()


def bytes_of(upload: Upload) -> bytes:
    with upload.file.open("rb") as file:
        return bytes(file.read())


def docx_file(draft: Draft, template: Template | None, *, whole: bool = False) -> bytes:
    """The paper as .docx. whole: see `engines.papers.office.filled`. Raises BadTemplate where the template does not take it."""
    if template is None:
        return official_docx(draft)
    return filled(bytes_of(template.upload), draft, qr_png, whole=whole)


def template_of(row: Document) -> Template | None:
    """The template in which a kept paper stands: the one that it was signed in, before that the one in force."""
    return row.template if row.state in SIGNED else template_for(row.place, row.code)


def document_docx(row: Document) -> bytes:
    """A kept paper as .docx. Raises BadTemplate."""
    return docx_file(row.shown, template_of(row))


def brought_draft(row: Document, data: bytes) -> Draft:
    """The paper with the words of a .docx that came back. Raises Refused where it is none."""
    office = template_of(row)
    try:
        own = {text for style, text in lines_of(document_docx(row)) if style not in OURS} if office else ()
        title, text = words_of(data, own)
    except ValueError as error:
        raise Refused("打不开这个文件。请把从这里下载的 .docx 用 Word 或 WPS 改好，仍存为 .docx 再带回") from error
    except BadTemplate as error:
        raise Refused(*error.reasons) from error
    if not text:
        raise Refused("这个文件里没有正文。请带回从这里下载、修改过的那一份")
    if office is None:
        return rewritten(row.draft, title or row.title, text)
    above = [row.draft.passed, f"{row.draft.to}：" if row.draft.to else ""]
    coming = rewritten(row.draft, title or row.title, "\n".join([*filter(None, above), text]))
    return replace(coming, annexes=coming.annexes or row.draft.annexes)


def as_brought(draft: Draft) -> Draft:
    """The same paper as a file would bring it back, without what only screens have: to compare with `brought_draft`."""
    title, text = words_of(official_docx(replace(draft, head="", number="")))
    return rewritten(draft, title or draft.title, text)


def brought_changes(row: Document) -> list[Change]:
    """What the file that came back would change; title first."""
    if row.brought is None:
        return []
    now, coming = as_brought(row.draft), brought_draft(row, bytes_of(row.brought))
    return changes(f"{now.title}\n{text_of(now)}", f"{coming.title}\n{text_of(coming)}")
