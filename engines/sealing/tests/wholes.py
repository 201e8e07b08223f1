"""A whole published bundle, made by this engine and by hand: what the stand-alone verifier is asked to accept."""

import copy
import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from engines.counting import Rule
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


def rule_of(rule: Rule) -> str:
    return json.dumps(rule.to_json(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


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


def whole(
    rule: Rule,
    votes: list[list[int]],
    *,
    titles: tuple[str, ...] = TITLES,
    paper: list[list[int]] | None = None,
    papers: int = 0,
    absent: int = 1,
    deputies: int | None = None,
    adopted: list[str],
    pending: list[str] | None = None,
    before: Whole | None = None,
) -> Whole:
    """A counted round. votes: for each ballot and item the mark, from 0; paper: four counts an item; papers: in the boxes."""
    pedersen, shares, people = ceremony_of(2, 3)
    text = rule_of(rule)
    here = sitting(
        tuple(Question(title, MARKS, 1, 1) for title in titles),
        voters=len(votes) + absent,
        trustees=(pedersen,),
        private_keys=shares,
        description=f"第一次会议 · 票决办法 SHA-256 {digest(text)}",
    )
    here.cast(*[[[int(mark == place) for place in range(3)] for mark in marks] for marks in votes])
    counts = here.count(1, 2)
    columns = [[*row, 0] for row in counts]
    if paper:
        columns = [[a + b for a, b in zip(*both, strict=True)] for both in zip(columns, paper, strict=True)]
    void = papers - sum(paper[0]) if paper else 0
    slips, direct = len(here.setup.voters), papers
    meeting = {
        "version": 2,
        "kind": "adoption",
        "rehearsal": False,
        "deputies": deputies or slips + direct + 1,
        "present": slips + direct,
        "printed": slips + 1,
        "voided": 1,
        "issued": slips + direct,
        "direct": direct,
        "exchanged": direct,
        "transcribed": 0,
        "not_voted": absent,
        "returned": len(votes) + papers,
        "valid": len(votes) + papers - void,
        "void": void,
        "excess": 0,
        "adopted": adopted,
        "pending": pending or [],
    }
    listed = [digest(str(key)) for key in here.setup.voters]
    roll = {"credentials": sorted([*listed, "ab" * 32]), "exchanged": [], "transcribed": [], "voided": ["ab" * 32]}
    event = here.archive.events[1]
    seen = compact({"uuid": here.setup.election.uuid, "height": 1, "head": event.hash})
    files = {
        "meeting.json": meeting,
        "paper.json": {"boxes": int(papers > 0), "issued": direct, "returned": papers, "spoiled": void, "rows": paper},
        "slips.json": roll,
        "rule.json": text,
        "audits.json": [opened(here)],
        "guardian_proofs.json": strong(here),
        "checkpoints.txt": compact(pki.sign(people[1].signing, seen).as_json()) + "\n",
        REPORT: certificate(meeting, columns, titles),
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
