"""Papers of 征集: the call that goes out."""

from django.conf import settings

from engines.papers import Draft, Gaps, address, day, heading, para
from piaojue.commons.draftable import document
from piaojue.commons.issuing import JOINT_AT_THE_CONGRESS
from piaojue.commons.years.issuers import congress_side, government, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Category, Channel
from piaojue.stages.suggest.queries import campaign_of

MOST_NAMED = 8


def solicitation_notice(year: Year, gaps: Gaps) -> Draft:
    """征集公告: since when, until when, what about, how, and what becomes of it."""
    campaign = campaign_of(year)
    new = year.page("new_campaign")
    opens = gaps.need(campaign and day(campaign.opens_on), "征集开始日期", new)
    closing = campaign.closes_on if campaign else year.solicit_until
    closes = gaps.need(closing and day(closing), "征集截止日期", new)
    contact = gaps.need(campaign and campaign.contact, "联系方式", new)
    fields = "、".join(str(one.label) for one in Category if one != Category.OTHER)
    ways = "、".join(str(one.label) for one in list(Channel)[:MOST_NAMED])
    return Draft(
        title=f"关于公开征集{projects_word(year)}建议的公告",
        blocks=(
            para(
                f"为把群众最关心、最直接、最现实的事情办好，现面向社会公开征集{projects_word(year)}建议。有关事项公告如下："
            ),
            heading(1, "征集时间"),
            para(f"{opens}至{closes}。"),
            heading(1, "征集内容"),
            para(
                f"应当具有普惠性、公益性，能够在{year.number}年内完成或者取得明显成效，包括{fields}等方面。一事一建议。"
            ),
            heading(1, "提出方式"),
            para(
                f"任何人都可以提出，不限户籍和身份。可以通过{ways}等方式提出；不便使用手机的，可以请代表或者工作人员代填。"
            ),
            address("网上填写：", settings.SITE_URL.rstrip("/") + year.page("suggest")),
            heading(1, "办理和反馈"),
            para("每条建议都有查询码，凭码随时查询办理进展；每项诉求都有书面答复，说明是否采纳和理由。"),
            heading(1, "联系方式"),
            para(f"{contact}。"),
            para("特此公告。"),
        ),
        signed=tuple(dict.fromkeys((government(year, gaps), congress_side(year, gaps)))),
        on=campaign.opens_on if campaign else None,
    )


document(
    "solicitation_notice",
    "征集公告",
    house=JOINT_AT_THE_CONGRESS,
    stage=Stage.PLANNED,
    paper=PaperKind.SOLICITATION_NOTICE,
    write=solicitation_notice,
    public=True,
)
