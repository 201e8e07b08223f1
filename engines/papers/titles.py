"""Breaking a title into lines (GB/T 9704-2012, 7.3.1): whole words, and lines that make a trapezium or a lozenge."""

import math
import re

TOGETHER = (
    "人民代表大会",
    "常务委员会",
    "民生实事项目",
    "民生实事",
    "代表大会",
    "候选项目",
    "票决结果",
    "计票报告单",
    "满意度测评",
    "结果公告",
    "审议报告",
    "任务分解表",
    "年度",
    "工作计划",
    "实施意见",
    "合法性审查意见",
    "会议",
    "公告",
    "决定",
    "决议",
    "通知",
    "报告",
    "方案",
    "办法",
    "情况",
)
"""Words that a line break must not cut."""
AFTER = "的和与及、）》"
"""A line ends well behind one of these."""
ORDINAL, ORDINAL_GOES_ON = re.compile("第[一二三四五六七八九十百]*$"), "一二三四五六七八九十百届次号"
"""第十八届 stays together."""
BEFORE = "（《关"
"""And a line begins well with one of these."""


def title_lines(title: str, most: int) -> list[str]:
    """The title in lines of about equal length, none longer than `most` characters; breaks that cut a word cost most."""
    count = max(1, math.ceil(len(title) / most))
    while True:
        lines = _split(title, count, most)
        if lines or count > len(title):
            return lines or [title]
        count += 1


def _split(title: str, count: int, most: int) -> list[str]:
    """The best way into `count` lines; empty where none fits."""
    even = len(title) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(count):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            ends = [len(title)] if line == count - 1 else range(start + 1, len(title))
            for end in ends:
                if not 0 < end - start <= most:
                    continue
                now = cost + (end - start - even) ** 2 + _cost(title, end)
                if end not in following or now < following[end][0]:
                    following[end] = (now, (*cuts, end))
        best = following
    if len(title) not in best:
        return []
    cuts = best[len(title)][1]
    return [title[start:end] for start, end in zip((0, *cuts[:-1]), cuts, strict=True)]


def _cost(title: str, cut: int) -> float:
    """What it costs to break the title here."""
    if cut >= len(title):
        return 0.0
    for word in TOGETHER:
        at = title.find(word)
        while at >= 0:
            if at < cut < at + len(word):
                return 400.0
            at = title.find(word, at + 1)
    if ORDINAL.search(title[:cut]) and title[cut] in ORDINAL_GOES_ON:
        return 1000.0
    if title[cut] in AFTER or (title[cut - 1].isascii() and title[cut].isascii()):
        return 1000.0
    if title[cut - 1] in "《（第" or (title[cut - 1].isdigit() and title[cut] in "年月日届次号项"):
        return 1000.0
    return 0.0 if title[cut - 1] in AFTER or title[cut] in BEFORE else 9.0
