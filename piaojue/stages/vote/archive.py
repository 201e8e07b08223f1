"""The published bundle of a sealed box: everything that `piaojue-verify` and others need to check the count alone."""

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

from engines.counting import Status
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.wording import certificate_text

REPORT = "计票报告单.txt"
README = """怎样自己验票

{name}  公开档案：选举文件、票签的公开凭据、每一张加密的选票、合计、监票人的解密份额、结果（Belenios 2.0 格式）
meeting.json  会议的数字和票决规则    audits.json  打开检验过的票（没有投）
guardian_proofs.json  监票人解密份额的强证明
paper.json    单独计票的纸质票        {report}  计票报告单

本项目的独立验票程序：  piaojue-verify {name}
别的单位写的程序：      belenios-tool election verify --dir 这个文件夹
两个程序都重新计算每一张票、每一份证明和合计，都打不开任何一张单独的票。
piaojue-verify 最后显示档案指纹：请与会场大屏、计票报告单、公告上的逐位比对，不一致就不是当场公布的那一份。
"""


def bundle(poll: Poll) -> tuple[str, bytes]:
    """(file name, zip). The poll is counted and of level L2."""
    box = ballot_box(poll)
    name, archive = box.archive(poll.box_id)
    report = certificate_text(poll).encode()
    files: dict[str, bytes] = {
        name: archive,
        "meeting.json": _json(meeting(poll, sha256(report).hexdigest())),
        "audits.json": _json([{"ballot": json.loads(o["ballot"]), "seed": o["seed"]} for o in box.opened(poll.box_id)]),
        "guardian_proofs.json": _json(box.strong_proofs(poll.box_id)),
        REPORT: report,
        "README.txt": README.format(name=name, report=REPORT).encode(),
    }
    if paper := paper_part(poll):
        files["paper.json"] = _json(paper)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), content)
    return f"{name.removesuffix('.bel')}.zip", out.getvalue()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def meeting(poll: Poll, report: str) -> dict[str, Any]:
    """meeting.json as verifier/bundle.py reads it. Slips void before opening were never issued."""
    printed, _ = ballot_box(poll).slips(poll.box_id)
    counts = poll.the_counts
    numbers = {
        "printed": printed,
        "voided": printed - poll.issued,
        "issued": poll.issued,
        "exchanged": poll.exchanged,
        "transcribed": poll.transcribed or 0,
        "not_voted": poll.desk.not_voted,
        "deputies": poll.roll,
        "present": poll.present,
        "returned": counts.returned,
        "revotes": False,
        "rehearsal": poll.rehearsal,
        "report": {"file": REPORT, "sha256": report},
    }
    names = {item.key: f"{item.no}. {item.title}" for item in poll.items}
    if verdict := poll.the_verdict:
        adopted = [names[one.item] for one in verdict.items if one.status is Status.ADOPTED and one.item in names]
        numbers |= {"rule": poll.rule, "adopted": adopted}
    if poll.decision:
        numbers["decision"] = [names[key] for key in poll.decision.chosen]
    return numbers


def paper_part(poll: Poll) -> dict[str, Any] | None:
    """paper.json: paper ballots that were counted on their own; None where there are none."""
    in_box = 0 if poll.transcribed is not None or poll.desk.paper_void else poll.desk.paper
    if not in_box:
        return None
    totals, counts = ballot_box(poll).totals(poll.box_id), poll.the_counts.items
    values = ("approve", "against", "abstain", "unknown")
    rows = [
        [total - totals[key][value] for value, total in zip(values, counts[key], strict=True) if value in totals[key]]
        for key in poll.keys
    ]
    return {"in_box": in_box, "counts": [[row[0] for row in rows]] if poll.the_rule.chooses else rows}
