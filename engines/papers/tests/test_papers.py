"""公文 as a tree: numbers, titles, what is missing, and text that comes in and goes out."""

from datetime import date

import pytest

from engines.papers import Column, Draft, Gaps, article, blocks_from, day, heading, numbered, para, table, text_of
from engines.papers.cited import as_printed
from engines.papers.gaps import gaps_in
from engines.papers.layout import head_size, shares, signature
from engines.papers.marks import closed_up
from engines.papers.titles import title_lines


def test_headings_are_numbered_as_the_standard_has_it():
    blocks = [
        heading(1, "总体"),
        heading(2, "甲"),
        heading(2, "乙"),
        heading(3, "丙"),
        heading(4, "丁"),
        heading(1, "末"),
    ]
    assert [mark for mark, _ in numbered(blocks)] == ["一、", "（一）", "（二）", "1.", "（1）", "二、"]
    assert [mark for mark, _ in numbered([article("甲"), para("乙"), article("丙")])] == ["第一条", "", "第二条"]
    with pytest.raises(ValueError, match="1 to 4"):
        heading(5, "太深")


def test_what_is_missing_is_named_once_with_the_page_that_takes_it():
    gaps = Gaps()
    text = (
        gaps.need("", "会议地点", "/sittings/3/") + gaps.need(None, "会议地点", "/sittings/3/") + gaps.need(0, "票数")
    )
    assert text == "【待填：会议地点】【待填：会议地点】0" and [gap.label for gap in gaps.found] == ["会议地点"]
    assert gaps_in(text) == ["会议地点", "会议地点"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("满意度测评结果公告", ["满意度测评结果公告"]),
        ("新城区第十八届人民代表大会第六次会议公告", ["新城区第十八届", "人民代表大会第六次会议公告"]),
        (
            "关于新城区2026年民生实事项目候选项目形成情况的审议报告",
            ["关于新城区2026年民生实事项目", "候选项目形成情况的审议报告"],
        ),
    ],
)
def test_titles_break_between_words(title, lines):
    assert title_lines(title, 19) == lines


def test_days_and_amounts_have_columns_wide_enough_for_one_line():
    heads = [
        Column("序号"),
        Column("项目名称", 9, "left"),
        Column("执行单位", 4),
        Column("完成时限", 1),
        Column("说明"),
    ]
    rows = [[1, "老旧小区加装电梯", "新城区住房和城乡建设局", "2025年11月30日", ""]]
    found = shares(table(heads, rows))
    assert sum(found) == pytest.approx(100, abs=0.1) and found[3] * 1.56 >= 7 * 12 / 72 * 25.4 + 3
    assert min(found) >= 7.5 and found[1] == max(found)
    kept = table(heads, rows, optional=("说明",))
    assert [column.title for column in kept.columns] == ["序号", "项目名称", "执行单位", "完成时限"]


def test_an_ordinal_stays_in_one_line():
    lines = title_lines("（2025年2月8日新城区第十八届人民代表大会第四次会议通过）", 26)
    assert len(lines) == 2 and not any(line.endswith(("第", "第十", "第十八", "第四")) for line in lines)


def test_the_longest_title_keeps_each_line_within_the_page():
    lines = title_lines("呼和浩特市新城区" * 14, 19)
    assert all(len(line) <= 19 for line in lines) and "".join(lines) == "呼和浩特市新城区" * 14


def test_the_body_stands_over_the_middle_of_the_date():
    assert signature(("新城区政府",), date(2026, 1, 5)) == [("新城区政府", 4.5), ("2026年1月5日", 4)]
    long = signature(("新城区人民代表大会常务委员会办公室代表联络工作委员会",), date(2026, 1, 5))
    assert long[0][1] == 0 and long[1][1] > 4
    assert head_size("新城区人民政府文件") > head_size("呼和浩特市新城区人民代表大会常务委员会文件") >= 22


def test_spaces_of_the_screen_do_not_reach_the_paper():
    assert closed_up("应到 5 人,实到 4 人(其中 2 人为列席)") == "应到5人，实到4人（其中2人为列席）"
    assert day(date(2026, 1, 5)) == "2026年1月5日"


def test_typed_text_becomes_a_tree_and_loses_no_word():
    typed = "一、征集时间\n自即日起。\n（一）范围\n第一条　为做好工作，制定本办法。\n3. 从三开始的一行\n甲\t乙\n一\t二"
    blocks = blocks_from(typed)
    assert [block.kind.value for block in blocks] == ["heading", "para", "heading", "article", "para", "table"]
    assert text_of(Draft("标题", blocks)) == typed
    odd = "二、没有第一\n五、也不接着"
    assert text_of(Draft("标题", blocks_from(odd))) == odd


def test_a_table_takes_rows_of_its_own_width_and_a_fingerprint_ignores_number_and_day():
    columns = [Column("甲"), Column("乙")]
    with pytest.raises(ValueError, match="cells"):
        table(columns, [["一"]])
    one = Draft("标题", (table(columns, [[1, None]]),))
    assert one.blocks[0].rows == (("1", ""),)
    assert one.fingerprint == Draft("标题", one.blocks, number="第一号", on=date(2026, 1, 1)).fingerprint
    assert one.fingerprint != Draft("标题", (table(columns, [[2, None]]),)).fingerprint


def test_a_paper_cites_articles_and_keeps_working_notes_to_itself():
    assert as_printed("公开征集不少于 30 日〔法 监督法 63 条〕〔地方：甘肃〕") == "公开征集不少于30日（监督法第63条）"
    assert as_printed("秘密投票〔推 选举法 40 条，待核〕") == "秘密投票"
    assert as_printed("同意〔法 个人信息保护法 13（第一款）、14 条〕") == "同意（个人信息保护法第13（第一款）、14条）"
