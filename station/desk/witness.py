"""What a station signs beside its share: how far it has seen the board, and in the end what was published.

The signing key and the connection code stay in memory while the program runs. With them nothing can be decrypted.
"""

import importlib.util
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from gmpy2 import mpz

from engines.sealing import pki
from engines.sealing.encoding import compact, fields, hexdigest, parse, small
from engines.sealing.errors import SealingError

from ..doors import Doors
from ..drawer import Drawer
from ..problems import Alarm, Problem, Refused
from .watching import Watch

EVERY = 180
"""Seconds between two checkpoints of a board that grows."""
REFUSED = (409, 422)


class Held(NamedTuple):
    """Kept in memory. doors: the way to the box with the connection code; signing: the signing key alone; code: of the connection."""

    doors: Doors
    signing: mpz
    code: str = ""


def verified(path: Path) -> str:
    """What the stand-alone verifier, a program of its own, has against a bundle; empty: every check holds.

    raises: Problem where that program is not installed
    """
    if importlib.util.find_spec("verifier") is None:
        raise Problem("这台电脑上没有独立验票程序（piaojue-verify），不能核验公开档案，请换一台电脑签名。")
    done = subprocess.run(
        [sys.executable, "-m", "verifier", str(path)], capture_output=True, text=True, encoding="utf-8"
    )
    wrong = [line for line in done.stdout.splitlines() if line.startswith(("✗", "?"))]
    # Check 16 comes last and asks for signatures, which are being given only now.
    others = [line for line in wrong if not line.startswith("✗ 16 ") or "监票台在档案指纹上签名" not in line]
    return "；".join(others) if others else "" if wrong or done.returncode == 0 else done.stderr[-200:] or "没有核验完"


class Witness:
    """One station's signatures. verify: what is wrong with a bundle, see `verified`; clock: seconds that only grow."""

    def __init__(
        self,
        drawer: Drawer,
        verify: Callable[[Path], str] = verified,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._drawer, self.verify, self._clock = drawer, verify, clock
        self.held: Held | None = None
        self._last = float("-inf")

    @property
    def checkpoints(self) -> list[list[Any]]:
        """[height, hash] of what this station signed of the board."""
        signed: list[list[Any]] = self._drawer.record.get("checkpoints", [])
        return signed

    def mark(self, watch: Watch, public: Doors) -> None:
        """Sign how far the own copy is, every few minutes and when voting has ended, then look at the others' marks.

        raises: Alarm when the server or another station has seen another board
        """
        if self.held is None or not watch.copy.events or not watch.all_checked:
            return
        height, head = len(watch.copy.events) - 1, watch.copy.events[-1].hash
        due = self._clock() - self._last >= EVERY or (watch.ended and watch.counts is None)
        if not due or [height, head] in self.checkpoints:
            return
        message = compact({"uuid": self._drawer.record["uuid"], "height": height, "head": head})
        self._hand_in("checkpoint", message)
        self._last = self._clock()
        self._drawer.note(checkpoints=[*self.checkpoints, [height, head]])
        self.compare(watch, public.read("checkpoints.txt").decode())

    def compare(self, watch: Watch, lines: str) -> None:
        """Hold everybody's checkpoints against the own copy. raises: Alarm: the board was split or rewritten."""
        for line in lines.splitlines():
            no, height, head = self._read(line)
            if height < len(watch.copy.events) and watch.copy.events[height].hash != head:
                raise Alarm(
                    f"第 {no} 位监票人的监票台看到的看板，从第 {height} 号事件起与本机的不同：看板被分成两份，或被改写。"
                )

    def _read(self, line: str) -> tuple[int, int, str]:
        """(key, height, hash) of a checkpoint."""
        try:
            signed = pki.parse_signed(parse(line))
            uuid, height, head = fields(parse(signed.message), "uuid", "height", "head")
            certs = [pki.parse_certificate(parse(text)) for text in self._drawer.record["certs"]]
            owner = next((no for no, cert in enumerate(certs, 1) if signed.signed_by(cert.verification)), 0)
        except SealingError as why:
            raise Alarm(f"服务器给出的检查点看不懂：{why}") from why
        if not owner or uuid != self._drawer.record["uuid"]:
            raise Alarm("服务器给出的检查点不是监票人签的：有人伪造。")
        return owner, small(height), head

    def sign(self, watch: Watch, fingerprint: str) -> None:
        """Sign the published bundle once it was fetched, held against the own copy and verified by the other program.

        fingerprint: as the site shows it, 64 hexadecimal digits
        raises: Alarm, Problem
        """
        if self.held is None:
            raise Problem("请先输入口令。")
        path = self._drawer.path / "bundle.zip"
        path.write_bytes(self.held.doors.read("bundle.zip"))
        self._ours(path, fingerprint, watch)
        if wrong := self.verify(path):
            raise Alarm(f"独立验票程序不认这份公开档案：{wrong}")
        self._hand_in("sign", compact({"uuid": self._drawer.record["uuid"], "bundle": fingerprint}))
        self._drawer.note(signed=fingerprint)

    def _ours(self, path: Path, fingerprint: str, watch: Watch) -> None:
        """The bundle has this fingerprint, this station's board and this station's checkpoints. raises: Alarm."""
        try:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
                manifest = packed.read("bundle.json")
                board = packed.read(f"{self._drawer.record['uuid']}.bel")
                lines = packed.read("checkpoints.txt").decode()
        except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as why:
            raise Alarm("公开档案不完整。") from why
        if hexdigest(manifest) != fingerprint:
            raise Alarm("公开档案的指纹不是网站公布的那一个。")
        if board != watch.archive.to_bytes():
            raise Alarm("公开档案里的看板与本机的副本不同。")
        seen = {
            (height, head)
            for no, height, head in map(self._read, lines.splitlines())
            if no == self._drawer.record["no"]
        }
        if any((height, head) not in seen for height, head in self.checkpoints):
            raise Alarm("本机签过的检查点不在公开档案里：服务器藏起了它。")

    def _hand_in(self, step: str, message: str) -> None:
        assert self.held is not None
        content = pki.sign(self.held.signing, message).as_json()
        try:
            self.held.doors.post("station/", {"step": step, "content": content})
        except Refused as why:
            if why.status in REFUSED:
                raise Alarm(str(why)) from why
            raise
