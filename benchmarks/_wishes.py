"""What residents of the counted district wish for, and the tables in which it comes."""

import io
from datetime import timedelta

ROWS, CANDIDATES = 120, 12
WISHES = {
    "巷子里的路灯不亮": "晚上走路看不清，请把灯修好",
    "老楼加装电梯": "楼高六层，老人上下楼不方便",
    "空地建口袋公园": "小区旁的空地荒着，想有个散步的地方",
    "停车位不够": "下班回来没处停车",
    "雨天下水道积水": "雨后路面积水好几天，管道太细",
    "办一个社区食堂": "想在家门口有个吃饭的地方",
    "公厕太少": "出门找不到厕所，最近的要走二里地",
    "学校路口装红绿灯": "上学放学人多，想要信号灯",
    "健身器材坏了": "广场上的单杠和转盘用不成了，请更换",
    "办普惠托育点": "上班没人带娃，私立的太贵",
    "菜市场太远": "买菜要坐三站公交车",
    "暖气不热": "冬天屋里温度不够，请换老管网",
}
"""What is wished for → what people say of it."""
TEXT = "经研究，现将本年度民生实事项目有关事项报告如下，请审阅，并请按规定办理。"


def workbook(headings: list[str], rows: list[list[str]]) -> bytes:
    """A table as an office brings it."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate([headings, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def days_ago(number: int) -> str:
    from django.utils import timezone

    return str(timezone.localdate() - timedelta(days=number))
