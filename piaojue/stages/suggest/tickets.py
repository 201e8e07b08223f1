"""热线工单: the columns of a hotline's export, and how a row of it becomes a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass

from engines.matching import cover_numbers
from engines.tables import Column, Doubt, Takes
from piaojue.commons.places.models import Place
from piaojue.stages.suggest.places import named
from piaojue.stages.suggest.spelling import Spellings, Spelt

COLUMNS = (
    Column(
        "source_ref", "工单编号", ("编号", "工单号", "单号", "受理编号", "业务编号", "事件编号"), Takes.CODE, True, True
    ),
    Column(
        "title", "标题", ("诉求标题", "工单标题", "主题", "事件标题", "反映问题", "标题名称"), Takes.LINE, True, True
    ),
    Column(
        "content",
        "内容",
        ("诉求内容", "工单内容", "诉求描述", "问题描述", "事件描述", "反映内容", "诉求详情", "工单描述", "详细内容"),
        Takes.TEXT,
        True,
        True,
        hint="原话照录，多长都可以",
    ),
    Column(
        "spot",
        "所在地",
        (
            "所属区域",
            "所属区划",
            "街道乡镇",
            "乡镇街道",
            "区域",
            "社区",
            "所属街道",
            "所属地区",
            "事发区域",
            "行政区划",
            "属地",
        ),
        hint="社区、村，或街道、乡镇；可以简写，例如 土左旗北什轴乡",
    ),
    Column("address", "事发地址", ("详细地址", "地址", "事发地点", "具体地址", "事件地址", "诉求地址", "地点")),
    Column("proposer_name", "诉求人", ("来电人", "姓名", "诉求人姓名", "来电人姓名", "反映人", "联系人"), Takes.NAME),
    Column(
        "proposer_phone",
        "电话",
        ("联系电话", "来电号码", "诉求人电话", "来电人电话", "手机号", "手机号码", "联系方式", "回访电话"),
        Takes.PHONE,
        lenient=True,
    ),
    Column(
        "by_sms",
        "是否同意回访",
        ("是否同意短信", "同意短信", "是否同意回访/短信", "是否回访"),
        hint="是、否；没有写的，不会给来电人发短信",
    ),
)
AGREES = ("是", "同意", "愿意", "Y", "y", "1", "√", "✓")
LONGEST_TITLE, LONGEST_ADDRESS, LONGEST_PHONE, LONGEST_NAME, LONGEST_REF = 40, 120, 20, 40, 60


@dataclass(frozen=True)
class Ticket:
    """One hotline ticket.

    spot:    code of the place the row names (several may bear a name), else the one its text names beyond doubt, else the
             year's own region
    content: whole, however long; begins with the title where that is longer than a suggestion's
    address: what the row says of the place beyond the region tree; or names that several places share, for a person to choose
    by_sms:  the caller agreed to hear of it by SMS; where the table does not say so, nobody did
    """

    source_ref: str
    title: str
    content: str
    spot: str
    proposer_name: str = ""
    proposer_phone: str = ""
    address: str = ""
    by_sms: bool = False


def doubts_of(values: Mapping[str, str], spellings: Spellings) -> list[Doubt]:
    """What a person has to look at before the row is taken."""
    doubts = []
    if len(values["source_ref"]) > LONGEST_REF:
        doubts.append(Doubt("source_ref", f"“工单编号”：超过 {LONGEST_REF} 个字符，请核对是否对错了列"))
    if len(values["proposer_name"]) > LONGEST_NAME:
        doubts.append(Doubt("proposer_name", f"“诉求人”：超过 {LONGEST_NAME} 个字，请核对是否对错了列"))
    return [*doubts, *doubts_of_place(values, spellings)]


def doubts_of_place(values: Mapping[str, str], spellings: Spellings) -> list[Doubt]:
    """What a person has to look at of where it is."""
    if values["spot"] and not spellings.read(values["spot"]).codes:
        where = f"“所在地”：“{values['spot'][:20]}”不在{spellings.region.name}的区划里，请改成这里的地方；照这样导入则记在{spellings.region.name}"
        return [Doubt("spot", where, hard=False)]
    return []


def ticket_of(values: Mapping[str, str], spellings: Spellings) -> Ticket:
    """The ticket that a row holds."""
    title = values["title"]
    place, address = _place(values, spellings)
    return Ticket(
        source_ref=values["source_ref"],
        title=cover_numbers(title).text[:LONGEST_TITLE],
        content=f"{title}\n{values['content']}" if len(title) > LONGEST_TITLE else values["content"],
        spot=place,
        proposer_name=values["proposer_name"],
        proposer_phone=values["proposer_phone"][:LONGEST_PHONE],
        address=address[:LONGEST_ADDRESS],
        by_sms=values["by_sms"] in AGREES,
    )


def _place(values: Mapping[str, str], spellings: Spellings) -> tuple[str, str]:
    """(code, address): by the column of places, else by the address, else by the words of the row."""
    region, spelt = spellings.region, spellings.read(values["spot"])
    if values["address"] and spelt.codes in ((), (region.pk,)):
        by_address = spellings.read(values["address"])
        spelt = by_address if len(by_address.codes) == 1 else spelt
    if len(spelt.codes) == 1 and spelt.codes[0] != region.pk:
        return spelt.codes[0], values["address"] or spelt.rest
    return _place_in_words(values, spelt, region)


def _place_in_words(values: Mapping[str, str], spelt: Spelt, region: Place) -> tuple[str, str]:
    found = named(" ".join(values[name] for name in ("spot", "address", "title", "content")), region)
    shared = "、".join(f"{name}（重名，待核）" for name, _places in found.asked)
    unread = values["spot"] if not spelt.codes else ""
    return found.sure.pk if found.sure else region.pk, "；".join(filter(None, (values["address"], unread, shared)))
