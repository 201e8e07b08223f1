"""Published tables: accepted only when they add up; a spreadsheet's bad cell is named."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from engines.scoring import PRESETS
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.models import Entry
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.judging import judge
from piaojue.stages.evaluate.models import Item, Subject, Survey, SurveyState
from piaojue.stages.evaluate.tables import TableRow, read_table
from piaojue.stages.evaluate.tests import make


def test_ninghai_2020_as_printed_is_sent_back_and_the_row_is_named(cast):
    survey = make.survey(cast, items=[])
    survey = actions.enter_table(survey=survey, rows=make.rows(*make.NINGHAI), valid=222, by=cast.clerk_li)
    assert survey.state == SurveyState.REFUSED
    assert "美丽乡村建设工程" in survey.refusal and "少 100 票" in survey.refusal
    assert [item.title for item in survey.items.filter(wrong=True)] == ["美丽乡村建设工程"]
    assert not survey.items.exclude(verdict="").exists()  # no result for anybody before the sums agree
    with pytest.raises(Refused):
        actions.publish(survey=survey, by=cast.clerk_li)


def test_ninghai_2020_corrected_passes_with_verdict_sentence_and_rank(cast):
    survey = make.survey(cast, items=[])
    survey = actions.enter_table(survey=survey, rows=make.rows(*make.NINGHAI), valid=222, by=cast.clerk_li)
    corrected = [("美丽乡村建设工程", 195, 27, 0), *make.NINGHAI[1:]]
    survey = actions.enter_table(
        survey=survey, rows=make.rows(*corrected), valid=222, members=260, present=231, by=cast.clerk_li
    )
    assert survey.state == SurveyState.JUDGED and survey.refusal == ""
    first = survey.items.get(title="美丽乡村建设工程")
    assert (first.verdict, first.rank, first.wrong) == ("satisfied", 1, False)
    assert "达到有效票 222" in first.sentence
    assert "满意 10 项" in survey.summary.sentence


def test_zhenhai_2021_counts_from_all_members_and_names_its_pit(cast):
    survey = make.survey(cast, subject=Subject.COMMITTEE, items=[])
    survey = actions.enter_table(survey=survey, rows=make.rows(*make.ZHENHAI), valid=29, members=29, by=cast.clerk_li)
    assert survey.summary.warnings == ()  # half of 29 is no whole number of votes
    other = make.survey(cast, survey.year, subject=Subject.COMMITTEE, items=[])
    other = actions.enter_table(survey=other, rows=make.rows(("甲", 7, 8, 15)), valid=30, members=30, by=cast.clerk_li)
    assert "两款" in other.summary.warnings[0]
    assert "恰为" in other.items.get().sentence


def test_a_table_must_be_the_surveys_own(cast):
    survey = make.survey(cast)
    with pytest.raises(Refused) as refusal:
        actions.enter_table(survey=survey, rows=make.rows(("别的项目", 5, 0, 0)), valid=5, by=cast.clerk_li)
    assert len(refusal.value.reasons) == 2
    assert not survey.items.exclude(satisfied=0).exists()


def test_a_third_partys_people_enter_only_their_own_table(cast):
    year = make.evaluating_year(cast)
    theirs = make.survey(cast, year, Subject.THIRD_PARTY, items=[])
    actions.enter_table(survey=theirs, rows=make.rows(("甲", 80, 15, 5)), valid=100, by=cast.evaluator_luo)
    with pytest.raises(NotYours):
        actions.enter_table(
            survey=make.survey(cast, year, items=[]), rows=make.rows(("甲", 5, 0, 0)), valid=5, by=cast.evaluator_luo
        )


def test_a_stale_form_is_refused_and_nothing_is_written(cast):
    survey = make.survey(cast, items=[])
    actions.set_survey(survey=survey, by=cast.clerk_li, title="另一个名称")
    before = Entry.objects.count()
    with pytest.raises(Refused, match="别人已经改过"):
        actions.enter_table(
            survey=survey, rows=make.rows(("甲", 5, 0, 0)), valid=5, by=cast.clerk_li, version=survey.version
        )
    assert Entry.objects.count() == before


def xlsx(*lines: tuple) -> SimpleUploadedFile:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("测评表.xlsx", out.getvalue())


counts = st.integers(0, 400)


@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=12), st.data())
def test_one_wrong_figure_refuses_the_table_and_names_its_row(table, data):
    valid = max(sum(row) for row in table) or 1
    items = [
        Item(pk=n, title=f"项目{n}", satisfied=a + valid - a - b - c, fairly=b, dissatisfied=c)
        for n, (a, b, c) in enumerate(table, 1)
    ]
    survey = Survey(valid=valid, formula=PRESETS["人代会三档"].to_json())
    assert judge(survey, items) is not None and survey.state == SurveyState.JUDGED
    assert {item.rank for item in items} >= {1} and all(item.sentence and not item.wrong for item in items)
    wrong = data.draw(st.sampled_from(items))
    wrong.satisfied += data.draw(st.integers(1, 500))
    assert judge(survey, items) is None and survey.state == SurveyState.REFUSED
    assert [item for item in items if item.wrong] == [wrong]
    assert f"“{wrong.title}”" in survey.refusal and not any(item.verdict for item in items)


HEAD = ("项目（子项）", "责任主体", "满意", "基本满意", "不满意", "不了解")


@pytest.mark.parametrize("first", ["项目（子项）", "项目\uff08子项\uff09"])
def test_a_spreadsheet_is_read_with_its_units(first):
    rows = read_table(xlsx((first, *HEAD[1:]), ("甲", "教育局", 10, 2, 1, None), (None,) * 6, ("乙", None, 9, 3, 1, 0)))
    assert rows == [TableRow("甲", 10, 2, 1, 0, "教育局"), TableRow("乙", 9, 3, 1, 0, "")]


def test_a_csv_in_gbk_is_read_too():
    text = "项目,满意,基本满意,不满意\r\n甲,10,2,1\r\n"
    assert read_table(SimpleUploadedFile("t.csv", text.encode("gb18030"))) == [TableRow("甲", 10, 2, 1)]


def test_every_bad_cell_is_named_by_row_and_column():
    with pytest.raises(Refused) as refusal:
        read_table(xlsx(HEAD, ("甲", "", "十", 2, -1, 0), ("", "", 1, 1, 1, 0)))
    assert [reason[:20] for reason in refusal.value.reasons] == [
        "第 2 行“满意”应为票数（0 或正整数）"[:20],
        "第 2 行“不满意”应为票数（0 或正整数"[:20],
        "第 3 行缺少项目名称",
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "没有内容"),
        (b"PK\x03\x04 not a workbook", "打不开"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "不是 Excel"),
        ("姓名,电话\n甲,1".encode(), "缺少"),
        ("项目,满意,基本满意,不满意\n".encode(), "没有数据行"),
    ],
)
def test_a_file_that_is_not_a_table_is_refused_with_what_to_do(data, says):
    with pytest.raises(Refused, match=says):
        read_table(SimpleUploadedFile("x.xlsx", data))
