"""The form of 公文 by GB/T 9704-2012: lines and characters a page are counted, in the PDF and in what Word makes of the .docx."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from engines.papers import Annex, Column, Draft, heading, para, table
from engines.papers.layout import CHARACTERS, LINES
from piaojue.commons.web.official import official_docx, official_pdf
from tests.papers import pages_in

pytestmark = pytest.mark.once
HAN = "民" * CHARACTERS * LINES * 3
LONG_TITLE = (
    "呼和浩特市新城区人民代表大会常务委员会关于新城区2026年民生实事项目候选项目形成情况和票决办法草案审议结果的报告"
)
LONG_BODY = "呼和浩特市新城区人民代表大会常务委员会代表联络工作委员会民生实事项目办公室"
COLUMNS = [Column("序号", 1), Column("项目名称", 6, "left"), Column("责任单位", 4), Column("年度投资", 2, "right")]
ROWS = [
    [n, "老旧小区加装电梯及配套设施改造工程" * (1 + n % 3), LONG_BODY, f"{n * 80.5:,.1f}万元"] for n in range(1, 61)
]
PAPER = Draft(
    title=LONG_TITLE,
    head="新城区人民代表大会常务委员会文件",
    number="新人常〔2026〕12号",
    to="各代表团",
    blocks=(para(HAN), heading(1, "一览表"), table(COLUMNS, ROWS, "民生实事项目一览表"), para("特此报告。")),
    signed=(LONG_BODY,),
    on=date(2026, 1, 5),
    annexes=(Annex("任务分解表", (table(COLUMNS, ROWS[:20]),), wide=True),),
    copies="区委办公室",
    printed_by="新城区人大常委会办公室",
)


def pages_of(pdf: Path) -> list[list[str]]:
    """The lines of each page, without what stands in the margins."""
    run = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True)
    pages = [[line.strip() for line in page.splitlines() if line.strip()] for page in run.stdout.split("\f")]
    return [[line for line in page if not line.replace(" ", "").startswith("—")] for page in pages if page]


def fits(pdf: Path) -> None:
    """A page of text holds 22 lines of 28 characters, every font is in the file, nothing leaves the paper."""
    pages = pages_of(pdf)
    full = [page for page in pages if all(set(line) == {"民"} for line in page)]
    assert max(map(len, full)) == LINES
    assert {len(line) for page in full if len(page) == LINES for line in page} == {CHARACTERS}
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(font[-40:].split()[-5] == "yes" for font in fonts)
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for page in boxes.split("<page ")[1:]:
        width = float(page.split('width="')[1].split('"')[0])
        rights = [float(part.split('"')[0]) for part in page.split('xMax="')[1:]]
        assert not rights or max(rights) <= width - 26 / 25.4 * 72 + 1


def test_the_pdf_has_22_lines_of_28_characters(tmp_path):
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(official_pdf(PAPER))
    fits(pdf)
    pages = pages_of(pdf)
    signed = next(page for page in pages if "2026年1月5日" in page)
    assert "特此报告。" in signed  # never a page with nothing but who signs
    assert not any(page[-1] == "一、一览表" for page in pages)  # nor a heading at the foot of one
    assert pages[-1][-1].startswith("新城区人大常委会办公室") and pages[-1][-1].endswith("2026年1月5日印发")


def test_margins_page_numbers_and_the_colophon_stand_where_the_standard_has_them(tmp_path):
    """GB/T 9704-2012, 5.2 (版心 156 × 225 mm, 天头 37 mm, 订口 28 mm), 7.4 (版记), 7.5 (页码: 7 mm below, outer edge, 空一字)."""
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(official_pdf(replace(PAPER, annexes=(Annex("任务分解表", (para("乙" * 300),)),))))
    pages = pages_in(pdf)
    assert {(round(page.width), round(page.height)) for page in pages} == {(210, 297)}
    full = next(page for page in pages if len(page.in_text) == LINES and {*page.lines[5]} == {"民"})
    tops = sorted(word.top for word in full.in_text)
    assert all(later - sooner == pytest.approx(225 / LINES, abs=0.05) for sooner, later in pairwise(tops))
    assert {round(word.left, 1) for word in full.in_text} == {28} and 183 < max(
        one.right for one in full.in_text
    ) <= 184.2
    assert 37 <= tops[0] <= 40.5 and max(one.bottom for one in full.in_text) <= 263
    for page in pages:
        number = [word for word in page.words if page.is_number(word)]
        assert [word.text for word in number] == ["—", str(page.number), "—"]
        assert all(5 < word.bottom - word.top < 8 for word in number)  # 4 号: 14 pt are 4.9 mm, its box is higher
        outer = 184 - number[-1].right if page.number % 2 else number[0].left - 28
        assert outer == pytest.approx(14 / 72 * 25.4, abs=0.4)
    annex = next(page for page in pages if page.lines[0] == "附件")
    assert annex.in_text[0].left == pytest.approx(28, abs=0.2) and annex.in_text[0].top <= 40.5
    copies, printed = pages[-1].lines[-2:]
    assert copies == "抄送：区委办公室。" and printed.endswith("印发")
    assert max(word.bottom for word in pages[-1].in_text) == pytest.approx(261, abs=1.5)


DOTS = 5
"""Dots of a picture to a millimetre."""


def test_the_red_line_and_the_page_number_stand_where_the_standard_has_them(tmp_path):
    """7.2.5: the line 4 mm below the 发文字号, as wide as the text; 7.5: the dash 7 mm below the text."""
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(official_pdf(replace(PAPER, blocks=(para("甲"),), annexes=())))
    draw = ["pdftoppm", "-r", str(DOTS * 25.4), "-f", "1", "-l", "1", "-png", "-singlefile"]
    subprocess.run([*draw, pdf, tmp_path / "first"], check=True)
    drawn, words = Image.open(tmp_path / "first.png").convert("RGB"), pages_in(pdf)[0].words

    def dark(x: float, y: float, *, red: bool = False) -> bool:
        colour = drawn.getpixel((round(x * DOTS), round(y * DOTS)))
        return max(colour[1:]) < 120 and (colour[0] > 150) is red

    rows = [y / DOTS for y in range(drawn.height)]
    line = [y for y in rows if all(dark(x, y, red=True) for x in (28.5, 60, 105, 150, 183.5))]
    number = next(word for word in words if "〔2026〕12号" in word.text)
    assert line and 2.5 < line[0] - number.bottom < 5.5
    assert not dark(27, line[0], red=True) and not dark(185, line[0], red=True)
    dash = next(word for word in words if word.text == "—")
    ink = [y for y in rows if y > 262 and dark((dash.left + dash.right) / 2, y)]
    assert ink[0] - 262 == pytest.approx(7, abs=0.4)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_makes_the_same_of_the_docx(tmp_path):
    (tmp_path / "paper.docx").write_bytes(official_docx(PAPER))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    asked = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "paper.docx"]
    subprocess.run(asked, capture_output=True, check=True, timeout=120)
    fits(tmp_path / "paper.pdf")
