"""The assessment as a paper to sign: its parts are those that the law names (个人信息保护法 56 条)."""

from engines.papers import Block, Draft, day, heading, para, signing
from piaojue.commons.privacy.models import Assessment
from piaojue.commons.privacy.notice import OCCASIONS


def report_of(row: Assessment) -> Draft:
    """The whole report."""
    return Draft(
        title=row.title,
        number=row.doc_no,
        blocks=(
            para(
                f"{row.made_by}于{day(row.made_on)}对{row.place.name}处理个人信息的影响作了评估，适用到{day(row.until)}。"
            ),
            heading(1, "评估情形"),
            *[para(f"{OCCASIONS[key]}。") for key in row.covers if key in OCCASIONS],
            *[block for title, text in row.parts for block in _part(title, text)],
            heading(1, "结论"),
            para(f"{row.get_conclusion_display()}。本报告和处理情况记录保存三年以上。"),
            signing("评估人员", "负责人"),
        ),
        on=row.made_on,
    )


def _part(title: str, text: str) -> list[Block]:
    return [heading(1, title), *[para(line) for line in text.splitlines() if line.strip()]]
