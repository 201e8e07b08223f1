"""The form of 公文 by GB/T 9704-2012: lines and characters a page are counted, in the PDF and in what Word makes of the .docx."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from engines.papers import Annex, Column, Draft, heading, para, table
from engines.papers.layout import CHARACTERS, LINES
from piaojue.commons.web.official import official_docx, official_pdf

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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_makes_the_same_of_the_docx(tmp_path):
    (tmp_path / "paper.docx").write_bytes(official_docx(PAPER))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    asked = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "paper.docx"]
    subprocess.run(asked, capture_output=True, check=True, timeout=120)
    fits(tmp_path / "paper.pdf")
