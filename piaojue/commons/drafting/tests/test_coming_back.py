"""A paper is edited in Word or WPS and comes back: every difference is seen before it is taken."""

import io

import docx
import pytest

from piaojue.commons.drafting import actions
from piaojue.commons.drafting.tests import make
from piaojue.commons.evidence.keep import keep

pytestmark = pytest.mark.once


def edited(data: bytes, old: str, new: str, more: str = "") -> bytes:
    """The file as an office would save it: one word changed, perhaps one paragraph more."""
    word = docx.Document(io.BytesIO(data))
    line = next(line for line in word.paragraphs if old in line.text)
    line.text = line.text.replace(old, new)
    if more:
        line.insert_paragraph_before(more, style=line.style)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_what_was_edited_outside_is_seen_and_then_taken(cast, as_):
    draft, clerk = make.a_draft(cast), as_(cast.clerk_li)
    kept, bring = draft.get_absolute_url(), f"/documents/{draft.pk}/bring/"
    file = clerk.get(f"/documents/{draft.pk}.docx").content
    page = clerk.post(bring, {"brought": make.uploaded(file)}).content.decode()
    assert "没有改动" in page
    changed = edited(file, "按照职责分工抓好落实", "各负其责，抓好落实", "经费由本级财政保障。")
    clerk.post(bring, {"brought": make.uploaded(changed)})
    page = clerk.get(kept).content.decode()
    assert "<ins>经费由本级财政保障。</ins>" in page and "<del>" in page
    draft.refresh_from_db()
    assert "经费" not in actions.words_to_edit(draft) and not draft.edited  # seen, not taken
    clerk.post(f"/documents/{draft.pk}/leave/")
    assert "<ins>" not in clerk.get(kept).content.decode()
    clerk.post(bring, {"brought": make.uploaded(changed)})
    clerk.post(f"/documents/{draft.pk}/take/")
    before = draft.draft
    draft.refresh_from_db()
    assert draft.edited and draft.brought is None and "经费由本级财政保障。" in actions.words_to_edit(draft)
    now, then = draft.draft.annexes[0], before.annexes[0]
    assert (now.title, now.blocks[0].columns) == (then.title, then.blocks[0].columns)  # the rest stayed
    assert draft.draft.signed == before.signed
    page = clerk.post(bring, {"brought": make.uploaded(b"%PDF-1.4", "a.pdf")}).content.decode()
    assert "请带回 .docx 文件" in page


def test_a_paper_in_the_offices_own_form_comes_back_too(cast, as_):
    draft, clerk = make.a_draft(cast), as_(cast.clerk_li)
    data = make.office_file("办公室函", "{{标题}}", "{{正文}}", "{{附件}}")
    clerk.post("/templates/annual_plan/new/", {"template": make.uploaded(data)})
    template = clerk.get("/templates/annual_plan/").context["rows"][0]
    actions.use_template(template=template, by=cast.clerk_li)
    file = clerk.get(f"/documents/{draft.pk}.docx").content
    assert "办公室函" in make.words_in(file)
    actions.bring_document(document=draft, brought=_kept(cast, edited(file, "各有关单位", "各单位")), by=cast.clerk_li)
    draft = actions.take_brought(document=draft, by=cast.secretary_he)
    words = actions.words_to_edit(draft)
    assert "各单位按照" in words and "办公室函" not in words and "附件：" in words


def _kept(cast, data):
    return keep(make.uploaded(data), place=cast.xincheng, by=cast.clerk_li)
