"""A gate judges what a paper says, and a signature holds for what was signed."""

from datetime import date

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.years.actions import file_paper, sign_gate
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Conclusion, Paper, PaperKind, Signature
from piaojue.commons.years.road import Stage
from tests import cast as the_cast

pytestmark = pytest.mark.django_db
WHOLE = {
    "issuer": "新城区司法局",
    "doc_no": "新司〔2025〕9号",
    "issued_on": date(2025, 12, 20),
    "began_on": date(2025, 12, 1),
    "body": "经审查，候选项目的提出符合法定权限和程序，内容合法。",
}


def test_an_x_is_no_legality_opinion_and_a_refusal_opens_no_gate(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)

    def filed(**values):
        return file_paper(
            year=year, kind=PaperKind.LEGALITY_OPINION, title="合法性审查意见", by=cast.legal_gao, **values
        )

    def said() -> list[str]:
        return [line for line in missing(year).work if line.startswith("“合法性审查意见”") and "起算" not in line]

    filed(body="x", issued_on=date(2025, 12, 20), began_on=date(2025, 12, 1))
    (line,) = [line for line in missing(year).work if "还没有写明" in line]
    assert all(word in line for word in ("发文机关", "文号", "结论", "全文")) and line.supply.roles[0] == "legal"
    filed(**WHOLE, conclusion=Conclusion.REFUSED)
    assert said() == ["“合法性审查意见”的结论是不同意，修改后重新送审"]
    filed(**WHOLE, conclusion=Conclusion.AGREED)
    assert said() == []


def test_who_signed_is_asked_again_when_what_was_signed_changes(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    paper = file_paper(
        year=year,
        kind=PaperKind.GROUPING_REPORT,
        title="归并情况",
        body="共收到建议三条，归并为三条诉求，逐条见附表，特此报告。",
        by=cast.clerk_li,
    )
    sign_gate(year=year, gate="close_grouping", by=cast.clerk_li)
    assert missing(year).signatures == ["政府办（民生办）"]
    with pytest.raises(Refused, match="已经签署过"):
        sign_gate(year=year, gate="close_grouping", by=cast.clerk_li)
    Paper.objects.filter(pk=paper.pk).update(body="共收到建议四条，归并为四条诉求，逐条见附表，特此报告。")
    assert missing(year).signatures[0] == "人大工作人员（签署以后征集归并情况“归并情况”有改动）"
    sign_gate(year=year, gate="close_grouping", by=cast.clerk_li)
    assert missing(year).signatures == ["政府办（民生办）"]
    Signature.objects.update(bound={})  # signed before this was kept
    Paper.objects.filter(pk=paper.pk).update(body="共收到建议五条，归并为五条诉求，逐条见附表，特此报告。")
    assert missing(year).signatures == ["政府办（民生办）"]


def test_papers_of_other_houses_say_whose_they_are_and_no_typed_paper_is_one_word(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)

    def lines(kind, **values) -> list[str]:
        paper = file_paper(year=year, kind=kind, title="文书", by=cast.clerk_li, **values)
        return [line for line in missing(year).work if f"“{paper.get_kind_display()}”" in line]

    assert "文件或全文" in lines(PaperKind.GROUPING_REPORT, body="三条")[0]
    short = lines(PaperKind.PARTY_MINUTES, body=WHOLE["body"])
    assert all(word in short[0] for word in ("发文机关", "文号", "日期", "结论"))
    whole = {**WHOLE, "conclusion": Conclusion.AGREED, "began_on": None}
    assert lines(PaperKind.PARTY_MINUTES, **whole) == []


def test_the_form_of_an_outside_paper_begins_with_what_is_known(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    line = next(line for line in missing(year).papers if "合法性审查" in line)
    page = as_(cast.legal_gao).get(line.supply.url).content.decode()
    assert f'value="{year}合法性审查意见"' in page and 'value="新城区司法局"' in page
    assert 'value="新城区人大常委会"' not in as_(cast.clerk_li).get(line.supply.url).content.decode()
