"""What leaves as .docx and comes back: the same words, what differs, and an office's own fields."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from engines.papers import Annex, Column, Draft, Gaps, address, article, heading, para, signing, table, text_of
from engines.papers.coming import words_of
from engines.papers.differing import changes
from engines.papers.office import BadTemplate, fields_of, filled
from engines.papers.reading import rewritten
from engines.papers.sizes import LONGEST_DIRECTORY, check_size, directory_size
from engines.papers.starter import starter
from engines.papers.word import docx_of

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COLUMNS = [Column("序号", 1), Column("名称（个）", 7, "left")]
PAPER = Draft(
    title="关于新城区2026年民生实事项目候选项目形成情况的审议报告",
    to="各位代表",
    passed="（2026年1月通过）",
    head="新城区人民政府文件",
    blocks=(
        para("甲"),
        heading(1, "一览"),
        table(COLUMNS, [[1, "甲乙"], [2, ""]], "表题"),
        address("网上填写：", "https://a.cn/x"),
        article("第一"),
        signing("总监票人", "监票人"),
        para("末"),
    ),
    signed=("新城区人民政府",),
    on=date(2026, 1, 5),
    annexes=(Annex("甲表", (table(COLUMNS, [["x", "y"]]),), wide=True), Annex("乙", (para("丙"),))),
    printed_by="办公室",
    copies="区委",
)


def test_a_paper_is_the_same_after_its_way_through_text_and_word():
    assert rewritten(PAPER, PAPER.title, text_of(PAPER)) == PAPER
    title, text = words_of(docx_of(PAPER))
    assert rewritten(PAPER, title, text) == PAPER
    changed = rewritten(PAPER, "新题", text.replace("甲乙", "甲丙"))
    assert changed.blocks[2].rows[0] == ("1", "甲丙") and changed.blocks[2].columns == PAPER.blocks[2].columns
    with pytest.raises(ValueError, match="docx"):
        words_of(b"no file")


def test_what_differs_is_shown_within_the_line():
    found = changes("一\n二二二\n三\n四\n五", "一\n新的一行\n二二三\n三\n四\n五")
    assert [one.same for one in found] == [True, False, False, True]
    assert found[1].new == (("新的一行", True),) and found[1].old == ()
    assert found[2].old == (("二二", False), ("二", True)) and found[2].new == (("二二", False), ("三", True))
    assert changes("甲\n乙", "甲\n乙") == [] and changes("", "甲")[0].new == (("甲", True),)
    assert [one.gap for one in changes("\n".join("一二三四五六七"), "\n".join("一X三四五六Y"))][4] is True


def test_the_fields_of_a_paper_are_its_parts_its_named_facts_and_its_tables():
    gaps = Gaps()
    gaps.need("礼堂", "会议地点")
    gaps.need("", "会议日期", "/sittings/3/")
    gaps.need("住建局", "“加装电梯”的责任单位")
    assert gaps.named == {"会议地点": "礼堂", "会议日期": "【待填：会议日期】"}
    fields = fields_of(PAPER)
    assert {"标题", "正文", "成文日期"} <= set(fields.words) and fields.columns["表一"] == ("序号", "名称个")
    with pytest.raises(BadTemplate, match="打不开"):
        filled(b"PK\x03\x04broken", PAPER)


def word_file(*lines, head="", columns=0, held=False):
    """An office's file. head: in the head of its pages; columns: that a cell says it spans; held: its cells stand in a control"""
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    if head:
        word.sections[0].header.paragraphs[0].text = head
    cell = word.add_table(rows=1, cols=1).cell(0, 0)._tc
    if columns:
        cell.grid_span = columns
    if held:
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        cell.addprevious(control)
        control.append(content)
        content.append(cell)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_a_file_that_would_take_the_servers_memory_or_time_is_not_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("word/document.xml", "x" * 1000)
    for data in (out.getvalue(), word_file("甲", columns=10**9)):
        with pytest.raises(ValueError):
            words_of(data)
    with pytest.raises(BadTemplate, match="打不开"):
        filled(out.getvalue(), PAPER)
    assert words_of(word_file("甲", held=True)) == ("", "甲")
    long = replace(PAPER, blocks=(table(COLUMNS, [[1, "甲"]] * 3000),))
    loop = "{% for 行 in 表一 %}" + "长" * 10_000 + "{% endfor %}"
    hostile = {"只能写一处": ["{{正文}}"] * 2, "太大": [loop], "不能放在": ["{{标题}}"]}
    for reason, lines in hostile.items():
        with pytest.raises(BadTemplate, match=reason):
            filled(word_file(*lines, head="{{附件}}"), long)


def test_lines_that_are_too_long_to_compare_are_shown_whole():
    found = changes("长" * 50_000, "长" * 50_001)
    assert [(one.old, one.new) for one in found] == [((("长" * 50_000, True),), (("长" * 50_001, True),))]


def hung_and_with_macros() -> bytes:
    """A file that hangs on a template elsewhere and brings macros."""
    word = docx.Document()
    for line in ("{{标题}}", "{{正文}}", "{{附件}}"):
        word.add_paragraph(line)
    rels = word.part._settings_part.rels
    hung = OxmlElement("w:attachedTemplate")
    hung.set(qn("r:id"), rels.get_or_add_ext_rel(f"{RELATION}/attachedTemplate", "http://evil.example/x.dotm"))
    word.settings.element.append(hung)
    macros = Part(PackURI("/word/vbaProject.bin"), "application/vnd.ms-office.vbaProject", b"x", word.part.package)
    word.part.relate_to(macros, "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def test_what_leads_out_of_a_template_or_runs_in_it_is_in_no_paper():
    with zipfile.ZipFile(io.BytesIO(filled(hung_and_with_macros(), PAPER, whole=True))) as package:
        assert not [name for name in package.namelist() if "vba" in name]
        assert b"evil.example" not in b"".join(map(package.read, package.namelist()))
        assert b"attachedTemplate" not in package.read("word/settings.xml")
    word = docx.Document(io.BytesIO(word_file("{{标题}}")))
    word.part.rels.get_or_add_ext_rel(f"{RELATION}/image", "http://evil.example/x.png")
    out = io.BytesIO()
    word.save(out)
    with pytest.raises(BadTemplate, match="外部文件"):
        filled(out.getvalue(), PAPER)


def test_an_office_begins_from_our_own_form_with_its_fields():
    for paper in (PAPER, replace(PAPER, head="", annexes=(), to="", passed="")):
        began = starter(paper)
        text = "".join(line.text for line in docx.Document(io.BytesIO(began)).paragraphs)
        assert {"{{标题}}", "{{正文}}", "{{成文日期}}"} <= set(text.replace("}}", "}} ").replace("{{", " {{").split())
        printed = docx.Document(io.BytesIO(filled(began, paper, whole=True)))
        said = [line.text for line in printed.paragraphs]
        assert paper.title in "".join(said) and "甲" in said and "新城区人民政府" in said and "2026年1月5日" in said
        assert not [line for line in said if "{" in line]


def test_a_template_that_would_lose_the_text_or_is_too_long_is_refused_with_what_to_write():
    refused = {
        "没有“{{正文}}”": ["{{标题}}", "{{附件}}"],
        "没有“{{附件}}”": ["{{标题}}", "{{正文}}"],
        "请写成“{{标题}}”": ["{{r 标题}}", "{{正文}}", "{{附件}}"],
        "超过 20000 个字": ["{% for 行 in 表一 %}" + "长" * 30_000 + "{% endfor %}", "{{正文}}", "{{附件}}"],
    }
    for reason, lines in refused.items():
        with pytest.raises(BadTemplate, match=reason.replace("{", r"\{").replace("}", r"\}")):
            filled(word_file(*lines), PAPER, whole=True)
    filled(word_file("{{标题}}"), PAPER)  # what is in force already goes on printing
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as package:
        for number in range(5000):
            package.writestr(f"a part with a rather long name {number}", "")
    assert directory_size(many.getvalue()) > LONGEST_DIRECTORY
    with pytest.raises(ValueError, match="部分太多"):
        check_size(many.getvalue())
