"""A ballot box for tests: the doors' interface, an archive and the ceremony's routing in memory, misbehaving on demand."""

import io
import json
import zipfile
from typing import Any
from uuid import uuid4

from engines.sealing import archive as bel
from engines.sealing import board, credential, threshold
from engines.sealing.archive import Archive
from engines.sealing.ballot import make_ballot
from engines.sealing.decryption import parse_partial_decryption
from engines.sealing.election import make_election
from engines.sealing.encoding import compact, hexdigest, parse
from engines.sealing.keys import Pedersen
from engines.sealing.result import compute_result, serialise
from engines.sealing.tally import encrypted_tally
from engines.sealing.tests.sittings import AT_MOST_TWO, BEGIN, PER_ITEM, new_uuid
from station.problems import Refused, Unreachable

STEPS = ("cert", "polynomial", "voutput")


class FakeBox:
    """Codes are `code-1` … `code-n` and `office`.

    `outage`: so many requests from now on get no answer; `lose_answer_to`: the answer to the next such step is lost, the
    step is taken.
    """

    def __init__(self, names=("钱", "周", "吴", "郑", "王"), k: int = 3, rehearsal: bool = False) -> None:
        self.uuid, self.names, self.k, self.rehearsal = str(uuid4()), list(names), k, rehearsal
        self.address = f"http://box.test/booth/{self.uuid}/"
        self.given: dict[str, list] = {step: [None] * len(self.names) for step in (*STEPS, "share")}
        self.drilled = [False] * len(self.names)
        self.election, self.trustees = "", ""
        self.keys: list[str] = []
        self.archive: Archive | None = None
        self.tally: Any = None
        self.opened: dict[str, str] = {}
        self.outage, self.lose_answer_to = 0, ""
        self.checkpoints: list[str] = []
        self.published, self.signatures = b"", dict[int, Any]()

    def doors(self, address: str, kind: str, code: str) -> "FakeDoors":
        assert address == self.address
        return FakeDoors(self, kind, code)

    @property
    def begun(self) -> Archive:
        """The archive, once voting has begun."""
        assert self.archive is not None
        return self.archive

    # ── what the site does ───────────────────────────────────────────────────────────────────────────────────────

    def make_election(self) -> None:
        certs = threshold.parse_certificates(self.given["cert"])
        pedersen: Pedersen = threshold.threshold_parameters(certs, self.given["polynomial"], self.given["voutput"])
        election = make_election(
            uuid=new_uuid(),
            name="民生实事项目票决",
            description="第一次会议",
            questions=(PER_ITEM, AT_MOST_TWO),
            public_key=pedersen.sub_key,
        )
        self.election, self.trustees = election.serialised, compact([pedersen.as_json()])

    def open(self, slips: int) -> list[str]:
        """Open with so many slips of its own; returns them."""
        uuid = parse(self.election)["uuid"]
        codes = [credential.generate() for _ in range(slips)]
        voters = [credential.Voter(credential.public(code, uuid)) for code in codes]
        self.archive = Archive.begin(BEGIN)
        self.archive.set_up(self.election, self.trustees, compact(credential.public_credentials(voters)))
        return codes

    def cast(self, slip: str, choices=((1, 0, 0), (1, 0, 1))) -> str:
        ballot = make_ballot(board.read_setup(self.begun).election, slip, choices)
        self.begun.add(bel.BALLOT, ballot)
        return ballot

    def close(self, left_out: int = 0) -> None:
        """EndBallots and the tally, which may leave out the last ballots."""
        setup = board.read_setup(self.begun)
        self.begun.add_event(bel.END_BALLOTS)
        ballots = board.check_ballots(self.begun, setup)
        counted = ballots[: len(ballots) - left_out]
        self.tally = encrypted_tally(setup.election, (one.ballot for one in counted), setup.voters)
        board.close(self.begun, self.tally)

    # ── what stations see ────────────────────────────────────────────────────────────────────────────────────────

    def about(self) -> dict[str, Any]:
        archive = self.archive
        return {
            "title": "民生实事项目票决",
            "sitting": "第一次会议",
            "rehearsal": self.rehearsal,
            "colour": "blue",
            "state": "open",
            "phase": "open" if archive else "slips" if self.election else "keys",
            "threshold": self.k,
            "trustees": [{"no": i, "name": name, "step": self.step(i)} for i, name in enumerate(self.names, 1)],
            "election": self.election or None,
            "trustees_json": self.trustees or None,
            "fingerprint": hexdigest(self.election) if self.election else None,
            "height": len(archive.events) if archive else 0,
            "bytes": len(archive.to_bytes()) if archive else 0,
            "head": archive.head if archive else None,
            "bundle": self.bundle,
        }

    @property
    def bundle(self) -> str | None:
        """Fingerprint of what is published."""
        if not self.published:
            return None
        with zipfile.ZipFile(io.BytesIO(self.published)) as packed:
            return hexdigest(packed.read("bundle.json"))

    def publish(self, archive: bytes | None = None, checkpoints: list[str] | None = None) -> None:
        """A zip as far as a station looks into it by itself."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("bundle.json", '{"version":2}')
            packed.writestr(f"{parse(self.election)['uuid']}.bel", archive or self.begun.to_bytes())
            packed.writestr("checkpoints.txt", "\n".join(self.checkpoints if checkpoints is None else checkpoints))
        self.published = out.getvalue()

    def step(self, no: int) -> str:
        done = [step for step in (*STEPS, "share") if self.given[step][no - 1] is not None]
        return done[-1] if done else "none"

    def awaits(self, no: int) -> str:
        for at, step in enumerate(STEPS):
            if self.given[step][no - 1] is None:
                return step if at == 0 or None not in self.given[STEPS[at - 1]] else "nothing"
        done = self.archive and self.archive.of_type(bel.RESULT)
        return "share" if self.tally and not done and self.given["share"][no - 1] is None else "nothing"

    def state(self, no: int) -> dict[str, Any]:
        certs = None if None in self.given["cert"] else [compact(one) for one in self.given["cert"]]
        vinput = None
        if None not in self.given["polynomial"]:
            vinput = threshold.vinputs(threshold.parse_certificates(self.given["cert"]), self.given["polynomial"])[
                no - 1
            ]
        return {
            "no": no,
            "name": self.names[no - 1],
            "names": self.names,
            "threshold": self.k,
            "await": self.awaits(no),
            "certs": certs,
            "vinput": vinput,
            "voutput": self.given["voutput"][no - 1],
            "drilled": self.drilled[no - 1],
        }

    def take(self, no: int, step: str, content: Any) -> None:
        if step == "drilled":
            self.drilled[no - 1] = True
            return
        if step == "checkpoint":
            self.checkpoints.append(compact(content))
            return
        if step == "sign":
            self.signatures[no] = content
            return
        held = self.given[step][no - 1]
        if held is not None or self.awaits(no) != step:
            if held == content:
                return
            raise Refused("这一步已经收到过另一份内容", 409)
        self.given[step][no - 1] = content
        if step == "voutput" and None not in self.given[step]:
            self.make_election()
        if step == "share":
            board.add_partial_decryption(self.begun, no, content["share"])
            self.combine()

    def combine(self) -> None:
        shares = {
            no: parse_partial_decryption(parse(share["share"]), self.tally.ciphertexts).decryption_factors
            for no, share in enumerate(self.given["share"], 1)
            if share
        }
        if len(shares) >= self.k:
            counts = compute_result(board.read_setup(self.begun).trustees, self.tally, shares)
            self.begun.add(bel.RESULT, serialise(counts))


class FakeDoors:
    """One program's way to a FakeBox."""

    def __init__(self, box: FakeBox, kind: str, code: str) -> None:
        self.box, self.kind, self.code = box, kind, code

    def _no(self) -> int:
        if self.kind != "Station" or not self.code.startswith("code-"):
            raise Refused("连接码不对或已换新", 403)
        return int(self.code.removeprefix("code-"))

    def _answered(self, value: Any) -> Any:
        if self.box.outage:
            self.box.outage -= 1
            raise Unreachable("连不上票箱")
        return value

    def get(self, path: str) -> Any:
        if path == "board.json":
            return self._answered(json.loads(json.dumps(self.box.about())))
        if path == "station/":
            return self._answered(json.loads(json.dumps(self.box.state(self._no()))))
        code = path.removeprefix("opened/").removesuffix("/")
        if code not in self.box.opened:
            raise Refused("没有打开过这个核验码的票", 404)
        return {"ballot": self.box.opened[code]}

    def post(self, path: str, value: Any) -> Any:
        value = json.loads(json.dumps(value))
        if path == "station/":
            self.box.take(self._no(), value["step"], value["content"])
            if self.box.lose_answer_to == value["step"]:
                self.box.outage, self.box.lose_answer_to = 1, ""
            return self._answered(self.box.state(self._no()))
        if self.kind != "Office" or self.code != "office":
            raise Refused("连接码不对或已换新", 403)
        self.box.keys += [key for key in value["public"] if key not in self.box.keys]
        return self._answered({"printed": len(self.box.keys)})

    def read(self, path: str) -> bytes:
        if path == "":
            return b"<!doctype html>"
        if path == "checkpoints.txt":
            return "\n".join(self.box.checkpoints).encode()
        if path == "bundle.zip":
            return self.box.published
        raw, start = self.box.archive.to_bytes() if self.box.archive else b"", int(path.rpartition("=")[2])
        if start > len(raw):
            raise Refused(f"看板现在只有 {len(raw)} 字节", 416)
        return self._answered(raw[start:])
