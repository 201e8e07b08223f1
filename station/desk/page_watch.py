"""The voter's page, fetched at random moments as a phone would: never a byte else than was read out, never another script.

voters_page.json lists the files of the page as this release has them (`make page` builds them anew and prints the same).
"""

import json
import re
import secrets
import time
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256, sha384
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from engines.sealing.election import Election, parse_election

from ..doors import Doors
from ..drawer import Drawer
from ..problems import Alarm, Unreachable

PUBLISHED: dict[str, str] = json.loads((Path(__file__).parents[1] / "voters_page.json").read_text("utf-8"))
"""{file name: integrity} of every script and style of the voter's page."""
SOONEST, LATEST = 20, 90
"""Seconds between two looks, by lot, so that nobody can be honest at the right moments alone."""
NEVER = {"iframe", "object", "embed", "base", "applet", "frame", "portal"}


def wait_by_lot() -> float:
    """Seconds until the next look."""
    return SOONEST + secrets.randbelow(LATEST - SOONEST)


class _Page(HTMLParser):
    """What a page loads, runs and offers.

    files:  {address: integrity};  wrong: what has no place in it;  facts: its JSON
    choices: (field, value, what stands beside it) of every box to tick;  legends: what stands above them
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.files: dict[str, str] = {}
        self.wrong: list[str] = []
        self.facts = ""
        self.choices: list[list[str]] = []
        self.legends: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in NEVER or given.get("http-equiv"):
            self.wrong.append(f"网页里有 {tag}")
        self.wrong += [f"{tag} 上有 {name}" for name in given if name.startswith("on")]
        self.wrong += [
            f"{tag} 指向 {value[:40]}" for value in given.values() if re.match(r"\s*(javascript|data):", value)
        ]
        if tag == "script" and given.get("type") == "application/json":
            self._inside = "facts"
        elif tag == "script" or (tag == "link" and given.get("rel") == "stylesheet"):
            self.files[given.get("src") or given.get("href", "")] = given.get("integrity", "")
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            self._inside = "choice"
            self.choices.append([given.get("name", ""), given.get("value", ""), ""])
        elif tag == "legend":
            self._inside = "legend"
            self.legends.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "label", "legend"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "facts":
            self.facts += data
        elif self._inside == "choice":
            self.choices[-1][2] += data.strip()
        elif self._inside == "legend":
            self.legends[-1] = f"{self.legends[-1]} {data.strip()}".strip()


def wrong_with(text: str, election: Election) -> list[str]:
    """Everything on a page that is not the published page of this election; empty: it runs the published script alone."""
    page = _Page(text)
    wrong = [*page.wrong]
    for address, integrity in page.files.items():
        name = address.removeprefix("/booth/page/")
        if PUBLISHED.get(name) != integrity or not integrity:
            wrong.append(f"网页装入的“{address[:80]}”不是公布的程序")
    try:
        wrong += _facts(json.loads(page.facts), page, election)
    except (ValueError, TypeError, KeyError, IndexError):
        wrong.append("网页里的选举文件看不懂")
    return wrong


def _facts(facts: Any, page: _Page, election: Election) -> list[str]:
    """The page computes with this election, and calls each answer and project as it does, in its data and on the screen."""
    if facts["election"] != election.serialised:
        return ["网页里的选举文件不是密钥仪式做出来的那一份"]
    labels, titles = (
        [one["label"] for one in facts["options"]],
        [f"{one['no']}. {one['title']}" for one in facts["items"]],
    )
    chooses = len(labels) == 1
    asked = list(election.questions[0].answers) if chooses else [question.question for question in election.questions]
    wrong = [] if titles == asked else ["网页里的项目与选举文件不同"]
    if not chooses and any(list(question.answers) != labels for question in election.questions):
        wrong.append("网页里“赞成、反对”等的次序与选举文件不同")
    shown = [[item["field"], one["value"], one["label"]] for item in facts["items"] for one in facts["options"]]
    if page.choices != shown or page.legends != [f"{one['no']} {one['title']}" for one in facts["items"]]:
        wrong.append("网页上显示的项目或选项与选举文件不同")
    return wrong


class PageWatch:
    """One station's look at the page. phone: the way to the site that says nothing of a station."""

    def __init__(
        self,
        drawer: Drawer,
        phone: Doors,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[], float] = wait_by_lot,
    ) -> None:
        self._drawer, self._phone, self._clock, self._wait = drawer, phone, clock, wait
        self._next = clock() + wait()
        self.looks = 0

    @property
    def fingerprint(self) -> str:
        """网页指纹: SHA-256 of the page at the first look; empty before."""
        return str(self._drawer.record.get("page", ""))

    def look(self, election: str) -> None:
        """Fetch the page and what it loads, when it is time. raises: Alarm; the page that was served is kept."""
        if self._clock() < self._next:
            return
        self._next = self._clock() + self._wait()
        try:
            served = self._phone.read("")
            self._check(served, parse_election(election))
        except Unreachable:
            return
        self.looks += 1

    def _check(self, served: bytes, election: Election) -> None:
        digest = sha256(served).hexdigest()
        wrong = [] if self.fingerprint in ("", digest) else ["投票页与先前的不同"]
        text = served.decode("utf-8", "replace")
        wrong += wrong_with(text, election)
        for address, integrity in _Page(text).files.items():
            if address.startswith("/booth/page/") and _integrity(self._phone.read(address)) != integrity:
                wrong.append(f"“{address[:80]}”的内容与网页写明的不符")
        if wrong:
            (self._drawer.path / "page-refused.html").write_bytes(served)
            raise Alarm(f"服务器给出的投票页被换过：{'；'.join(wrong[:3])}。请停止投票，报告总监票人。")
        self._drawer.note(page=digest)


def _integrity(content: bytes) -> str:
    return "sha384-" + b64encode(sha384(content).digest()).decode()
