"""代表名册: the columns of a roll, and how a row of it becomes a deputy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engines.tables import Column, Doubt, Takes

COLUMNS = (
    Column("name", "姓名", ("代表姓名", "名字", "代表"), Takes.NAME, True, True),
    Column(
        "phone",
        "手机号",
        ("联系电话", "手机", "手机号码", "电话", "联系方式", "移动电话", "联系手机", "电话号码", "联系号码"),
        Takes.PHONE,
        hint="11 位手机号；没有的空着，就不能用手机登录",
    ),
    Column(
        "landline",
        "固定电话",
        ("座机", "办公电话", "固话", "单位电话", "办公室电话"),
        Takes.PHONE,
        hint="只作联系用，不能用来登录；“手机号”里填了固定电话的也记在这里",
    ),
    Column(
        "card_no",
        "代表证号",
        ("证号", "代表证", "代表证编号", "代表证号码", "证件号", "证件编号"),
        Takes.CODE,
        hint="同名同团的人靠它分清",
    ),
    Column(
        "delegation",
        "代表团",
        ("所在代表团", "所属代表团", "代表团名称", "分团", "所在分团", "选举单位", "所在选区", "代表团（组）"),
        Takes.LINE,
        True,
        True,
    ),
)
MOBILE = re.compile(r"1\d{10}")
LONGEST = {"name": 40, "card_no": 30, "delegation": 80}
TITLES = {column.key: column.title for column in COLUMNS}


@dataclass(frozen=True)
class RollRow:
    """One deputy of the roll."""

    name: str
    phone: str
    card_no: str = ""
    delegation: str = ""
    number: int = 0  # row of the sheet
    landline: str = ""


def row_of(number: int, values: Mapping[str, str]) -> RollRow:
    """The deputy that a clean row names. A landline is a contact, nobody signs in by it: it is kept apart from the phone."""
    phone = values["phone"] if MOBILE.fullmatch(values["phone"]) else ""
    landline = values.get("landline", "") or ("" if phone else values["phone"])
    return RollRow(values["name"], phone, values["card_no"], values["delegation"], number, landline)


def doubts_of(values: Mapping[str, str]) -> list[Doubt]:
    """What is too short or too long to be what its column says."""
    doubts = [
        Doubt(key, f"“{TITLES[key]}”：超过 {longest} 个字符，请核对是否对错了列")
        for key, longest in LONGEST.items()
        if len(values[key]) > longest
    ]
    if len(values["name"]) == 1:
        doubts.append(Doubt("name", f"“姓名”：“{values['name']}”只有一个字，请核对"))
    if any(character.isdecimal() for character in values["name"]):
        doubts.append(Doubt("name", f"“姓名”：“{values['name'][:20]}”不像姓名，请核对是否错了一列"))
    return doubts


def remark_of(values: Mapping[str, str]) -> str:
    """What is said of a row that is taken although somebody may not sign in by phone."""
    if not values["phone"]:
        return "没有手机号，不能用手机登录"
    if not MOBILE.fullmatch(values["phone"]):
        return f"{values['phone']} 是固定电话，记作联系电话，不能用来登录"
    return ""
