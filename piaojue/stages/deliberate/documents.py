"""Papers of 送阅 and 审议: the session is called, its agenda, what the groups said."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from engines.papers import Annex, Block, Column, Draft, Gaps, day, heading, para, table
from piaojue.commons.draftable import document
from piaojue.commons.issuing import SESSION
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.issuers import congress_side, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import CONGRESS_ONLY, Stage
from piaojue.stages.deliberate.models import GroupSession
from piaojue.stages.deliberate.queries import circulation_of, opinions_by_dossier
from piaojue.stages.shortlist.public import Dossier, DossierState

BEHIND = 1
"""Sessions of the year before belong to it, too: the vote may be held in December."""


def session_of(year: Year) -> Sitting | None:
    """The session that votes: to which the candidates were sent, else the latest one around the year."""
    circulation = circulation_of(year)
    if circulation is not None:
        return circulation.sitting
    return sessions(year).first()


def sessions(year: Year) -> QuerySet[Sitting]:
    rows = Sitting.objects.filter(place=year.place, kind=SittingKind.SESSION)
    return rows.filter(starts_on__year__in=(year.number - BEHIND, year.number)).order_by("-starts_on", "-pk")


def _when(sitting: Sitting | None, gaps: Gaps) -> tuple[str, str, str]:
    """(name, days, venue) of the session."""
    page = sitting.get_absolute_url() if sitting else reverse("sittings")
    days = ""
    if sitting:
        same = sitting.starts_on == sitting.ends_on
        days = day(sitting.starts_on) if same else f"{day(sitting.starts_on)}至{day(sitting.ends_on)}"
    return (
        gaps.need(sitting and sitting.name, "会议名称", page),
        gaps.need(days, "会议日期", page),
        gaps.need(sitting and sitting.venue, "会议地点", page),
    )


def session_notice(year: Year, gaps: Gaps) -> Draft:
    """会议通知与材料目录: when, where, what for, and the papers that come with it."""
    sitting = session_of(year)
    name, days, venue = _when(sitting, gaps)
    candidates = list(Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).order_by("no", "pk"))
    papers = [str(paper) for paper in year.papers.filter(kind__in=MATERIALS).order_by("at")]
    files = [*papers, *(f"候选项目材料之{one.no or number}：{one.title}" for number, one in enumerate(candidates, 1))]
    if not candidates:
        gaps.need("", "正式候选项目", year.page("candidates"))
    return Draft(
        title=f"关于召开{name}的通知",
        to="各位代表",
        blocks=(
            para(f"{name}将对{projects_word(year)}候选项目进行审议和{year.term('票决')}。现将有关事项通知如下："),
            heading(1, "会议时间"),
            para(f"{days}。"),
            heading(1, "会议地点"),
            para(f"{venue}。"),
            heading(1, "会议材料"),
            para(f"随本通知送达材料{len(files)}件，目录见附件。请在会前审阅，提出问题；对提问的答复会前送达。"),
            heading(1, "有关要求"),
            para("请安排好工作，按时出席会议。因故不能出席的，应当在会前书面请假。"),
        ),
        signed=(congress_side(year, gaps),),
        annexes=(
            Annex("会议材料目录", (table((Column("序号", 1), Column("材料", 9, "left")), list(enumerate(files, 1))),)),
        ),
    )


MATERIALS = (PaperKind.GOVERNMENT_STATEMENT, PaperKind.COMMITTEE_REPORT, PaperKind.VOTE_RULES_DRAFT)


def agenda(year: Year, gaps: Gaps) -> Draft:
    """议程日程: the items, each with its hour and length."""
    sitting = session_of(year)
    name, days, venue = _when(sitting, gaps)
    rows: list[tuple[object, ...]] = []
    for number, item in enumerate(sitting.agenda.all() if sitting else [], 1):
        begins = localtime(item.starts_at) if item.starts_at else None
        hour = f"{begins.month}月{begins.day}日{begins:%H:%M}" if begins else ""
        rows.append((number, hour, item.title, f"{item.minutes}分钟", item.note))
    if not rows:
        gaps.need("", "会议议程", sitting.get_absolute_url() if sitting else reverse("sittings"))
    columns = (
        Column("序号", 1),
        Column("时间", 3),
        Column("议程", 7, "left"),
        Column("时长", 2),
        Column("说明", 4, "left"),
    )
    return Draft(
        title=f"{name}议程日程",
        passed=f"（{days}，{venue}）",
        blocks=(table(columns, rows, optional=("时间", "说明")),),
    )


def deliberation(year: Year, gaps: Gaps) -> Draft:
    """审议情况综合: what the delegations said of each candidate. Names of speakers stay in the minutes."""
    groups = list(GroupSession.objects.filter(year=year).select_related("delegation"))
    if not groups:
        gaps.need("", "分组审议记录", year.page("deliberation"))
    names = "、".join(one.delegation.name for one in groups)
    blocks: list[Block] = []
    for dossier, opinions in opinions_by_dossier(year):
        blocks.append(heading(2, dossier.title))
        blocks += [para(f"{one.text.rstrip('。')}。（{one.group_session.delegation.name}）") for one in opinions]
        if not opinions:
            blocks.append(para("没有提出意见。"))
    return Draft(
        title=f"{projects_word(year)}候选项目审议情况综合",
        blocks=(
            heading(1, "审议情况"),
            para(f"{names or '各代表团'}分组审议了{projects_word(year)}候选项目。"),
            heading(1, "对各候选项目的意见"),
            *blocks,
        ),
        signed=(congress_side(year, gaps),),
    )


document(
    "session_notice",
    "会议通知与材料目录",
    house=SESSION,
    stage=Stage.CIRCULATING,
    paper=PaperKind.SESSION_NOTICE,
    write=session_notice,
    letterhead=True,
    roads=CONGRESS_ONLY,
)
document("agenda", "议程日程", house=SESSION, stage=Stage.CIRCULATING, write=agenda, roads=CONGRESS_ONLY)
document(
    "deliberation", "审议情况综合", house=SESSION, stage=Stage.DELIBERATING, write=deliberation, roads=CONGRESS_ONLY
)
