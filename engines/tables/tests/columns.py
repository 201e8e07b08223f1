"""The columns of a roll, for tests."""

from engines.tables import Column, Takes

ROLL = (
    Column("name", "姓名", takes=Takes.NAME, required=True, needed=True),
    Column("phone", "手机号", ("联系电话", "电话"), Takes.PHONE),
    Column("card_no", "代表证号", takes=Takes.CODE),
    Column("delegation", "代表团", ("所在代表团",), required=True, needed=True),
)
