"""The hall, measured through its real server: the burst of ballots, sealing in Chromium, kills (used by benchmarks.ballot).

Everything runs in this process' own folder and database. The server is the one that `make run` starts.
"""

import asyncio
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from uuid import UUID

from engines.sealing.encoding import parse
from station.desk.trustee import Trustee
from station.desk.watching import Run
from station.drawer import Drawer

ROOT = Path(__file__).resolve().parents[1]
CORES = os.cpu_count() or 1
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
TRUSTEES = ["总监票人 甲", "监票人 乙", "监票人 丙", "监票人 丁", "监票人 戊"]


def django(folder: Path) -> None:
    """This process and its server work on a database in `folder`."""
    os.environ |= {"PIAOJUE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "piaojue.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django as it
    from django.core.management import call_command

    it.setup()
    call_command("migrate", "booth", verbosity=0)


def question_list(items: int, most: int | None = None) -> dict[str, Any]:
    """A ballot of `items` projects: three answers each, or at most `most` of them."""
    three = [
        {"value": "approve", "label": "赞成"},
        {"value": "against", "label": "反对"},
        {"value": "abstain", "label": "弃权"},
    ]
    return {
        "sitting": "测速",
        "name": "民生实事项目票决票",
        "title": "测速",
        "colour": "red",
        "rehearsal": True,
        "guidance": [],
        "empty": True,
        "items": [{"key": f"p{n}", "no": n, "title": f"项目{n}", "text": ""} for n in range(1, items + 1)],
        "options": [{"value": "approve", "label": "选择"}] if most else three,
        "max": most,
        "blank": "未选" if most else "弃权",
        "blank_value": "" if most else "abstain",
        "trustees": TRUSTEES,
        "threshold": 3,
    }


def open_box(asked: dict[str, Any], voters: int, home: Path) -> tuple[UUID, list[str], list[Drawer]]:
    """An open sealed box, its slips, and the drawers of its stations, kept in `home`."""
    from booth.sealed.box import SealedBox
    from engines.sealing import credential
    from piaojue.rehearsal.hall import make_keys

    box = SealedBox()
    uuid = box.prepare(asked)
    trustees = make_keys(uuid, [box.connect(uuid, no) for no in range(1, len(TRUSTEES) + 1)], home)
    election_uuid = parse(_election(uuid))["uuid"]
    slips = [credential.generate() for _ in range(voters)]
    with Pool(CORES) as pool:
        public = pool.starmap(credential.public, [(slip, election_uuid) for slip in slips], chunksize=32)
    box.take_slips(uuid, sorted(map(str, public)))
    box.open(uuid)
    return uuid, slips, [trustee.drawer for trustee in trustees]


def give_share(drawer: Drawer, run: Run, at_once: int) -> None:
    """A station started anew checks the whole board and hands in its share. run, at_once: see `Trustee`."""
    from piaojue.rehearsal.hall import PASSPHRASE, InProcess

    Trustee(drawer, InProcess, run, at_once).share(PASSPHRASE, few=True)


def _election(uuid: UUID) -> str:
    """The election file to the letter."""
    from piaojue.rehearsal.hall import InProcess, address

    return str(InProcess(address(uuid)).get("board.json")["election"])


def seal_all(
    uuid: UUID, slips: Sequence[str], choices: Callable[[int], list[list[int]]], make: Callable[..., str]
) -> list[str]:
    """Everybody's ballot, sealed on all cores. make: (election text, slip, choices) → ballot, at the top of a module."""
    election = _election(uuid)
    with Pool(CORES) as pool:
        return pool.map(make, [(election, slip, choices(n)) for n, slip in enumerate(slips)], chunksize=8)


class Server:
    """The product's own server on a free port, started as deploy/serve.sh does."""

    def __enter__(self) -> "Server":
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--workers",
            "2",
            "--blocking-threads",
            "8",
            "--no-ws",
            "--log-level",
            "error",
            "piaojue.config.wsgi:application",
        ]
        self.output = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=self.output, stderr=self.output)
        self.base = f"http://127.0.0.1:{self.port}"
        for _ in range(1800):  # a busy computer needs its time to begin
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.base}/booth/00000000-0000-0000-0000-000000000000/board.json", timeout=5)
            except urllib.error.HTTPError:
                return self
            except OSError:
                time.sleep(0.1)
        ended = self.process.poll()
        self.__exit__()
        self.output.seek(0)
        raise SystemExit(
            f"the server did not start ({'too slow' if ended is None else f'exit code {ended}'}):\n{self.output.read()[-2000:]}"
        )

    def __exit__(self, *why: object) -> None:
        self.process.terminate()
        self.process.wait()


async def _phone(port: int, uuid: UUID, ballot: bytes, wait: float, acked: list[tuple[float, float]]) -> None:
    """Sends at its moment, again until acknowledged."""
    await asyncio.sleep(wait)
    begin = time.perf_counter()
    head = f"POST /booth/{uuid}/ballots/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(ballot)}\r\nConnection: close\r\n\r\n"
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode() + ballot)
            await writer.drain()
            answer = await reader.read()
            writer.close()
            if b'"stored"' in answer or b'"same"' in answer:
                acked.append((begin, time.perf_counter()))
                return
            if b" 422 " in answer[:20]:
                raise SystemExit(answer.decode(errors="replace"))
        except OSError:
            pass
        await asyncio.sleep(0.5)


def burst(uuid: UUID, ballots: list[str], within: float) -> tuple[float, list[float]]:
    """All ballots sent at random moments within `within` seconds: (seconds until the last acknowledgement, each one's wait)."""
    acked: list[tuple[float, float]] = []

    async def everybody(port: int) -> float:
        begin = time.perf_counter()
        await asyncio.gather(*(_phone(port, uuid, b.encode(), random.uniform(0, within), acked) for b in ballots))
        return max(end for _, end in acked) - begin

    with Server() as server:
        urllib.request.urlopen(f"{server.base}/booth/{uuid}/board.json")
        seconds = asyncio.run(everybody(server.port))
    return seconds, sorted(end - begin for begin, end in acked)


SEALING = """() => new Promise((done) => {
  const gaps = []; let last = performance.now(); let over = false;
  const tick = (now) => { gaps.push(now - last); last = now; if (!over) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  const begin = performance.now();
  document.querySelector("[data-seal]").click();
  new MutationObserver(() => {
    if (!document.querySelector("[data-step=sealed]").hidden && !over) {
      over = true;
      const taken = performance.now() - begin;  // the frame after it tells how long the page stood still
      requestAnimationFrame((now) => { gaps.push(now - last); done([taken, Math.max(...gaps)]); });
    }
  }).observe(document.querySelector("[data-step=sealed]"), { attributes: true });
})"""


def sealing_in_chromium(uuid: UUID, slip: str, items: int, slowdown: int = 0) -> tuple[float, float]:
    """(ms from the tap to the sealed ballot, longest pause of the page in ms).

    slowdown: as an old phone that cannot load modules in a worker, its CPU slowed so many times; Chromium slows pages
    only, not workers. 0: as it is, in the worker.
    """
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with Server() as server, sync_playwright() as program:
        browser = program.chromium.launch(executable_path=path, args=CHROMIUM)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        if slowdown:
            page.add_init_script("window.Worker = class { constructor() { throw new Error(); } };")
        page.goto(f"{server.base}/booth/{uuid}/#{slip}")
        page.locator("[data-step=fill]:not([hidden])").wait_for()
        for n in range(1, items + 1):
            page.get_by_role("group", name=f"项目{n}", exact=False).first.get_by_label("赞成").check()
        page.get_by_role("button", name="下一步").click()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown or 1})
        taken, longest = page.evaluate(SEALING)
        browser.close()
    return taken, longest


def kills(number: int, database: str = "") -> dict[str, Any]:
    """booth.tests.killing in its own process. database: a PostgreSQL URL, or SQLite."""
    environment = {**os.environ, **({"DATABASE_URL": database} if database else {})}
    environment.pop("PIAOJUE_VAR", None)
    command = [sys.executable, "-m", "booth.tests.killing", "--kills", str(number)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if not done.stdout.strip():
        raise SystemExit(done.stderr)
    totals: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return totals
