"""征集情况反馈: what became of every demand, with the written answer."""

from collections import Counter

from engines.papers import Annex, Block, Column, Draft, Gaps, para, table
from piaojue.commons.years.issuers import government, projects_word
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import GONE, Demand
from piaojue.stages.shortlist.models import Disposition, Outcome
from piaojue.stages.suggest.public import received

WHEREABOUTS_HEADS = (Column("去向", 5, "left"), Column("诉求（项）", 2))
ANSWER_HEADS = (
    Column("序号", 1),
    Column("诉求", 5, "left"),
    Column("去向", 3),
    Column("答复", 9, "left"),
    Column("答复单位", 3),
)


def came_in(year: Year) -> tuple[int, int]:
    """(suggestions, demands that they became)."""
    demands = Demand.objects.filter(year=year).exclude(state__in=GONE)
    return received().filter(year=year).count(), demands.count()


def feedback_notice(year: Year, gaps: Gaps) -> Draft:
    """征集情况反馈: what became of every demand, with the written answer."""
    rows = _answered(year)
    suggestions, demands = came_in(year)
    if not rows:
        gaps.need("", "诉求的去向和书面答复", year.page("screening"))
    if rows and len(rows) < demands:
        gaps.need("", f"还有{demands - len(rows)}项诉求的答复", year.page("screening"))
    return Draft(
        title=f"{projects_word(year)}建议征集情况反馈公告",
        blocks=(
            para(
                f"{projects_word(year)}征集期间共收到建议{suggestions}条，归并为诉求{demands}项，"
                f"已书面答复{len(rows)}项。现将采纳情况反馈如下。"
            ),
            _whereabouts(rows),
            para("提出人对答复有不同意见的，可以申请复议一次。感谢社会各界的关心和支持。"),
        ),
        signed=(government(year, gaps),),
        annexes=(Annex("诉求答复情况表", (_answers(rows, government(year, gaps)),), wide=True),),
    )


def _answered(year: Year) -> list[Outcome]:
    """The demands with most voices first."""
    rows = Outcome.objects.filter(year=year).select_related("demand", "department")
    return list(rows.order_by("-demand__voices", "pk"))


def _whereabouts(rows: list[Outcome]) -> Block:
    """How many demands went where."""
    counts = Counter(row.disposition for row in rows)
    lines = [(one.label, counts[one.value]) for one in Disposition if counts[one.value]]
    return table(WHEREABOUTS_HEADS, lines, "诉求去向")


def _answers(rows: list[Outcome], governing: str) -> Block:
    """What no unit answered, the government did."""
    lines = [
        (
            number,
            row.demand.title,
            row.get_disposition_display(),
            row.answer,
            row.department.name if row.department else governing,
        )
        for number, row in enumerate(rows, 1)
    ]
    return table(ANSWER_HEADS, lines)
