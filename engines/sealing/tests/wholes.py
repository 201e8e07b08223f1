"""A whole published bundle, made by this engine and by hand: what the stand-alone verifier is asked to accept."""

import copy
import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from engines.sealing import audit, board, decryption, pki
from engines.sealing.ballot import seal
from engines.sealing.election import Question
from engines.sealing.encoding import compact
from engines.sealing.tally import encrypted_tally

from .sittings import Sitting, ceremony_of, sitting

MARKS = ("赞成", "反对", "弃权")
TITLES = ("1. 口袋公园", "2. 加装电梯", "3. 托育点")
REPORT = "计票报告单.txt"
BESIDE = ("signatures.json", "decision.json")


Rule = dict[str, Any]


def rule_with(**changes: Any) -> Rule:
    """The usual 票决办法 with some of its parameters changed, as engines.counting writes it."""
    usual = {
        "form": "per_item",
        "seats": 1,
        "max_choices": None,
        "opposing": False,
        "pass_base": "all_deputies",
        "threshold": "1/2",
        "inclusive": False,
        "deputies_threshold": None,
        "participation": None,
        "pick": "top",
        "tie_at_cut": "revote",
        "max_revotes": 1,
        "shortfall": "as_many_as_passed",
        "over_select": "whole_void",
        "blank_item": "abstain",
        "unclear_voids_ballot": False,
        "blank_ballot_valid": True,
        "result_detail": "approvals",
        "secret": True,
        "quorum": "2/3",
        "min_surplus": "1/5",
        "local_basis": "",
    }
    return usual | changes


def rule_of(rule: Rule) -> str:
    return json.dumps(rule, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(text: str | bytes) -> str:
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


@dataclass
class Whole:
    """One round's files by name, as values or texts. The manifest and the signatures are made when it is written."""

    here: Sitting
    people: list[pki.Identity]
    files: dict[str, Any]
    before: "Whole | None" = None
    signers: tuple[int, ...] = (0, 2)

    def but(self, **changes: Any) -> "Whole":
        """A copy with other files; `meeting` changes single fields of the record, and the certificate with it."""
        files = copy.deepcopy(self.files)
        meeting = changes.pop("meeting", {})
        files["meeting.json"] |= meeting
        files |= {name.replace("_dot_", "."): value for name, value in changes.items()}
        return replace(self, files=files)

    @property
    def archive(self) -> str:
        return f"{self.here.setup.election.uuid}.bel"

    def texts(self) -> dict[str, bytes]:
        """Every file by path."""
        made = {self.archive: self.here.archive.to_bytes()}
        for name, value in self.files.items():
            made[name] = (value if isinstance(value, str) else compact(value)).encode()
        listed = {name: digest(raw) for name, raw in sorted(made.items()) if name not in BESIDE}
        earlier = self.before.texts() if self.before else {}
        previous = digest(earlier["bundle.json"]) if earlier else None
        manifest = compact({"version": 2, "archive": self.archive, "files": listed, "previous": previous})
        made["bundle.json"] = manifest.encode()
        if "signatures.json" not in self.files:
            made["signatures.json"] = compact(self.signed(digest(manifest))).encode()
        return made | {f"previous/{name}": raw for name, raw in earlier.items()}

    def signed(self, fingerprint: str) -> list[Any]:
        message = compact({"uuid": self.here.setup.election.uuid, "bundle": fingerprint})
        return [pki.sign(self.people[n].signing, message).as_json() for n in self.signers]

    def write(self, folder: Path) -> Path:
        """The files in a folder; returns it."""
        for name, raw in self.texts().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        return folder


def certificate(meeting: dict[str, Any], rows: list[list[int]], titles: tuple[str, ...]) -> str:
    """The lines with numbers, between lines without."""
    m = meeting
    electronic = m["issued"] - m["exchanged"] - m["not_voted"]
    lines = [
        "会议",
        f"应到 {m['deputies']} 人，实到 {m['present']} 人。",
        f"发出 {m['issued']} 张，收回 {m['returned']} 张，其中有效票 {m['valid']} 张，无效票 {m['void']} 张。",
        f"票数核对：电子票 {electronic} 张 + 领用纸质票 {m['exchanged']} 张 + 未投 {m['not_voted']} 张"
        f" = 发出 {m['issued']} 张；收回 {m['returned']} 张，没有多于发出的票数。",
        *(["纸质票箱收回的，多于登记发出的。"] if m["excess"] else []),
    ]
    words = (*MARKS, "该项不计")
    for title, row in zip(titles, rows, strict=True):
        lines.append(f"{title}：" + "，".join(f"{w} {n} 票" for w, n in zip(words, row, strict=True)) + "。")
    return "\n".join([*lines, "总监票人：____"])


@dataclass
class Round:
    """One round as it went.

    votes: for each ballot and item the mark, from 0;  absent: slips that nobody used
    paper: four counts an item;  papers: in the boxes, handed out without a slip
    adopted, pending: what the record says
    """

    rule: Rule
    votes: list[list[int]]
    adopted: list[str]
    pending: list[str] = field(default_factory=list)
    titles: tuple[str, ...] = TITLES
    paper: list[list[int]] | None = None
    papers: int = 0
    absent: int = 1
    deputies: int | None = None

    def held(self) -> tuple[Sitting, list[pki.Identity], list[list[int]]]:
        """The sitting counted, its trustees, the counts in four columns an item."""
        pedersen, shares, people = ceremony_of(2, 3)
        here = sitting(
            tuple(Question(title, MARKS, 1, 1) for title in self.titles),
            voters=len(self.votes) + self.absent,
            trustees=(pedersen,),
            private_keys=shares,
            description=f"第一次会议 · 票决办法 SHA-256 {digest(rule_of(self.rule))}",
        )
        here.cast(*[[[int(mark == place) for place in range(3)] for mark in marks] for marks in self.votes])
        columns = [[*row, 0] for row in here.count(1, 2)]
        if self.paper:
            columns = [[a + b for a, b in zip(*both, strict=True)] for both in zip(columns, self.paper, strict=True)]
        return here, people, columns

    @property
    def spoiled(self) -> int:
        return self.papers - sum(self.paper[0]) if self.paper else 0

    def meeting(self) -> dict[str, Any]:
        """meeting.json; one slip more was printed and made void."""
        slips, returned = len(self.votes) + self.absent, len(self.votes) + self.papers
        return {
            "version": 2,
            "kind": "adoption",
            "rehearsal": False,
            "deputies": self.deputies or slips + self.papers + 1,
            "present": slips + self.papers,
            "printed": slips + 1,
            "voided": 1,
            "issued": slips + self.papers,
            "direct": self.papers,
            "exchanged": self.papers,
            "transcribed": 0,
            "not_voted": self.absent,
            "returned": returned,
            "valid": returned - self.spoiled,
            "void": self.spoiled,
            "excess": 0,
            "adopted": self.adopted,
            "pending": self.pending,
        }

    def sheet(self) -> dict[str, Any]:
        """paper.json."""
        boxes = int(self.papers > 0)
        numbers = {"boxes": boxes, "issued": self.papers, "returned": self.papers, "spoiled": self.spoiled}
        return numbers | {"rows": self.paper}


def whole(rule: Rule, votes: list[list[int]], before: Whole | None = None, **more: Any) -> Whole:
    """The bundle of a counted round; more: see `Round`."""
    this = Round(rule, votes, **more)
    here, people, columns = this.held()
    listed = [digest(str(key)) for key in here.setup.voters]
    roll = {"credentials": sorted([*listed, "ab" * 32]), "exchanged": [], "transcribed": [], "voided": ["ab" * 32]}
    seen = compact({"uuid": here.setup.election.uuid, "height": 1, "head": here.archive.events[1].hash})
    files = {
        "meeting.json": this.meeting(),
        "paper.json": this.sheet(),
        "slips.json": roll,
        "rule.json": rule_of(rule),
        "audits.json": [opened(here)],
        "guardian_proofs.json": strong(here),
        "checkpoints.txt": compact(pki.sign(people[1].signing, seen).as_json()) + "\n",
        REPORT: certificate(this.meeting(), columns, this.titles),
    }
    return Whole(here, people, files, before)


def strong(here: Sitting) -> dict[str, Any]:
    """The strong proofs of shares 1 and 2."""
    ballots = [one.ballot for one in board.check_ballots(here.archive, here.setup)]
    tally = encrypted_tally(here.setup.election, ballots, here.setup.voters).ciphertexts
    phi = here.setup.election.fingerprint
    return {str(n): decryption.strong_proofs(phi, here.private_keys[n - 1], tally) for n in (1, 2)}


def opened(here: Sitting) -> dict[str, Any]:
    """A ballot of the first slip that was opened for a test."""
    election, seed = here.setup.election, audit.new_seed()
    marks = [[0, 1, 0] for _ in election.questions]
    ballot, _ = seal(election, next(iter(here.setup.voters)), marks, audit.randomness(seed, election.uuid))
    return {"ballot": json.loads(ballot.serialise()), "seed": seed.hex()}
