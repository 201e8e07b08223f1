"""The real messages of PIAOJUE_DATA (default ../shared/data), and many more that look like them.

Copies are made until there are enough. Each copy is another city: its names are respelled consistently, its regions
recoded, phrases of the title exchanged and a sentence of the body dropped.
"""

import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engines.matching.traits import Message

DATA = Path(os.environ.get("PIAOJUE_DATA", Path(__file__).parents[2] / "shared" / "data"))
ROWS = int(os.environ.get("PIAOJUE_BENCH_MESSAGES", "100000"))


def load(name: str) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


OPENINGS = ["请问", "反映", "投诉", "咨询", "关于", "建议", "请求解决", "希望", ""]
SPELLING = (
    "东南西北金银玉石松柏桃李梅兰竹菊荷莲龙凤鹤鹿云霞星月春秋晨曦文德仁义礼信和平安康福禄寿喜泉溪江河湖海山川岭峰"
)


def enlarged(messages: list[dict[str, Any]], total: int) -> Iterable[list[Message]]:
    """Copies of the real messages, each copy another city; deterministic."""
    names = known_names(messages)
    spelt = re.compile("|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name))))
    number, copy = 0, 0
    while number < total:
        chance = random.Random(copy)
        respelt = {name: respell(name, copy) for name in names}
        part = [
            varied(row, number + at, copy, spelt, respelt, chance) for at, row in enumerate(messages[: total - number])
        ]
        yield part
        number, copy = number + len(part), copy + 1


def known_names(messages: list[dict[str, Any]]) -> list[str]:
    counts = Counter(
        name
        for row in messages
        for name in set(
            re.findall(
                r"[\u4e00-\u9fff]{2,4}(?:路|街|小区|社区|花园|村|镇|苑|城|府|湾|学校|小学|幼儿园|公园|广场)",
                row["title"],
            )
        )
    )
    return sorted(name for name, count in counts.items() if count)


def respell(name: str, copy: int) -> str:
    """Another name with the same ending; the same for the same name in one copy."""
    if not copy:
        return name
    chance = random.Random(f"{name}{copy}")
    return "".join(chance.choice(SPELLING) for _ in name[:-2]) + name[-2:]


def varied(
    row: dict[str, Any], number: int, copy: int, names: re.Pattern[str], respelt: dict[str, str], chance: random.Random
) -> Message:
    city = chr(ord("A") + copy % 26)
    title, body = (
        re.sub(r"[A-Z](?=\d{0,2}[市区县])", city, names.sub(lambda m: respelt[m.group()], row[key].strip()))
        for key in ("title", "body")
    )
    if copy:
        title = re.sub("^(?:请问|反映|投诉|咨询|关于|建议|希望|请求)", "", title)
        title = chance.choice(OPENINGS) + title
        sentences = re.split("(?<=[。!?！？])", body)
        if len(sentences) > 2:
            sentences.pop(chance.randrange(len(sentences)))
        body = "".join(sentences)
    return Message(number, title, body)
