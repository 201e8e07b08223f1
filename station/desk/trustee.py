"""监票人钥匙: one key holder's station, from the connection to the destroyed key.

`look` does what happens by itself: it hands in what the ceremony waits for, keeps the copy of the board and checks it.
What a person decides has a function each: `agree`, `printed`, `drill`, `share`, `destroy`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from gmpy2 import mpz

from engines.sealing import pki, threshold
from engines.sealing.decryption import handed_in
from engines.sealing.encoding import compact, hexdigest, parse
from engines.sealing.errors import SealingError
from engines.sealing.group import table_of_g

from .. import drawer as drawers
from ..doors import Doors, HttpDoors, address_of
from ..drawer import Drawer
from ..problems import Alarm, AskFirst, Problem, Refused
from ..safe import check_passphrase
from . import ceremony
from .page_watch import PageWatch
from .watching import Run, Watch
from .witness import Held, Witness

FEWEST = 20
"""Ballots below which the sum tells too much (docs/ballot.md#small-groups, 张)."""
MOST_ALARMS = 20
Open = Callable[[str, str, str], Doors]
"""(address, kind, code) → the way to that box."""
CERTS, COMPARE, KEYS, BACKUP, DRILL = "certs", "compare", "keys", "backup", "drill"
WATCH, SHARE, SHARED, DONE, DESTROYED, STOPPED = "watch", "share", "shared", "done", "destroyed", "stopped"


class Backup(NamedTuple):
    """What the sealed sheet says."""

    box: str
    name: str
    no: int
    seed: str
    fingerprint: str
    """Of this key's certificate, as it is compared face to face."""

    @property
    def code(self) -> str:
        """The content of the sheet's QR code."""
        return f"{self.box}:{self.no}:{self.seed}"


def seed_of(typed: str) -> str:
    """The seed from what was typed in groups or read from the sheet's QR code."""
    return "".join(typed.rpartition(":")[2].replace("-", "").split())


class Trustee:
    """A key in a drawer of this computer. `run`, `at_once`: how ballots are checked, see `Watch`."""

    def __init__(self, drawer: Drawer, open_doors: Open = HttpDoors, run: Run = map, at_once: int = 1) -> None:
        self.drawer, self._open = drawer, open_doors
        self._checking = run, at_once
        self._lock = RLock()
        self._secrets: dict[str, str] | None = None
        self._public = open_doors(drawer.record["address"], "", "")
        self.about: dict[str, Any] = {}
        self.trouble, self.alarm = "", ""
        self.watch = Watch(drawer, self._public, run, at_once)
        self.witness = Witness(drawer)
        self.page = PageWatch(drawer, open_doors(drawer.record["address"], "Phone", ""))

    # ── beginning ────────────────────────────────────────────────────────────────────────────────────────────────

    @classmethod
    def connect(
        cls, home: Path, address: str, code: str, passphrase: str, again: str, open_doors: Open = HttpDoors, **more: Any
    ) -> "Trustee":
        """A new key for the holder of this connection code; or a new code for a key that this computer has."""
        place, box = address_of(address)
        doors = open_doors(place, "Station", code)
        about, state = doors.get("board.json"), doors.get("station/")
        known = drawers.find(home, about["rehearsal"], box, state["no"])
        if state["await"] != "cert":
            if known is None:
                raise Problem("这把钥匙已在另一台电脑上做好：请用密封备份“恢复”，或先在网站上“重做密钥仪式”。")
            trustee = cls(known, open_doors, **more)
            trustee.new_code(code, passphrase)
            return trustee
        check_passphrase(passphrase, again)
        if known is not None:
            known.set_aside()
        drawer = _new_drawer(home, place, box, about, state)
        drawer.lock({"seed": pki.generate_seed(), "code": code}, passphrase)
        trustee = cls(drawer, open_doors, **more)
        trustee.unlock(passphrase)
        return trustee

    @classmethod
    def restore(
        cls,
        home: Path,
        address: str,
        code: str,
        seed: str,
        passphrase: str,
        again: str,
        open_doors: Open = HttpDoors,
        **more: Any,
    ) -> "Trustee":
        """The key of a sealed backup, on this computer; it goes on where the vote stands. raises: Problem, Alarm."""
        check_passphrase(passphrase, again)
        place, box = address_of(address)
        doors = open_doors(place, "Station", code)
        about, state = doors.get("board.json"), doors.get("station/")
        if not about["election"] or not state["voutput"]:
            raise Problem("密钥仪式还没有做完，没有可以恢复的钥匙：请在网站上“重做密钥仪式”。")
        if drawers.find(home, about["rehearsal"], box, state["no"]) is not None:
            raise Problem("本机已有这把钥匙，不必恢复：请回首页打开它。")
        identity = _identity(seed_of(seed))
        certs = ceremony.check_certificates(state["certs"], None, state["no"], state["names"])
        if certs[state["no"] - 1].verification != identity.verification:
            raise Problem(f"这份备份不是第 {state['no']} 把钥匙（连接码的持有人）的，请核对备份单和连接码。")
        drawer = _new_drawer(home, place, box, about, state)
        drawer.note(certs=state["certs"], agreed=True, printed=True, drilled=state["drilled"])
        drawer.keep_message("voutput", state["voutput"])
        drawer.lock({"seed": seed_of(seed), "code": code}, passphrase)
        trustee = cls(drawer, open_doors, **more)
        trustee.unlock(passphrase)
        trustee._pin(about)
        return trustee

    def witness_again(self, passphrase: str) -> None:
        """Go on signing the board after the program was started anew. raises: WrongPassphrase."""
        self.unlock(passphrase)
        self.lock()

    def new_code(self, code: str, passphrase: str) -> None:
        """Use a new connection code for this key. raises: WrongPassphrase."""
        self.drawer.lock(self.drawer.unlock(passphrase) | {"code": code}, passphrase)
        if not self.record.get("drilled"):
            self.unlock(passphrase)

    # ── the key in memory ────────────────────────────────────────────────────────────────────────────────────────

    def unlock(self, passphrase: str) -> None:
        """Hold seed and connection code in memory until `lock`. raises: WrongPassphrase.

        The signing key, which decrypts nothing, and the connection code stay for the checkpoints.
        """
        self._secrets = self.drawer.unlock(passphrase)
        self.witness.held = Held(self._private(), self._identity().signing, self._held()["code"])

    def lock(self) -> None:
        """Forget seed and connection code."""
        self._secrets = None

    @property
    def unlocked(self) -> bool:
        return self._secrets is not None

    def _held(self) -> dict[str, str]:
        if self._secrets is None:
            raise Problem("请先输入口令打开钥匙。")
        return self._secrets

    def _private(self) -> Doors:
        return self._open(self.record["address"], "Station", self._held()["code"])

    @property
    def record(self) -> dict[str, Any]:
        """What the drawer's station.json says."""
        return self.drawer.record

    # ── where it stands ──────────────────────────────────────────────────────────────────────────────────────────

    @property
    def screen(self) -> str:
        """The one thing to do now."""
        record = self.record
        for fact, screen in (("stopped", STOPPED), ("destroyed", DESTROYED)):
            if record.get(fact):
                return screen
        if not record.get("election"):
            return KEYS if record.get("agreed") else COMPARE if record.get("certs") else CERTS
        if not record.get("printed"):
            return BACKUP
        if not record.get("drilled") and not record.get("drill_later") and not self.watch.ended:
            return KEYS if record.get("copied") else DRILL
        if self.watch.counts is not None:
            return DONE
        if record.get("shared"):
            return SHARED
        return SHARE if self.watch.tally is not None else WATCH

    @property
    def alarms(self) -> list[str]:
        """The first alarms, none is forgotten."""
        alarms: list[str] = self.record.get("alarms", [])
        return alarms

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """One at a time; an alarm, ours or the engine's, is kept on disk."""
        with self._lock:
            try:
                yield
            except (Alarm, SealingError) as why:
                if str(why) not in self.alarms and len(self.alarms) < MOST_ALARMS:
                    self.drawer.note(alarms=[*self.alarms, str(why)])
                raise why if isinstance(why, Alarm) else Alarm(str(why)) from why

    # ── what happens by itself ───────────────────────────────────────────────────────────────────────────────────

    def look(self, all_of_it: bool = False) -> str:
        """Do what can be done without a person; returns the screen. all_of_it: check every ballot before returning.

        raises: Alarm (kept), Refused, Unreachable
        """
        with self._guarded():
            if self.record.get("stopped") or self.record.get("destroyed"):
                return self.screen
            ready = bool(self.record.get("election"))
            if not ready:
                self._ceremony()
            else:
                self._prove_the_copied()
                self.watch.fetch()
            self.about = self._public.get("board.json")
            if not ready:
                return self.screen
            if self.watch.setup is None and self.about["fingerprint"] != self.record["election"]:
                raise Problem("网站上的密钥仪式已重做，本机的这把钥匙作废。请取得新的连接码，从首页重新连接。")
            self._look_at_page()
            self.watch.compare(self.about["bytes"], self.about["head"])
            self.watch.check(all_of_it)
            self.watch.recompute()
            self.witness.mark(self.watch, self._public)
            if self.watch.counts is not None and not self.record.get("counted"):
                self.drawer.note(counted=True)
            return self.screen

    def _look_at_page(self) -> None:
        """Until voting has ended, the page that phones get is the published one."""
        if self.about["fingerprint"] == self.record["election"] and not self.watch.ended:
            self.page.look(self.about["election"])

    def further(self) -> list["Trustee"]:
        """Stations for the other rounds of the sitting that came up since; the same key opens them.

        raises: Alarm (kept) when such a round is under another key; Refused, Unreachable
        """
        with self._guarded():
            if not self.record.get("election") or self.record.get("destroyed"):
                return []
            return [later for one in self.about.get("rounds", []) if (later := self._follow(str(one["box"])))]

    def _follow(self, box: str) -> "Trustee | None":
        home, record = self.drawer.home, self.record
        if drawers.find(home, self.drawer.rehearsal, box, record["no"]) is not None:
            return None
        address = record["address"].replace(record["box"], box)
        about = self._open(address, "", "").get("board.json")
        election = ceremony.check_round(about["election"], about["trustees_json"], record["trustees"])
        facts = {"election": election.hash, "uuid": election.uuid, "title": election.name, "address": address}
        later = Trustee(drawers.under_the_key_of(self.drawer, box, **facts), self._open, *self._checking)
        if held := self.witness.held:  # checkpoints are signed in every round
            later.witness.held = held._replace(doors=self._open(address, "Station", held.code))
        return later

    def look_and_tell(self) -> None:
        """As `look`, for pages: what went wrong is in `alarm` and `trouble` until the next look."""
        alarm = trouble = ""
        try:
            self.look()
        except Alarm as why:
            alarm = str(why)
        except Problem as why:
            alarm, trouble = self.alarm, str(why)
        except (
            Exception
        ) as failure:  # the watch must go on: a page that says so is better than a station that stands still
            alarm, trouble = self.alarm, f"程序出错（{type(failure).__name__}），正在再试。一直这样，请重新启动监票台。"
        self.alarm, self.trouble = alarm, trouble

    def found(self) -> list["Trustee"]:
        """As `further`, for pages: nothing is found while there is trouble, which the next look tells."""
        try:
            return self.further()
        except Alarm as why:
            self.alarm = str(why)
        except Problem as why:
            self.trouble = str(why)
        return []

    def _ceremony(self) -> None:
        if not self.unlocked:
            return
        state, record = self._private().get("station/"), self.record
        if (state["no"], state["threshold"], state["names"]) != (record["no"], record["threshold"], record["names"]):
            raise Alarm("服务器改变了监票人名单或门限。请停止，报告总监票人。")
        if state["await"] == "cert":
            state = self._hand_in("cert", lambda: pki.certificate(self._identity()).as_json())
        if state["certs"] is None:
            return
        certs = ceremony.check_certificates(state["certs"], self._own_cert(), state["no"], state["names"])
        if state["certs"] != record.get("certs", state["certs"]):
            raise Alarm("证书与先前给出的不同：有人换过。请停止，报告总监票人。")
        self.drawer.note(certs=state["certs"])
        if not record.get("agreed"):
            return
        self._answer(state, certs)

    def _answer(self, state: dict[str, Any], certs: list[pki.Certificate]) -> None:
        k = self.record["threshold"]
        if state["await"] == "polynomial":
            state = self._hand_in("polynomial", lambda: threshold.polynomial(self._identity(), certs, k))
        if state["await"] == "voutput":
            given = state["vinput"]
            made = threshold.voutput(self._identity(), certs, given, k)
            self.drawer.note(coefexps=ceremony.commitments_hash(given["coefexps"]))
            state = self._hand_in("voutput", lambda: made)
        if state["voutput"] is not None:
            about = self._public.get("board.json")
            if about["election"]:
                self._pin(about)

    def _hand_in(self, step: str, make: Callable[[], Any]) -> dict[str, Any]:
        """The same message again after a lost answer: it is on disk before it leaves."""
        content = self.drawer.messages().get(step) or self.drawer.keep_message(step, make())
        state: dict[str, Any] = self._private().post("station/", {"step": step, "content": content})
        return state

    def _own_cert(self) -> str:
        return compact(self.drawer.messages()["cert"])

    def _identity(self) -> pki.Identity:
        return _identity(self._held()["seed"])

    def _pin(self, about: dict[str, Any]) -> None:
        """The finished key, once it is what this station helped to make, is the only one it will ever serve."""
        record = self.record
        agreed = ceremony.Agreed(record["no"], record["threshold"], tuple(record["certs"]), record.get("coefexps"))
        election, _ = ceremony.check_key(
            about["election"], about["trustees_json"], agreed, self._share_of(self._identity())
        )
        self.drawer.note(
            election=election.hash, trustees=hexdigest(about["trustees_json"]), uuid=election.uuid, title=election.name
        )

    def _share_of(self, identity: pki.Identity, voutput: dict[str, Any] | None = None) -> mpz:
        """This trustee's private share, from its own voutput or a copy of it."""
        certs = threshold.parse_certificates([parse(text) for text in self.record["certs"]])
        given = voutput or self.drawer.messages()["voutput"]
        return threshold.decryption_key(identity, certs, given["private_key"])

    # ── what a person decides ────────────────────────────────────────────────────────────────────────────────────

    @property
    def prints(self) -> list[tuple[int, str, str]]:
        """(number, name, fingerprint) of all certificates, to be compared face to face."""
        names = self.record["names"]
        texts = self.record.get("certs", [])
        return [
            (no, name, ceremony.print_of(text)) for no, (name, text) in enumerate(zip(names, texts, strict=False), 1)
        ]

    def agree(self, same: bool, copied: str | None = None) -> None:
        """All compared fingerprints are the same, or not: then nothing more is handed in.

        copied: the backup sheet as it was copied back; once the key is made the station proves it by itself. None: later.
        raises: Problem saying what is wrong with what was copied
        """
        with self._lock:
            if self.screen != COMPARE:
                raise Problem("现在没有要核对的指纹。")
            if same and copied is not None:
                self._compare_copied(seed_of(copied))
            made = {} if copied is None else {"printed": True, "copied": True}
            self.drawer.note(**({"agreed": True} | made if same else {"stopped": "指纹不一致"}))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the election file in hexadecimal; empty before the key is made."""
        return str(self.record.get("election", ""))

    def backup(self) -> Backup:
        """What goes on the sealed sheet. raises: Problem while the key is locked, or certificates are missing."""
        if not self.record.get("certs"):
            raise Problem("其他监票人还没有连上，连上后再打印备份。")
        record, place = self.record, self.record["no"] - 1
        mark = ceremony.print_of(record["certs"][place])
        return Backup(record["box"], record["names"][place], record["no"], self._held()["seed"], mark)

    def printed(self) -> None:
        """The teller has the sheet in hand."""
        if not self.record.get("election"):
            raise Problem("钥匙还没有做好，做好后再打印备份。")
        self.drawer.note(printed=True)

    def drill_later(self) -> None:
        """Go on without a proven backup; every page says so until it is proven."""
        self.drawer.note(drill_later=True)

    def drill(self, typed: str) -> None:
        """恢复演练: the seed from paper alone opens the server's copy of the share and fits the election's key.

        raises: Problem saying what is wrong with what was typed
        """
        with self._guarded():
            seed = seed_of(typed)
            self._compare_copied(seed)
            self._prove(seed)

    def _compare_copied(self, seed: str) -> None:
        own = self._held()["seed"]
        if seed != own:
            raise Problem(_wrong_groups(seed, own))

    def _prove_the_copied(self) -> None:
        """What was copied before the key was made is the seed, letter by letter: now it has to open the key."""
        if self.record.get("copied") and not self.record.get("drilled") and self.unlocked:
            self._prove(self._held()["seed"])

    def _prove(self, seed: str) -> None:
        state = self._private().get("station/")
        share = self._share_of(_identity(seed), state["voutput"])
        if table_of_g().power(share) != self._own_key():
            raise Alarm("服务器保存的份额与选举的钥匙不符：备份还不能用。请停止，报告总监票人。")
        self._private().post("station/", {"step": "drilled", "content": {}})
        self.drawer.note(printed=True, drilled=True)
        self.lock()

    def _own_key(self) -> mpz:
        about = self._public.get("board.json")
        if hexdigest(about["trustees_json"] or "") != self.record["trustees"]:
            raise Alarm("服务器上的监票人钥匙变了，不是密钥仪式做出来的那一份。")
        return ceremony.own_key(about["trustees_json"], self.record["no"])

    def share(self, passphrase: str, few: bool = False, alarmed: bool = False) -> None:
        """出具份额: decrypt the product of the own, fully checked copy, and nothing else, and hand it in.

        few:     the teller has read what fewer than 20 ballots mean. alarmed: alarms were reported, the vote goes on.
        raises: WrongPassphrase, AskFirst, Alarm, Problem
        """
        with self._guarded():
            secrets = self.drawer.unlock(passphrase)
            self.look(all_of_it=True)
            tally, setup = self.watch.tally, self.watch.setup
            if tally is None or setup is None:
                raise Problem("投票还没有截止，或选票还没有核对完，现在不能出具份额。")
            if self.watch.counts is not None:
                raise Problem("结果已经算出，不再需要份额。")
            if self.alarms and not alarmed:
                raise AskFirst("这场投票有过报警。查清并由主席团决定继续后，才能出具份额。")
            if tally.num_tallied < FEWEST and not few:
                raise AskFirst(f"只有 {tally.num_tallied} 张电子票，少于 {FEWEST} 张：合计可能让人猜出个人怎样投票。")
            self._only_once(hexdigest(tally.serialise()))
            try:
                self._secrets = secrets
                self.witness.held = Held(self._private(), self._identity().signing, self._held()["code"])
                self._hand_in_share(setup, tally)
            finally:
                self.lock()

    def _only_once(self, tally: str) -> None:
        before = self.drawer.decrypted(self.record["uuid"])
        if before not in (None, tally):
            raise Alarm("本机已为这场投票的另一份合计出具过份额：有人想让监票人解密两份不同的合计。请停止。")
        self.drawer.note_decrypted(self.record["uuid"], tally)

    def _hand_in_share(self, setup: Any, tally: Any) -> None:
        key = self._share_of(self._identity())
        if table_of_g().power(key) != setup.keys[self.record["no"] - 1]:
            raise Alarm("本机的份额与看板上的公钥不符。请停止，报告总监票人。")
        made = lambda: handed_in(setup.election.fingerprint, key, tally.ciphertexts)  # noqa: E731
        try:
            self._hand_in("share", made)
        except Refused as why:
            if why.status != 409:
                raise
            self.look(all_of_it=True)
            if self.watch.counts is None:
                raise
        self.drawer.note(shared=True)

    @property
    def published(self) -> str:
        """档案指纹 as the site shows it; empty before the count."""
        return str(self.about.get("bundle") or "")

    def sign(self, passphrase: str) -> None:
        """签名: the published bundle is what this station saw, and the other program finds nothing wrong. raises: Alarm, Problem."""
        with self._guarded():
            self.unlock(passphrase)
            try:
                self.look(all_of_it=True)
                if self.watch.counts is None or not self.published:
                    raise Problem("计票还没有完成，还没有可以签名的公开档案。")
                self.witness.sign(self.watch, self.published)
            finally:
                self.lock()

    def destroy(self) -> None:
        """销毁钥匙: everything secret goes, the copy of the board stays. raises: Problem before the result is verified."""
        with self._lock:
            family = drawers.with_the_key_of(self.drawer)
            waiting = [one.record["title"] for one in family if not one.record.get("counted")]
            if self.watch.counts is None or waiting:
                which = f"“{'”“'.join(waiting)}”的" if waiting else ""
                raise Problem(f"{which}结果还没有算出并核验，现在销毁钥匙可能使全部选票打不开。")
            self.lock()
            for one in family:
                one.destroy_key()
                one.note(destroyed=True)
            self.record["destroyed"] = True


def _identity(seed: str) -> pki.Identity:
    try:
        return pki.derive(seed)
    except SealingError as why:
        raise Problem(str(why)) from why


def _wrong_groups(typed: str, own: str) -> str:
    if len(typed) != len(own):
        return f"应为 {len(own)} 个字符，输入了 {len(typed)} 个。请对照备份单重新输入。"
    wrong = [str(at // 4 + 1) for at in range(0, len(own), 4) if typed[at : at + 4] != own[at : at + 4]]
    return f"第 {'、'.join(wrong)} 组与本机的钥匙不符。请对照备份单（区分大小写）重新输入。"


def _new_drawer(home: Path, address: str, box: str, about: dict[str, Any], state: dict[str, Any]) -> Drawer:
    return drawers.new_drawer(
        home,
        bool(about["rehearsal"]),
        box,
        state["no"],
        address=address,
        names=state["names"],
        threshold=state["threshold"],
        title=about["title"],
        sitting=about["sitting"],
    )
