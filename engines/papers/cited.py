"""Reasons as an official paper prints them: the article stands, the working note does not."""

import re

NOTE = re.compile("〔(?P<words>[^〕]*)〕")
FORCE, LAW = re.compile(r"^(法|推|地方)[ ：]?"), "法"
ARTICLE = re.compile(r"(\S+?) (\d[^，]*?) 条")


def as_printed(text: str) -> str:
    """Without 〔推 …〕, 〔地方：…〕 and 待核; 〔法 监督法 63 条〕 as it is cited.

    >>> as_printed("年度监督计划由主任会议通过并公布〔法 监督法 63 条〕；公开征集一般不少于 30 日〔地方：甘肃、开封〕")
    '年度监督计划由主任会议通过并公布（监督法第63条）；公开征集一般不少于30日'
    >>> as_printed("以议案提请〔推 决策条例 30、42 条；法 地方组织法 22、78 条，待核〕")
    '以议案提请（地方组织法第22、78条）'
    """
    plain = NOTE.sub(lambda note: _laws(note["words"]), text)
    return re.sub(r"(?<=[^\x00-\x7f]) (?=\d)|(?<=\d) (?=[^\x00-\x7f])", "", plain)


def _laws(note: str) -> str:
    cited = []
    for part in note.split("；"):
        force = FORCE.match(part)
        if force and force[1] == LAW:
            cited += [one for one in FORCE.sub("", part).split("，") if one != "待核"]
    laws = "，".join(ARTICLE.sub(r"\1第\2条", one) for one in cited)
    return f"（{laws}）" if laws else ""
