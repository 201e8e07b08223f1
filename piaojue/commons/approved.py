"""What a message is about, and the template that a provider has approved for such messages.

Providers of SMS and official accounts send no free words: each kind of message has a template that was registered with them, with
variables of a certain length. A table says for a provider which template stands for which kind and what goes into its variables:

    {"step": {"code": "SMS_123", "variables": {"title": "title", "what": "rest"}, "longest": 35}}

variables: the provider's name → what of the message goes there (`PARTS`); a list where the provider numbers them. What no line names
goes by that of `notice`. Where that is missing, too, nothing can be sent: `piaojue doctor` names such kinds before anybody waits.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from piaojue.commons.sms import Undeliverable


class Kind(models.TextChoices):
    STEP = "step", "建议和项目的进展"
    SITTING = "sitting", "会议和投票"
    WORK = "work", "待办和催办"
    SURVEY = "survey", "满意度评价邀请"
    ACCOUNT = "account", "账号和席位"
    NOTICE = "notice", "其他通知"
    CODE = "code", "验证码"


PARTS = {
    "text": "整句话",
    "title": "事情的名称（引号里的）",
    "rest": "名称以外的话",
    "page": "网址",
    "time": "发送时间",
    "code": "验证码",
    "minutes": "有效分钟数",
}
"""What can go into a variable."""
GENERAL = "民生实事"
"""What stands for a title where a sentence names none."""
ABOUT = re.compile(r"^(?:您[^“”]{0,8})?“([^“”]+)”的?[，：]?")
"""How a sentence begins that tells of one thing: 您关心的“加装电梯”…"""
FIELDS = {"thing": 20, "short_thing": 5, "phrase": 5, "character_string": 32, "letter": 32, "symbol": 5, "name": 10}
"""Kinds of an official account's fields → characters that they take; a field is called after its kind and a number."""


class NoTemplate(Undeliverable):
    """No template of this provider takes such a message. code: its kind."""

    def __init__(self, kind: str) -> None:
        self.code = str(kind)
        super().__init__(f"no template for {kind}")


@dataclass(frozen=True)
class Filled:
    """A template with what goes into it. values: (the provider's name of the variable, or its number from 1; text)."""

    code: str
    values: tuple[tuple[str, str], ...]


def filled(table: Mapping[str, Any], kind: str, parts: Mapping[str, str]) -> Filled:
    """The template for such a message, filled. parts: of `parts_of`, or code and minutes. raises: NoTemplate."""
    line = _line(table, kind)
    if line is None:
        raise NoTemplate(kind)
    longest = int(line.get("longest", 0))
    values = [(name, _cut(parts.get(part, ""), _room(name, longest))) for name, part in _variables(line)]
    return Filled(str(line["code"]), tuple(values))


def parts_of(text: str, page: str) -> dict[str, str]:
    """What a message gives to a template. page: its whole address."""
    about = ABOUT.match(text)
    title, rest = (about[1], text[about.end() :]) if about else (GENERAL, text)
    now = timezone.localtime()
    return {"text": text, "title": title, "rest": rest or text, "page": page, "time": f"{now:%Y年%m月%d日 %H:%M}"}


def missing(table: Mapping[str, Any], kinds: Iterable[str] = Kind.values) -> list[Kind]:
    """Kinds that the table cannot send."""
    return [Kind(kind) for kind in kinds if _line(table, kind) is None]


def faults(table: Mapping[str, Any]) -> list[str]:
    """What is wrong with the table itself, in Chinese sentences."""
    wrong = [f"没有“{kind}”这种消息" for kind in table if kind not in Kind.values]
    for kind, line in table.items():
        for name, part in _variables(line) if kind in Kind.values else ():
            if part not in PARTS:
                wrong.append(f"“{Kind(kind).label}”的变量 {name} 写了不认识的“{part}”")
    return wrong


def _line(table: Mapping[str, Any], kind: str) -> Mapping[str, Any] | None:
    """A code is never sent as something else."""
    line = table.get(kind) or (table.get(Kind.NOTICE) if kind != Kind.CODE else None)
    return line if line and line.get("code") else None


def _variables(line: Mapping[str, Any]) -> list[tuple[str, str]]:
    given = line.get("variables", {})
    if isinstance(given, Mapping):
        return [(str(name), str(part)) for name, part in given.items()]
    return [(str(number), str(part)) for number, part in enumerate(given, 1)]


def _room(name: str, longest: int) -> int:
    """Characters that a variable takes; 0: any."""
    return longest or FIELDS.get(name.rstrip("0123456789"), 0)


def _cut(text: str, longest: int) -> str:
    return text if not longest or len(text) <= longest else f"{text[: longest - 1].rstrip('，、；：')}…"
