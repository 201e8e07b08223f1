"""检验: what a ballot that was opened for a test really contains, computed on another device than the one that sealed it."""

import re
from typing import NamedTuple

from engines.sealing.audit import open_ballot
from engines.sealing.election import Election, Question, parse_election
from engines.sealing.encoding import hexdigest
from engines.sealing.errors import SealingError

from ..doors import HttpDoors, address_of
from ..problems import Alarm, Problem
from .ceremony import PRINT_DIGITS, grouped
from .trustee import Open

SEED = re.compile(r"[0-9a-f]{64}")


class Opened(NamedTuple):
    """An opened ballot in plain words: [(question, answers chosen)], and the election file it belongs to."""

    title: str
    code: str
    lines: list[tuple[str, list[str]]]
    fingerprint: str


def open_under(address: str, code: str, seed: str, open_doors: Open = HttpDoors) -> Opened:
    """Fetch the opened ballot with this tracking code and open it with the seed.

    raises: Alarm when code, ballot and seed do not belong together; Problem, Refused, Unreachable
    """
    code, seed = _plain(code).upper(), _plain(seed).lower()
    if not re.fullmatch(r"[0-9A-F]{16}", code):
        raise Problem("核验码应为 16 位数字和字母（A 到 F），请对照手机重新输入。")
    if not SEED.fullmatch(seed):
        raise Problem("种子应为 64 位数字和字母（a 到 f），请对照手机重新输入或扫码粘贴。")
    doors = open_doors(address_of(address)[0], "", "")
    about = doors.get("board.json")
    if not about["election"]:
        raise Problem("这个票箱还没有选举文件，没有可以检验的票。")
    ballot = doors.get(f"opened/{code}/")["ballot"]
    try:
        if hexdigest(ballot)[:PRINT_DIGITS].upper() != code:
            raise Alarm("票与核验码不符：请停止使用那台设备并报告监票人。")
        election = parse_election(about["election"])
        choices = open_ballot(election, ballot, bytes.fromhex(seed))
    except SealingError as why:
        raise Alarm(str(why)) from why
    return Opened(election.name, grouped(code), _words(election, choices), election.hash)


def _plain(typed: str) -> str:
    return "".join(typed.replace("-", "").split())


def _words(election: Election, choices: list[list[int]]) -> list[tuple[str, list[str]]]:
    return [
        (question.question, _chosen(question, row)) for question, row in zip(election.questions, choices, strict=True)
    ]


def _chosen(question: Question, row: list[int]) -> list[str]:
    if question.blank and row[0]:
        return ["空白"]
    marks = row[int(question.blank) :]
    return [answer for answer, mark in zip(question.answers, marks, strict=True) if mark]
