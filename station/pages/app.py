"""What the pages are made of: this computer's keys, the office, and which act belongs to which path."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .. import drawer as drawers
from ..desk import Office, Trustee, open_under
from ..desk.trustee import BACKUP, DESTROYED, DRILL, STOPPED, Open
from ..doors import HttpDoors
from ..problems import Alarm, Problem, Unreachable
from . import desks, keys
from .html import Html

PAUSE = 2.0
"""Seconds between two looks at the board."""
PAUSE_ALARMED = 20.0
"""The same while a board is refused: each look then fetches all of it."""
Answer = tuple[int, str]
Given = dict[str, str]


class See(Exception):
    """The act is done; the browser goes on to another page."""

    def __init__(self, path: str) -> None:
        self.path = path


class NotHere(Exception):
    """No such page."""


class App:
    """The pages of one run. more: how ballots are checked, see `Trustee`."""

    def __init__(self, home: Path, token: str, open_doors: Open = HttpDoors, **more: Any) -> None:
        self.home, self.token, self._open, self._more = home, token, open_doors, more
        self.trustees = {one.name: Trustee(one, open_doors, **more) for one in drawers.drawers(home)}
        self.office: Office | None = None
        self._ended = threading.Event()

    # ── what happens by itself ───────────────────────────────────────────────────────────────────────────────────

    def begin(self) -> None:
        """Look after all keys in the background until `end`."""
        threading.Thread(target=self._look_after, daemon=True).start()

    def end(self) -> None:
        self._ended.set()

    def _look_after(self) -> None:
        while not self._ended.is_set():
            if not self.look():
                self._ended.wait(PAUSE if not any(one.alarm for one in self.trustees.values()) else PAUSE_ALARMED)

    def look(self) -> bool:
        """One look of every key; True while ballots wait to be checked."""
        for trustee in list(self.trustees.values()):
            if trustee.screen not in (DESTROYED, STOPPED):
                trustee.look_and_tell()
                for later in trustee.found():
                    self.trustees.setdefault(later.drawer.name, later)
        return any(one.watch.setup and not one.watch.all_checked and not one.alarm for one in self.trustees.values())

    # ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────

    def get(self, path: str, query: Given) -> Answer:
        """(status, HTML) of a page. raises: NotHere."""
        if path.startswith("/key/"):
            trustee, name = self._trustee(path)
            shown = {"": keys.show, "drill": keys.drill_page}.get(name)
            if shown:
                return 200, shown(trustee, self.token)
            if name == "sheet":
                return self._or_problem(
                    lambda: keys.backup_sheet(trustee), lambda why: keys.show(trustee, self.token, why)
                )
        if path == "/office/slips" and self.office:
            desk = self.office
            return self._or_problem(
                lambda: desks.slips(desk, query.get("address", "")), lambda why: desks.office(desk, self.token, why)
            )
        if path == "/office":
            return 200, desks.office(self.office, self.token) if self.office else desks.office_connect(self.token, {})
        plain: dict[str, Callable[[], Html]] = {
            "/": lambda: desks.home(list(self.trustees.values()), self.office),
            "/connect": lambda: desks.connect(self.token, {}),
            "/restore": lambda: desks.restore(self.token, {}),
            "/test": lambda: desks.test(self.token, {}),
        }
        if path not in plain:
            raise NotHere
        return 200, plain[path]()

    def _or_problem(self, make: Callable[[], Html], tell: Callable[[str], Html]) -> Answer:
        try:
            return 200, make()
        except Problem as why:
            return 422, tell(str(why))

    def _trustee(self, path: str) -> tuple[Trustee, str]:
        kind, folder, name = (*path.removeprefix("/key/").split("/"), "", "")[:3]
        if f"{kind}/{folder}" not in self.trustees:
            raise NotHere
        return self.trustees[f"{kind}/{folder}"], name

    # ── acts ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def post(self, path: str, given: Given) -> Answer:
        """Do what a form asks. raises: See when it is done; NotHere."""
        if path.startswith("/key/"):
            return self._key_act(*self._trustee(path), given)
        acts: dict[str, tuple[Callable[[Given], str], Callable[[str], Html]]] = {
            "/connect": (self._connect, lambda why: desks.connect(self.token, given, why)),
            "/restore": (self._restore, lambda why: desks.restore(self.token, given, why)),
            "/office": (self._make_slips, lambda why: self._office_page(given, why)),
            "/office/send": (self._send_again, lambda why: self._office_page(given, why)),
            "/office/forget": (self._forget, lambda why: self._office_page(given, why)),
            "/office/again": (self._another_batch, lambda why: self._office_page(given, why)),
        }
        if path == "/test":
            return self._test(given)
        if path not in acts:
            raise NotHere
        act, tell = acts[path]
        try:
            where = act(given)
        except Problem as why:
            return 422, tell(str(why))
        raise See(where)

    def _key_act(self, trustee: Trustee, name: str, given: Given) -> Answer:
        acts: dict[str, Callable[[], None]] = {
            "unlock": lambda: trustee.unlock(given.get("passphrase", "")),
            "agree": lambda: trustee.agree(True, given.get("seed", "")),
            "agree_alone": lambda: trustee.agree(True),
            "differ": lambda: trustee.agree(False),
            "printed": trustee.printed,
            "later": trustee.drill_later,
            "drill": lambda: trustee.drill(given.get("seed", "")),
            "code": lambda: trustee.new_code(given.get("code", ""), given.get("passphrase", "")),
            "sign": lambda: trustee.sign(given.get("passphrase", "")),
            "witness": lambda: trustee.witness_again(given.get("passphrase", "")),
            "share": lambda: trustee.share(given.get("passphrase", ""), "few" in given, "alarmed" in given),
            "destroy": lambda: self._destroy(trustee, given),
        }
        if name not in acts:
            raise NotHere
        try:
            acts[name]()
        except Problem as why:
            if isinstance(why, Alarm):
                trustee.alarm = str(why)
            if name == "drill" and trustee.screen not in (BACKUP, DRILL):
                return 422, keys.drill_page(trustee, self.token, str(why), given.get("seed", ""))
            return 422, keys.show(trustee, self.token, str(why), given.get("seed", ""))
        trustee.look_and_tell()
        raise See(keys.here(trustee))

    def _destroy(self, trustee: Trustee, given: Given) -> None:
        if "sure" not in given:
            raise Problem("请先确认可以销毁。")
        trustee.destroy()

    def _connect(self, given: Given) -> str:
        trustee = Trustee.connect(
            self.home,
            given.get("address", ""),
            given.get("code", ""),
            given.get("passphrase", ""),
            given.get("again", ""),
            self._open,
            **self._more,
        )
        return self._added(trustee)

    def _restore(self, given: Given) -> str:
        trustee = Trustee.restore(
            self.home,
            given.get("address", ""),
            given.get("code", ""),
            given.get("seed", ""),
            given.get("passphrase", ""),
            given.get("again", ""),
            self._open,
            **self._more,
        )
        return self._added(trustee)

    def _added(self, trustee: Trustee) -> str:
        self.trustees[trustee.drawer.name] = trustee
        trustee.look_and_tell()
        return keys.here(trustee)

    def _office_page(self, given: Given, why: str) -> Html:
        return (
            desks.office(self.office, self.token, why) if self.office else desks.office_connect(self.token, given, why)
        )

    def _make_slips(self, given: Given) -> str:
        number = given.get("number", "")
        if not number.isdecimal() or len(number) > 5:
            raise Problem("张数请填数字。")
        if self.office is not None:
            raise Problem("已有一批票签正在印。印好并忘记号码后，再做下一批。")
        office = Office(given.get("address", ""), given.get("code", ""), self._open)
        try:
            office.make(int(number))
        except Unreachable:
            self.office = office
            raise
        self.office = office
        return "/office"

    def _send_again(self, given: Given) -> str:
        if self.office:
            self.office.make(self.office.made)
        return "/office"

    def _forget(self, given: Given) -> str:
        if self.office:
            self.office.forget()
        return "/office"

    def _another_batch(self, given: Given) -> str:
        if self.office and self.office.forgotten:
            self.office = None
        return "/office"

    def _test(self, given: Given) -> Answer:
        try:
            opened = open_under(given.get("address", ""), given.get("code", ""), given.get("seed", ""), self._open)
        except Problem as why:
            return 422, desks.test(self.token, given, problem=str(why))
        return 200, desks.test(self.token, given, opened)
