"""Tables as people bring them: found by their bytes, headings recognised, cells as text with what is odd about them."""

import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.tables import BadTable, Book, Mark, find_header, read_tables, read_text, rows_below
from engines.tables.tests import make
from engines.tables.tests.columns import ROLL
from engines.tables.text import table_of
from engines.tables.workbooks import as_text, read_workbook

ROWS = "姓名,手机号,代表证号,代表团\r\n白玉兰,13811110001,001,第一代表团\r\n"
WEBPAGE = (
    f"<table><tr><td>{ROWS.strip().replace(chr(13), '').replace(chr(10), '<tr><td>').replace(',', '<td>')}</table>"
)
GOOD = make.xlsx(make.HEAD, make.ROW)
TABLE = [["姓名", "手机号", "代表证号", "代表团"], ["白玉兰", "13811110001", "001", "第一代表团"]]


def sheet_of(data: bytes):
    """The first sheet of a workbook, read without a process of its own: that is tried once, below."""
    return read_workbook("名册.xlsx", data)[0]


def lines(sheet):
    at, header = find_header(Book("", "", (sheet,)), ROLL)
    assert at == 0 and header is not None
    return header, list(rows_below(sheet, header))


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("gbk"),
        ROWS.encode("gb18030"),
        ROWS.encode("utf-16"),
        ROWS.encode("utf-16-be"),
        ROWS.replace(",", "\t").encode("utf-16"),
        ROWS.replace(",", ";").encode(),
        ROWS.replace(",", "\t").encode("gbk"),
        ROWS.replace("\r\n", "\r").encode("gbk"),
        ROWS.replace("\r\n", "\n").encode(),
        ROWS.replace("13811110001", '"=""13811110001"""').encode(),
        ROWS.replace("13811110001", "'13811110001").encode(),
        ROWS.replace("13811110001", "\t13811110001").encode(),
        WEBPAGE.encode(),
        f"<meta charset=gb2312>{WEBPAGE}".encode("gbk"),
        ROWS.replace(",", "，").encode("gbk"),
        ROWS.replace(",", " ").encode("gbk"),
        ROWS.replace(",", "\u3000\u3000").encode(),
    ],
)
def test_text_in_any_encoding_and_with_anything_between_is_the_same_table(data):
    (sheet,) = read_tables("名册.xls", data).sheets
    assert sheet.rows == TABLE


MERGED = [
    ["代表团", "姓名", "手机号"],
    ["一团", "白玉兰", "13811110001"],
    ["一团", "王芳", "13811110002"],
    ["二团", "高志强"],
]
OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"


def test_merged_cells_of_web_pages_and_of_workbooks_in_xml_are_filled_down():
    page = "<table><tr><td>代表团<td>姓名<td>手机号<tr><td rowspan=2>一团<td>白玉兰<td>13811110001<tr><td>王芳<td>13811110002"
    page += "<tr><td>二团<td>高志强</table>"
    cells = [["代表团", "姓名", "手机号"], ["MergeDown='1'>一团", "白玉兰", "13811110001"]]
    cells += [["Index='2'>王芳", "13811110002"], ["二团", "高志强"]]
    rows = "".join(f"<Row>{''.join(_xml_cell(one) for one in row)}</Row>" for row in cells)
    book = (
        f"<?xml version='1.0'?><Workbook xmlns='{OFFICE}' xmlns:ss='{OFFICE}'><Worksheet ss:Name='名册'><Table>{rows}"
    )
    for data in (page, f"{book}</Table></Worksheet></Workbook>"):
        (sheet,) = read_tables("名册.xls", data.encode()).sheets
        assert sheet.rows == MERGED and sheet.marks == {(2, 0): Mark.FILLED}


def _xml_cell(text: str) -> str:
    attribute, words = f"ss:{text}".split(">") if ">" in text else ("", text)
    kind = "Number" if words.isdigit() else "String"
    return f"<Cell {attribute}><Data ss:Type='{kind}'>{words}</Data></Cell>"


def test_big5_is_read_and_traditional_headings_are_known():
    (sheet,) = read_tables("名册.csv", "姓名,手機號,代表團\n王麗華,13811110001,一團\n".encode("big5")).sheets
    header, (line,) = lines(sheet)
    assert header.where == {"name": 0, "phone": 1, "delegation": 2} and line.cells == ("王麗華", "13811110001", "一團")


def test_where_two_encodings_meet_the_row_is_named():
    with pytest.raises(BadTable, match="第 2 行有读不出的字"):
        read_tables("名册.csv", "姓名,代表团\n".encode() + "白玉兰,第一代表团\n".encode("gbk"))


def test_a_workbook_is_read_in_a_process_of_its_own_whatever_its_name():
    book = read_tables(
        "名册.csv", make.xlsx(make.HEAD, ["白玉兰", 13811110001, "001", "第一代表团"], before=["填表说明"])
    )
    assert book.kind == "Excel 工作簿" and [sheet.name for sheet in book.sheets] == ["填表说明", "名册"]
    assert book.sheets[1].rows == TABLE and find_header(book, ROLL)[0] == 1


def test_what_is_pasted_from_a_spreadsheet_is_a_table():
    assert read_text("姓名\t代表团\n白玉兰\t第一代表团").sheets[0].rows == [
        ["姓名", "代表团"],
        ["白玉兰", "第一代表团"],
    ]
    with pytest.raises(BadTable, match="没有内容"):
        read_text(" \n")


def test_a_table_drawn_with_bars_is_a_table():
    drawn = "| 姓名 | 代表团 |\n|---|:--:|\n| 白玉兰 | 第一代表团 |"
    assert read_text(drawn).sheets[0].rows == [["姓名", "代表团"], [], ["白玉兰", "第一代表团"]]


def test_line_breaks_in_cells_stay_and_are_counted_once():
    rows = table_of("工单.csv", '编号,内容\r\n1,"一\r\n二\r三"\r\n').rows
    assert rows == [["编号", "内容"], ["1", "一\n二\n三"]]


def test_a_wrong_or_missing_dimension_does_not_cut_a_sheet():
    data = make.xlsx(make.HEAD, make.ROW, make.ROW)
    short = make.patched(data, make.SHEET, b'<dimension ref="A1:D3"/>', b'<dimension ref="A1"/>')
    none = make.patched(data, make.SHEET, b'<dimension ref="A1:D3"/>', b"")
    assert sheet_of(short) == sheet_of(none) == sheet_of(data)


def test_merged_cells_are_filled_down_and_say_so():
    sheet = sheet_of(
        make.xlsx(make.HEAD, make.ROW, ["高志强", "13811110002", "002"], ["乌云", "", "003"], merge=["D2:D3"])
    )
    assert [row[3:] for row in sheet.rows[1:]] == [["第一代表团"], ["第一代表团"], []]
    assert sheet.marks == {(2, 3): Mark.FILLED}


@pytest.mark.parametrize(
    "head",
    [
        ["姓  名", "手 机 号", "代表证号", "代 表 团"],
        ["*姓名", "手机号\n（必填）", "代表证号", "所在代表团"],
        ["姓名（必填）", "联系电话", "代表证号*", "★代表团"],
        ["姓名：", "手机号(11位)", "代表证号", "代表团"],
    ],
)
def test_headings_are_known_however_they_are_written(head):
    header, (line,) = lines(
        table_of("", "\n".join(["某镇代表名册", "", "\t".join(f'"{h}"' for h in head), "\t".join(make.ROW)]))
    )
    assert header.row == 2 and header.where == {"name": 0, "phone": 1, "card_no": 2, "delegation": 3}
    assert (line.number, line.cells) == (4, make.ROW)


def test_totals_notes_and_repeated_headings_are_set_aside_and_blank_rows_skipped():
    sheet = sheet_of(
        make.xlsx(
            make.HEAD, make.ROW, [], make.HEAD, ["小计", "", "", 2], ["合计：1人"], ["注：以公告为准"], ["合计达"]
        )
    )
    _header, found = lines(sheet)
    assert [(line.number, line.note) for line in found] == [
        (2, ""),
        (4, "重复的表头"),
        (5, "合计行"),
        (6, "合计行"),
        (7, "说明行"),
        (8, ""),
    ]


def test_numbers_that_lost_their_last_digits_and_formulas_without_a_value_are_marked():
    sheet = sheet_of(make.xlsx(make.HEAD, ["甲", 13811110001.0, 150102199001011234, "一"], ["乙", 0.5, 12, "一"]))
    assert sheet.rows[1][1] == "13811110001" and sheet.rows[2][1:3] == ["0.5", "12"]
    assert sheet.marks == {(1, 2): Mark.ROUNDED}
    assert table_of("", "a,b\n1.38E+10,1.5\n").marks == {(1, 0): Mark.ROUNDED}
    assert sheet_of(make.formula('=CONCATENATE("H",1)')).marks == {(1, 2): Mark.FORMULA}
    assert sheet_of(make.formula('=CONCATENATE("H",1)', "H1")).rows[1][2] == "H1"


def test_dates_are_dates_and_errors_are_named():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, make.HEAD)
    sheet.write_number(1, 2, 46086, book.add_format({"num_format": "m月d日"}))
    sheet.write_formula(1, 3, "=1/0", value="#DIV/0!")
    book.close()
    read = sheet_of(out.getvalue())
    assert read.rows[1] == ["", "", "2026-03-05"]
    assert read.marks == {(1, 2): Mark.DATE, (1, 3): Mark.ERROR}


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
@settings(max_examples=300)
def test_any_bytes_are_a_book_or_a_refusal_that_names_the_file(data):
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return
    try:
        book = read_tables("名册.csv", data)
    except BadTable as bad:
        assert bad.reasons and all("“名册.csv”" in reason for reason in bad.reasons)
    else:
        find_header(book, ROLL)


@given(st.data())
@settings(max_examples=150)
def test_a_workbook_with_any_byte_changed_is_read_or_refused(data):
    whole = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole)
    try:
        read_workbook("名册.xlsx", b"PK" + cut[2:])
    except BadTable as bad:
        assert all("“名册.xlsx”" in reason for reason in bad.reasons)


@given(st.floats())
def test_every_number_is_text_without_an_exponent(value):
    assert "e" not in as_text(value)[0].lower()
