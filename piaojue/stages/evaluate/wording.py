"""Texts of 评价: the notice, and other people's words with personal data masked."""

import re
from collections.abc import Sequence
from fractions import Fraction

from engines.exact import percent
from engines.scoring import BASE_NAMES
from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Item, Survey

HONORIFIC = "先生|女士|老师|主任|书记|科长|局长|处长|经理|校长|院长|医生|主席|镇长|乡长|区长|工程师|师傅|同志"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
NUMBER = re.compile(r"\d[\d\- ]{5,}[\dXx]")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
NAMED = re.compile(rf"([{SURNAMES}])[\u4e00-\u9fff]{{0,2}}?({HONORIFIC})")
ROOM = re.compile(r"\d+\s*(号楼|栋|单元|室|号)")


def masked(text: str) -> str:
    """A resident's words as anybody may read them: phone and identity numbers, mail, names with a title, flat numbers."""
    text = MAIL.sub("※", text)
    text = NUMBER.sub("※", text)
    text = ROOM.sub(r"※\1", text)
    return NAMED.sub(r"\1※\2", text)


def notice_text(survey: Survey, items: Sequence[Item]) -> str:
    """满意度测评结果公告 (docs/domain.md#announcement): who, how many, the formula, every row with counts, rate, grade and rank."""
    formula, year = survey.the_formula, survey.year
    unknown = any(item.unknown for item in items)
    lines = [
        f"{year.place.name} {year.number} 年民生实事项目满意度测评（{survey.get_subject_display()}）结果公布如下。",
        f"有效票（份）{survey.valid}，应参加 {survey.members} 人，到会（参加）{survey.present} 人；"
        f"以{BASE_NAMES[formula.base]}为分母。",
        survey.summary.sentence,
    ]
    for item in sorted(items, key=lambda item: (item.rank or 0, item.pk)):
        more = f"，不了解 {item.unknown}" if unknown else ""
        unit = f"（{item.unit}）" if item.unit else ""
        lines.append(
            f"{item.rank}. {item.title}{unit}：满意 {item.satisfied}，基本满意 {item.fairly}，不满意 {item.dissatisfied}{more}；"
            f"满意加基本满意 {percent(_share(item))}；判定：{grade_name(item.verdict)}。"
        )
    return "\n".join([*lines, *(survey.summary.warnings or ())])


def _share(item: Item) -> Fraction:
    return Fraction(item.positive_rate or 0).limit_denominator(10**6)
