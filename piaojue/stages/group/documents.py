"""Papers of 归并: what came in, and what it was joined to."""

from collections import Counter
from collections.abc import Iterable

from engines.papers import Annex, Block, Column, Draft, Gaps, heading, para, table
from piaojue.commons.draftable import document
from piaojue.commons.issuing import JOINT
from piaojue.commons.years.issuers import congress_side, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.group.models import GONE, Demand
from piaojue.stages.group.queries import waiting
from piaojue.stages.suggest.public import Category, Channel, ProposerType, received


def grouping_report(year: Year, gaps: Gaps) -> Draft:
    """征集归并情况: how many suggestions by field, channel and proposer, and the demands that they became."""
    rows = list(received().filter(year=year).values_list("category", "channel", "proposer_type", "spot"))
    demands = list(Demand.objects.filter(year=year).exclude(state__in=GONE).select_related("spot"))
    if not rows:
        gaps.need("", "收到的建议", year.page("suggestions"))
    if not demands:
        gaps.need("", "归并的诉求", year.page("demands"))
    if left := waiting(year).count():
        gaps.need("", f"{left}条建议的归并", year.page("review_queue"))
    places = len({row[3] for row in rows})
    state = f"征集、归并工作正在进行，还有{left}条建议没有归并" if left else "征集、归并工作已经完成"
    return Draft(
        title=f"{projects_word(year)}建议征集归并情况",
        blocks=(
            para(f"{projects_word(year)}建议{state}，现将有关情况公布如下。"),
            heading(1, "征集情况"),
            para(f"共收到建议{len(rows)}条，涉及{places}个地方。"),
            _counted("按领域统计", "领域", Category.choices, (row[0] for row in rows)),
            _counted("按渠道统计", "渠道", Channel.choices, (row[1] for row in rows)),
            _counted("按建议人身份统计", "身份", ProposerType.choices, (row[2] for row in rows)),
            heading(1, "归并情况"),
            para(f"同一件事的建议归并为一项诉求，共归并为诉求{len(demands)}项，详见附件。"),
        ),
        signed=(congress_side(year, gaps),),
        annexes=(Annex("诉求清单", (_list(demands),)),),
    )


def _counted(caption: str, head: str, choices: Iterable[tuple[str, str]], values: Iterable[str]) -> Block:
    counts = Counter(values)
    total = sum(counts.values())
    words = dict(choices)
    rows = [
        (words.get(value, "未分类"), number, f"{100 * number / total:.1f}%")
        for value, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    columns = (Column(head, 4, "left"), Column("条数", 2), Column("占比", 2))
    return table(columns, [*rows, ("合计", total, "100%" if total else "")], caption)


def _list(demands: list[Demand]) -> Block:
    columns = (
        Column("序号", 1),
        Column("诉求", 7, "left"),
        Column("领域", 3),
        Column("所在地", 3),
        Column("提出与附议（人）", 2),
    )
    rows = [
        (number, one.title, one.get_category_display(), one.spot.name, one.voices)
        for number, one in enumerate(demands, 1)
    ]
    return table(columns, rows)


document(
    "grouping_report",
    "征集归并情况",
    house=JOINT,
    stage=Stage.GROUPING,
    paper=PaperKind.GROUPING_REPORT,
    write=grouping_report,
    public=True,
)
