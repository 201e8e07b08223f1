"""Published tables: accepted only when they add up; a spreadsheet's bad cell is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.scoring import PRESETS
from engines.tables import read_tables
from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch, BatchState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.models import Entry
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.judging import judge
from piaojue.stages.evaluate.models import Item, Subject, Survey, SurveyState
from piaojue.stages.evaluate.tests import make
from piaojue.stages.evaluate.values import ItemDraft
from tests import brought

pytestmark = pytest.mark.once


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


HEAD = "项目（子项）,责任主体,满意,基本满意,不满意,不了解\n"


@pytest.fixture
def measured(cast, settings, tmp_path):
    """A survey whose table is to come: 甲 and 乙."""
    settings.VAR = tmp_path
    survey = make.survey(cast, items=[])
    return actions.set_survey(
        survey=survey, by=cast.clerk_li, items=[ItemDraft("甲项目", "教育局"), ItemDraft("乙 项目", "")]
    )


def bring(survey, table, by, valid=13, name="测评表.csv") -> Batch:
    batch = Batch(kind="measured", target=survey.pk, place=survey.place)
    data = table if isinstance(table, bytes) else table.encode("gb18030")
    return intake.bring_table(batch=batch, name=name, data=data, by=by, valid=valid, members=None, present=None)


def take(batch, by) -> Batch:
    return intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)


def test_a_spreadsheet_is_previewed_taken_and_undone_as_a_whole(cast, measured):
    table = HEAD + "甲 项目,教育局,10票,2,1,\n乙项目,,１０,3,—,\n合计,,20,5,1,\n"
    batch = bring(measured, table, cast.clerk_li)
    assert batch.summary["effect"] == ["各行合计都是有效票 13"] and batch.rows.filter(state="note").count() == 1
    batch = take(batch, cast.clerk_li)
    measured.refresh_from_db()
    assert measured.state == SurveyState.JUDGED and "已判定" in batch.summary["says"]
    assert [(i.title, i.unit, i.satisfied, i.unknown) for i in measured.items.all()] == [
        ("甲项目", "教育局", 10, 0),
        ("乙 项目", "", 10, 0),
    ]
    assert [row.outcome for row in bring(measured, table.replace("10票,2", "11,1"), cast.clerk_li).rows.all()][:2] == [
        "changed",
        "known",
    ]
    intake.undo_batch(batch=batch, by=cast.clerk_li)
    measured.refresh_from_db()
    assert (measured.state, measured.valid, measured.items.filter(satisfied__gt=0).count()) == ("prepared", None, 0)


def test_a_table_that_was_changed_after_its_import_is_not_undone(cast, measured):
    batch = take(bring(measured, HEAD + "甲项目,,10,2,1,\n乙项目,,9,3,1,\n", cast.clerk_li), cast.clerk_li)
    rows = make.rows(("甲项目", 11, 1, 1), ("乙 项目", 9, 3, 1))
    actions.enter_table(survey=measured, rows=rows, valid=13, by=cast.clerk_li)
    with pytest.raises(Refused, match="别人已经改过"):
        intake.undo_batch(batch=batch, by=cast.clerk_li)


def test_every_bad_cell_is_named_and_a_table_is_taken_whole_or_not_at_all(cast, measured):
    table = HEAD + "甲项目,,十,2,-1,0\n乙项目,,90%,,1,0\n丙项目,,1,1,1,0\n甲 项目,,1,1,1,0\n"
    batch = bring(measured, table, cast.clerk_li)
    reasons = [reason for row in batch.rows.all() for reason in row.reasons]
    assert reasons == [
        "第 2 行 C 列“满意”：应为数目（0 或正整数），现为“十”",
        "第 2 行 E 列“不满意”：应为数目（0 或正整数），现为“-1”",
        "第 3 行 C 列“满意”：应为数目，不是百分比，现为“90%”",
        "第 3 行 D 列“基本满意”：没有填写",
        "“丙项目”不在这次测评的项目中",
    ]
    with pytest.raises(Refused, match=r"缺少“乙 项目”一行"):
        take(batch, cast.clerk_li)
    short = bring(measured, HEAD + "甲项目,,10,2,1,0\n", cast.clerk_li)
    assert short.summary["stops"] == ["测评表缺少“乙 项目”一行，请补上后重新上传"]


def test_sums_that_disagree_are_said_before_they_send_the_table_back(cast, measured):
    batch = bring(measured, HEAD + "甲项目,,10,2,1,\n乙项目,,9,3,2,\n", cast.clerk_li)
    assert batch.summary["effect"] == ["“乙 项目”合计 14，与有效票 13 不符：照这样导入，测评表会被退回"]
    take(batch, cast.clerk_li)
    measured.refresh_from_db()
    assert measured.state == SurveyState.REFUSED


def test_a_third_party_brings_its_own_table_alone(cast, measured, as_):
    assert as_(cast.evaluator_luo).get(f"/intake/measured/{measured.pk}/").status_code == 404
    theirs = make.survey(cast, measured.year, Subject.THIRD_PARTY, items=[])
    page = as_(cast.evaluator_luo).get(f"/intake/measured/{theirs.pk}/").content.decode()
    assert "有效票（份）" in page and "下载模板" in page
    upload = {"paste": "项目\t满意\t基本满意\t不满意\n甲\t80\t15\t5", "valid": "100"}
    answer = as_(cast.evaluator_luo).post(f"/intake/measured/{theirs.pk}/", upload)
    batch = Batch.objects.get()
    assert answer["Location"] == batch.get_absolute_url() and take(batch, cast.evaluator_luo).state == BatchState.TAKEN


FIRST, SECOND = "老旧小区综合改造", "燃气铸铁管改造"
RIGHT = {
    "e1_dimension_short.xlsx": "", "e2a_dash_zero.xlsx": "", "e2b_slash_zero.xlsx": "", "e2c_unit.xlsx": "",
    "e2d_fullwidth.xlsx": "", "e2e_percent.xlsx": "第 2 行 C 列“满意”：应为数目，不是百分比",
    "e2f_percent_cells.xlsx": "第 2 行 C 列“满意”：应为数目（0 或正整数），现为“0.9”",
    "e2g_blank_zero.xlsx": "第 2 行 E 列“不满意”：没有填写", "e2h_thousands.xlsx": "", "e3_title_row.xlsx": "",
    "e4_total_row.xlsx": "", "e4b_total_row_numbers.xlsx": "", "e5_reordered.xlsx": "",
    "e6_missing_last.xlsx": "测评表缺少“市民服务中心建设”一行", "e7_space_in_title.xlsx": "", "e7b_newline_in_title.xlsx": "",
    "e8_duplicate_row.xlsx": "与第 2 行是同一个项目，只能留一行",
}  # fmt: skip
"""File → what is said of it; empty: it is read whole."""


@brought.absent
def test_every_table_that_tellers_have_sent_does_what_is_right(cast, settings, tmp_path):
    settings.VAR = tmp_path
    book = read_tables("e1.xlsx", brought.brought("eval/e1_dimension_short.xlsx"))
    titles = [row[0] for row in book.sheets[0].rows[1:]]
    survey = make.survey(cast, items=[])
    actions.set_survey(survey=survey, by=cast.clerk_li, items=[ItemDraft(title, "") for title in titles])
    survey.refresh_from_db()
    for file, right in RIGHT.items():
        batch = bring(survey, brought.brought(f"eval/{file}"), cast.clerk_li, 100, file)
        said = [reason for row in batch.rows.all() for reason in row.reasons] + batch.summary["stops"]
        assert any(right in reason for reason in said) if right else said == [], (file, said)
        assert batch.rows.exclude(state="note").count() == {"e6_missing_last.xlsx": 9, "e8_duplicate_row.xlsx": 11}.get(
            file, 10
        )
    assert [titles[0], titles[1]] == [FIRST, SECOND]
