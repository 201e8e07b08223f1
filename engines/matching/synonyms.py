"""Different words for one thing, made one: who writes 公共厕所 means the 公厕 that others asked for.

Only words that mean the same whatever they stand beside. What merely goes together (幼儿园, 上学) is left to the
likeness of whole messages. The list is of the field (docs/domain.md#categories), not of any set of messages.
"""

import re
from itertools import chain

from engines.writing import spellings

SAME: tuple[str, ...] = (
    "公厕 公共厕所 公共卫生间 公共洗手间",
    "旱厕 茅厕 茅房 茅坑",
    "违停 乱停乱放 乱停乱靠 乱停车 违章停车 违规停车 违法停车",
    "停车位 泊车位 泊位",
    "电动车 电动自行车 电瓶车 电单车",
    "老年食堂 老年餐厅 老人食堂 长者食堂 长者饭堂 老年助餐点 助老餐厅",
    "养老院 敬老院",
    "供暖 供热 采暖 暖气",
    "燃气 天然气 煤气",
    "噪音 噪声",
    "老旧小区 老小区 旧小区",
    "房产证 不动产证 不动产权证 不动产权证书 房屋产权证",
    "公交 公交车 公共汽车",
    "红绿灯 交通信号灯 交通灯",
    "健身器材 健身设施 健身设备 体育器材",
    "监控 摄像头",
    "垃圾桶 垃圾箱",
    "幼儿园 幼稚园",
    "医保 医疗保险",
    "社保 社会保险",
    "手机信号 移动信号 通信信号",
    "斑马线 人行横道",
    "减速带 减速坎",
    "图书室 阅览室",
    "卫生室 卫生所",
    "夜市 夜宵摊",
)
"""Each line: the word that stands for all, then the others."""

SHORT: tuple[str, ...] = ("厕所 公厕 公共厕所 旱厕 茅厕 茅房", "车位 停车位 停车")
"""Short words that are typed into a search box; too wide to make messages alike."""

_ONE = {other: line.split()[0] for line in SAME for other in line.split()[1:]}
_OTHERS = re.compile("|".join(sorted(map(re.escape, _ONE), key=len, reverse=True)) + "|(?<!停)车位")


def one_word(text: str) -> str:
    """A normalised text with each of several words for one thing replaced by the same one.

    >>> one_word("小区里修个公共厕所,别让电瓶车占了车位")
    '小区里修个公厕,别让电动车占了停车位'
    """
    return _OTHERS.sub(lambda match: _ONE.get(match.group(), "停车位"), text)


def also_called(word: str) -> tuple[str, ...]:
    """What is searched for besides a word that is typed: itself first, its other spellings, then the other words for the same.

    >>> also_called("噪声"), also_called("電梯")
    (('噪声', '噪聲', '噪音'), ('電梯', '电梯'))
    """
    written = spellings(word) or (word,)
    lines = [line.split() for line in (*SAME, *SHORT) if not set(written).isdisjoint(line.split())]
    return tuple(dict.fromkeys((*written, *chain.from_iterable(lines))))
