"""Papers of a 街道's 会商: the minutes of the council, and what it recommends."""

from engines.papers import Block, Column, Draft, Gaps, day, heading, para, table
from piaojue.commons.draftable import document
from piaojue.commons.issuing import CONGRESS
from piaojue.commons.years.issuers import congress_side, formal, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import STREET_ONLY, Stage
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.queries import members_of, opinions_of, present, recommended_by


def _meetings(year: Year) -> list[Consultation]:
    rows = Consultation.objects.filter(year=year).select_related("sitting__body", "year__place", "place")
    return list(rows.order_by("-pk"))


def _held(meeting: Consultation, gaps: Gaps) -> str:
    venue = gaps.need(meeting.sitting.venue, "会商会的地点", meeting.sitting.get_absolute_url())
    return f"{day(meeting.sitting.starts_on)}，{formal(meeting.sitting.body.name)}在{venue}召开{meeting.sitting.name}。"


def minutes(meeting: Consultation, gaps: Gaps) -> Draft:
    """会商纪要: who was there, what was said of each project, what came of it."""
    members, came = members_of(meeting).count(), present(meeting).count()
    blocks: list[Block] = []
    by_topic: dict[str, list[str]] = {}
    for one in opinions_of(meeting):
        by_topic.setdefault(one.dossier.title, []).append(one.text)
    for dossier in meeting.dossiers.order_by("no", "pk"):
        blocks.append(heading(2, dossier.title))
        blocks += [para(text) for text in by_topic.get(dossier.title, ["没有提出意见。"])]
    return Draft(
        title=f"{meeting.sitting.name}会商纪要",
        blocks=(
            para(f"{_held(meeting, gaps)}议事会成员{members}人，到会{came}人。"),
            heading(1, "会商情况"),
            *blocks,
            heading(1, "会商结果"),
            *([para(meeting.result.sentence)] if meeting.result.sentence else []),
            _table(meeting),
        ),
        signed=(congress_side(meeting.year, gaps),),
        on=meeting.sitting.starts_on,
    )


def _table(meeting: Consultation) -> Block:
    heads = (
        Column("序号", 1),
        Column("项目名称", 6, "left"),
        Column("代表赞成", 2),
        Column("总赞成", 2),
        Column("结果", 2),
    )
    rows = [
        (number, one.dossier.title, one.deputies_for, one.all_for, "推荐" if one.recommended else "未推荐")
        for number, one in enumerate(recommended_by(meeting), 1)
    ]
    return table(heads, rows)


def recommendation(meeting: Consultation, gaps: Gaps) -> Draft:
    """票选推荐报告, to the Party working committee, which confirms."""
    rows = [one for one in recommended_by(meeting) if one.recommended]
    if not rows:
        gaps.need("", "推荐结果", meeting.get_absolute_url())
    return Draft(
        title=f"关于{projects_word(meeting.year)}票选推荐结果的报告",
        to=f"{meeting.place.name}党工委",
        blocks=(
            para(
                f"{_held(meeting, gaps)}会议对{meeting.dossiers.count()}个项目进行了会商、票选，推荐{len(rows)}个项目，请予确认。"
            ),
            _table(meeting),
            *(para(f"“{one.dossier.title}”：{one.sentence}") for one in rows),
            para("票选结果是推荐意见，由街道党工委确认，由街道办事处组织实施。"),
        ),
        signed=(congress_side(meeting.year, gaps),),
        on=meeting.sitting.starts_on,
    )


document(
    "council_minutes",
    "会商纪要（议事会）",
    house=CONGRESS,
    stage=Stage.CONSULTING,
    paper=PaperKind.CONSULTATION_MINUTES,
    about=_meetings,
    noun="会商会",
    write=minutes,
    roads=STREET_ONLY,
)
document(
    "recommendation",
    "票选推荐报告",
    house=CONGRESS,
    stage=Stage.CONSULTING,
    paper=PaperKind.RECOMMENDATION,
    about=_meetings,
    noun="会商会",
    write=recommendation,
    letterhead=True,
    public=True,
    roads=STREET_ONLY,
)
