"""公文: drawn up from the data, reviewed, signed, filed, replaced, withdrawn; what is missing is named."""

import io
import subprocess
import zipfile
from datetime import date

import docx
import pytest
from django.core.management import CommandError, call_command

from piaojue.commons.draftable import DOCUMENTS, document, document_for
from piaojue.commons.drafting import actions, queries
from piaojue.commons.drafting.models import Document, DocumentState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years import actions as years
from piaojue.commons.years.models import Paper
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.package import package_bytes
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.values import Funding
from tests import cast as the_cast

pytestmark = pytest.mark.once
ON = date(2025, 12, 1)


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.NOMINATING)


def a_dossier(cast, year, **values) -> Dossier:
    values = {"title": "老旧小区加装电梯", "purpose": "方便出行", "scope": "20 部", "total_yuan": 805_000, **values}
    values = {"due": date(2026, 9, 30), "department": cast.department_chen.body, "beneficiaries": 900, **values}
    values = {"funding": (Funding("区财政", 805_000),), **values}
    return Dossier.objects.create(place=year.place, year=year, no=1, spot=year.place, **values)


def test_a_paper_is_filed_in_one_act_and_says_when_the_data_have_moved_on(cast, year, as_):
    dossier = a_dossier(cast, year, due=None)
    clerk = as_(cast.clerk_li)
    page = clerk.get("/150102/2026/documents/committee_report/").content.decode()
    assert "老旧小区加装电梯" in page and "80.5万元" in page
    assert "“老旧小区加装电梯”的完成时间" in page and f"/dossiers/{Dossier.objects.get().pk}/" in page
    file, number = "/150102/2026/documents/committee_report/file/", {"number": "新人发〔2025〕9号"}
    assert (
        f'<a href="{dossier.get_absolute_url()}">“老旧小区加装电梯”的完成时间</a>' in clerk.get(file).content.decode()
    )
    Dossier.objects.update(due=date(2026, 9, 30))
    went = clerk.post(file, number)
    paper = Paper.objects.get(kind="committee_report")
    assert went.url == paper.get_absolute_url() and paper.doc_no == "新人发〔2025〕9号"
    assert "80.5万元" in paper.body and paper.document.state == DocumentState.FILED
    with pytest.raises(Refused, match="内容没有变化"):
        actions.file_new_document(year=year, code="committee_report", thing=year, by=cast.clerk_li)
    assert not queries.moved_on(paper.document, queries.now(paper.document))
    Dossier.objects.update(due=date(2026, 10, 31))
    assert queries.moved_on(paper.document, queries.now(paper.document))
    kept = clerk.get(paper.document.get_absolute_url()).content.decode()
    assert "数据有变化" in kept
    newer = actions.file_new_document(year=year, code="committee_report", thing=year, by=cast.clerk_li)
    paper.document.refresh_from_db()
    assert (newer.replaces, paper.document.state) == (paper.document, DocumentState.REPLACED)
    assert "2026年10月31日" in newer.paper.body and "已被替代" in clerk.get(paper.get_absolute_url()).content.decode()
    signed = actions.draft_document(year=year, code="committee_report", thing=year, by=cast.clerk_li)
    with pytest.raises(NotYours):
        actions.file_document(document=signed, by=cast.government_liu)
    signed = actions.file_document(document=signed, by=cast.clerk_li)
    newer.refresh_from_db()
    assert (signed.replaces, newer.state) == (newer, DocumentState.REPLACED)


def test_the_life_of_a_paper(cast, year, as_):
    a_dossier(cast, year)
    draft = actions.draft_document(year=year, code="government_statement", thing=year, by=cast.government_liu)
    with pytest.raises(Refused, match="拟稿人以外"):
        actions.review_document(document=draft, by=cast.government_liu)
    words = actions.words_to_edit(draft)
    assert "（一）老旧小区加装电梯" in words and "序号\t项目名称" in words
    body = words.replace("请予审议", "请审议")
    draft = actions.edit_document(document=draft, title="关于候选项目的说明", body=body, by=cast.government_liu)
    assert draft.edited and actions.words_to_edit(draft) == body
    with pytest.raises(NotYours):
        actions.review_document(document=draft, by=cast.clerk_li)
    with pytest.raises(Refused, match="审核、签发以后"):
        actions.file_document(document=draft, by=cast.government_liu)
    draft = actions.review_document(document=draft, by=cast.finance_hu)
    draft = actions.return_document(document=draft, reason="缺完成时间", by=cast.finance_hu)
    assert (
        draft.reviewed_by is None
        and "退回修改：缺完成时间" in as_(cast.clerk_li).get(f"/documents/{draft.pk}/").content.decode()
    )
    draft = actions.refresh_document(document=draft, by=cast.government_liu)
    assert not draft.edited and draft.title == "关于新城区2026年民生实事项目候选项目的说明"
    draft = actions.review_document(document=draft, by=cast.finance_hu)
    for stranger in (cast.department_chen, cast.chair_zhang, cast.teller_qian):
        with pytest.raises(NotYours):
            actions.issue_document(document=draft, number="1", issued_on=ON, by=stranger)
    with pytest.raises(Refused, match="人大的机关代字"):
        actions.issue_document(document=draft, number="新城人常〔2026〕99号", issued_on=ON, by=cast.government_liu)
    draft = actions.issue_document(document=draft, number="新政发〔2025〕3号", issued_on=ON, by=cast.government_liu)
    with pytest.raises(Refused):
        actions.edit_document(document=draft, title="改", body="改", by=cast.government_liu)
    draft = actions.file_document(document=draft, by=cast.clerk_li)
    assert (draft.paper.doc_no, draft.paper.issued_on, draft.paper.public) == ("新政发〔2025〕3号", ON, True)
    _replaced_and_withdrawn_by_its_house(cast, draft, as_(None))


def _replaced_and_withdrawn_by_its_house(cast, draft, visitor):
    year = draft.year
    with pytest.raises(NotYours):
        actions.replace_document(document=draft, by=cast.clerk_li)
    Dossier.objects.update(due=date(2026, 10, 31))
    with pytest.raises(Refused, match="是政府办公室的文书，由他们替代"):
        actions.file_new_document(year=year, code="government_statement", thing=year, by=cast.clerk_li)
    another = actions.replace_document(document=draft, by=cast.government_liu)
    with pytest.raises(Refused, match="已经有一份"):
        actions.replace_document(document=draft, by=cast.government_liu)
    with pytest.raises(Refused, match="已经有一份"):
        actions.file_new_document(year=year, code="government_statement", thing=year, by=cast.government_liu)
    another = actions.file_document(document=another, by=cast.government_liu)
    draft.refresh_from_db()
    assert draft.state == DocumentState.REPLACED
    with pytest.raises(NotYours):
        actions.withdraw_document(document=another, reason="重复登记", by=cast.chair_zhang)
    another = actions.withdraw_document(document=another, reason="重复登记", by=cast.government_liu)
    assert "已经废止：重复登记" in visitor.get(another.paper.get_absolute_url()).content.decode()


def test_the_word_file_and_the_pdf_say_the_same(cast, year, as_):
    a_dossier(cast, year)
    clerk = as_(cast.clerk_li)
    word = docx.Document(io.BytesIO(clerk.get("/150102/2026/documents/government_statement.docx").content))
    said = [line.text for line in word.paragraphs]
    assert "关于新城区2026年民生实事项目候选项目的说明" in "".join(said) and "（一）老旧小区加装电梯" in said
    assert [cell.text for cell in word.tables[0].rows[1].cells][:3] == ["1", "老旧小区加装电梯", "80.5万元"]
    section = word.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.top_margin, section.left_margin)] == [210, 37, 28]
    assert clerk.get("/150102/2026/documents/government_statement.pdf").content.startswith(b"%PDF")
    assert clerk.get("/150102/2026/documents/nothing/").status_code == 404
    assert as_(cast.deputy_dong).get("/150102/2026/documents/").status_code == 404


def test_a_year_is_bound_into_one_volume_with_an_index_and_archived_as_documents(cast, year, tmp_path):
    a_dossier(cast, year)
    actions.file_new_document(year=year, code="committee_report", thing=year, by=cast.clerk_li, issued_on=ON)
    typed = years.file_paper(year=year, kind="party_minutes", title="审定纪要", body="会议同意。", by=cast.clerk_li)
    bound = tmp_path / "volume.pdf"
    call_command("volume", "150102", "2026", to=bound, verbosity=0)
    text = subprocess.run(["pdftotext", "-layout", bound, "-"], capture_output=True, text=True, check=True).stdout
    cover, index, *papers = text.split("\f")
    at = 3 + next(place for place, page in enumerate(papers) if "会议同意" in page)
    assert "文书汇编" in cover and "2025.12.1" in index and "审议报告" in papers[0]
    assert [line.split()[-1] for line in index.splitlines() if typed.title in line] == [str(at)]
    with pytest.raises(CommandError, match="已经存在"):
        call_command("volume", "150102", "2026", to=bound, verbosity=0)
    with zipfile.ZipFile(io.BytesIO(package_bytes(year))) as package:
        names = [name for name in package.namelist() if name.startswith("papers/")]
        assert sorted(name.rsplit(".", 1)[1] for name in names) == ["docx", "docx", "pdf", "pdf", "txt", "txt"]
        assert package.read("index.pdf").startswith(b"%PDF")
        word = docx.Document(io.BytesIO(package.read(next(name for name in names if name.endswith(".docx")))))
        assert "老旧小区加装电梯" in [cell.text for cell in word.tables[0].rows[1].cells]


def test_what_there_is_nothing_of_yet_is_said(cast, year, as_):
    page = as_(cast.clerk_li).get("/150102/2026/documents/result_notice/").content.decode()
    assert "还没有有结论的投票" in page
    with pytest.raises(Refused, match="还没有"):
        actions.draft_document(year=year, code="result_notice", thing=None, by=cast.clerk_li)
    assert not Document.objects.exists()


def test_every_paper_of_a_gate_that_the_system_writes_is_found_by_its_kind(cast, year):
    assert document_for("committee_report", year).code == "committee_report"
    assert document_for("party_minutes", year) is None
    assert document_for("recommendation", year) is None  # a 街道's
    with pytest.raises(ValueError, match="twice"):
        document("progress", "进度通报", stage=Stage.DELIVERING, write=lambda thing, gaps: None)


NEEDS_NOTHING = {"annual_plan", "opinions", "leading_group_list", "analysis", "vote_rules_draft"}
"""Their words come from the road and the roll, or say themselves that there is nothing yet."""


def test_each_paper_of_an_empty_year_names_what_it_lacks(cast, as_):
    """Anything may be missing: no paper breaks, and none hides it."""
    years = {place: the_cast.year(place, stage=Stage.DELIVERING) for place in (cast.xincheng, cast.dongjie)}
    browsers = {cast.xincheng: as_(cast.clerk_li), cast.dongjie: as_(cast.street_clerk_xu)}
    for place, year in years.items():
        for line in queries.documents_of(year):
            page = browsers[place].get(f"/{place.pk}/2026/documents/{line.code}/")
            text = page.content.decode()
            assert page.status_code == 200, line.code
            assert not [note for note in ("〔推", "〔地方", "待核", "其中。") if note in text], line.code
            if line.noun:
                assert f"还没有{line.noun}" in text and not list(line.about(year)), line.code
            elif line.code not in NEEDS_NOTHING:
                assert "还缺" in text, line.code
    assert len(DOCUMENTS) >= 24
