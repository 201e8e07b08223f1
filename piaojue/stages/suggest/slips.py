"""纸质表: the columns of a table that a pile of paper slips was typed into, and how a row of it becomes a suggestion."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engines.matching import cover_numbers
from engines.tables import Column, Doubt, Takes
from engines.writing import name_key, read_phones
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.suggest import tickets
from piaojue.stages.suggest.actions.receiving import SHORTEST_TITLE
from piaojue.stages.suggest.models import Channel, ProposerType, Suggestion
from piaojue.stages.suggest.spelling import Spellings
from piaojue.stages.suggest.tickets import AGREES, LONGEST_NAME, doubts_of_place, ticket_of
from piaojue.stages.suggest.values import Origin, Proposer, Spot, Words

TYPES = {str(label): value for value, label in ProposerType.choices} | {"代表": ProposerType.DEPUTY}
TYPE_NAMES = "、".join(str(label) for label in ProposerType.labels)
WHERE = {column.key: column for column in tickets.COLUMNS}
COLUMNS = (
    Column(
        "title",
        "建议名称",
        ("建议项目名称", "项目名称", "标题", "建议", "希望办什么事", "您希望办什么事", "建议事项", "事项"),
        Takes.LINE,
        True,
        True,
        hint="一事一建议，4–40 个字，例如：给东街小区加装电梯",
    ),
    Column(
        "content",
        "具体内容",
        ("内容", "建议内容", "具体说说", "建议具体内容", "情况说明", "具体情况"),
        Takes.TEXT,
        True,
        True,
        hint="照表上写的录，多长都可以",
    ),
    WHERE["spot"],
    replace(WHERE["address"], title="具体地点", also=("详细地址", "地址", "地点", "具体地址")),
    Column(
        "proposer_name",
        "建议人姓名",
        ("姓名", "建议人", "提出人", "填表人", "提议人", "联系人"),
        Takes.NAME,
        True,
        True,
        hint="不公开",
    ),
    Column(
        "proposer_phone",
        "电话",
        ("联系电话", "手机号", "手机号码", "联系方式", "建议人电话"),
        Takes.PHONE,
        hint="不公开；可以空",
    ),
    Column(
        "by_sms",
        "同意发短信",
        ("是否同意短信", "是否同意发短信", "同意短信", "短信告知", "是否短信"),
        hint="是、否；没有写的算不同意",
    ),
    Column(
        "proposer_type",
        "建议人身份",
        ("身份", "建议人类别", "人员类别"),
        hint=f"可以空，算居民；也可以是：{TYPE_NAMES}",
    ),
)

Key = tuple[str, str, str]


def doubts_of(values: Mapping[str, str], spellings: Spellings) -> list[Doubt]:
    """What a person has to look at before the row is taken."""
    doubts = doubts_of_place(values, spellings)
    if len(values["title"]) < SHORTEST_TITLE:
        doubts.append(Doubt("title", f"“建议名称”：请至少写 {SHORTEST_TITLE} 个字，说清要做什么"))
    if len(values["proposer_name"]) > LONGEST_NAME:
        doubts.append(Doubt("proposer_name", f"“建议人姓名”：超过 {LONGEST_NAME} 个字，请核对是否对错了列"))
    if values["proposer_type"] and values["proposer_type"] not in TYPES:
        doubts.append(Doubt("proposer_type", f"“建议人身份”：请填其中一个：{TYPE_NAMES}；空着算居民"))
    if values["by_sms"] in AGREES and not read_phones(values["proposer_phone"]).mobiles:
        doubts.append(Doubt("by_sms", "同意发短信，但没有手机号：照这样导入则不发短信", hard=False))
    return doubts


def key_of(values: Mapping[str, str], spellings: Spellings) -> Key:
    """What makes a slip the same as another one: the same person, the same words."""
    slip = _cleaned(values, spellings)
    return name_key(slip.proposer_name), slip.title, cover_numbers(slip.content).text


def known_keys(year: Year, names: Sequence[str]) -> set[Key]:
    """Of the year's paper slips those by people of these names."""
    rows = Suggestion.objects.filter(year=year, channel=Channel.PAPER, proposer_name__in=names)
    return {
        (name_key(name), title, content)
        for name, title, content in rows.values_list("proposer_name", "title", "content")
    }


def entry_of(values: Mapping[str, str], spellings: Spellings) -> dict[str, Any]:
    """What `enter_for` takes for a row."""
    slip = _cleaned(values, spellings)
    proposer = Proposer(
        name=slip.proposer_name,
        phone=slip.proposer_phone,
        type=TYPES.get(values["proposer_type"], ProposerType.RESIDENT),
        by_sms=slip.by_sms and bool(read_phones(slip.proposer_phone).mobiles),
    )
    return {
        "words": Words(title=slip.title, content=slip.content),
        "spot": Spot(place=Place.objects.get(pk=slip.spot), address=slip.address),
        "proposer": proposer,
        "origin": Origin(channel=Channel.PAPER),
    }


def _cleaned(values: Mapping[str, str], spellings: Spellings) -> tickets.Ticket:
    """Title, words and place as a ticket's are understood."""
    return ticket_of({**values, "source_ref": ""}, spellings)
