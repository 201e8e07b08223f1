"""The published bundle of a sealed box: everything that `piaojue-verify` and others need to check the whole result alone.

What stands beside the archive is fixed at the count (`publish`). The SHA-256 of its list is the one fingerprint that the hall,
the certificate and the notice show and that the tellers' stations sign. What the congress decides later stands beside it.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import paper_counts, rule_text
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.outcome import first_round, rounds
from piaojue.stages.vote.wording import certificate_text

REPORT = "计票报告单.txt"
MANIFEST = "bundle.json"
README = """怎样自己验票

这个压缩包不用解开，用本项目的独立验票程序验：  piaojue-verify 这个压缩包
它重新计算每一张票、每一份证明、合计，会议的全部数字、票决规则和结论，以及前几轮；差一个字节就不认。
它显示的档案指纹，请与会场大屏、计票报告单、公告上的逐位比对：不一致，就不是当场公布的那一份。
别的单位写的程序（只验票箱）：  belenios-tool election verify --dir 解开后的文件夹

{name}  票箱档案：选举文件、票签的公开凭据、每一张加密的选票、合计、监票人的解密份额、结果（Belenios 2.0 格式）
meeting.json  会议的数字和结论        rule.json  票决规则        {report}  计票报告单
slips.json    票签名册（公开凭据的摘要，没有姓名）    paper.json  单独计票的纸质票，各箱合成一张
audits.json   打开检验过的票（没有投）    guardian_proofs.json  解密份额的强证明    checkpoints.txt  投票中监票台对看板的签名
bundle.json   以上文件的清单，它的 SHA-256 就是档案指纹    previous/  上一轮的公开档案
signatures.json  监票台在档案指纹上的签名    decision.json  大会后来的决定（这两个不在指纹之内）
"""


def publish(poll: Poll) -> None:
    """Fix what is published beside the archive of a counted round; nothing for other boxes and for a vote that is void."""
    box = ballot_box(poll)
    if not poll.sealed or poll.desk.void or box.keys(poll.box_id)["bundle"]:
        return
    name, archive = box.archive(poll.box_id)
    opened = [{"ballot": json.loads(one["ballot"]), "seed": one["seed"]} for one in box.opened(poll.box_id)]
    record = {
        "meeting.json": _compact(meeting(poll)),
        "paper.json": _compact(paper_sheet(poll)),
        "slips.json": _compact(box.roll(poll.box_id)),
        "rule.json": rule_text(poll),
        "audits.json": _compact(opened),
        "guardian_proofs.json": _compact(box.strong_proofs(poll.box_id)),
        "checkpoints.txt": box.checkpoints(poll.box_id),
        REPORT: certificate_text(poll),
    }
    before = _before(poll)
    record[MANIFEST] = _manifest(name, archive, record, fingerprint(before) if before else None)
    digest = sha256(record[MANIFEST].encode()).hexdigest()
    box.publish(poll.box_id, record, digest, before.box_id if before else None)


def fingerprint(poll: Poll) -> str:
    """档案指纹, 64 hexadecimal digits; empty before the count. A round that was counted earlier is published now."""
    if poll.counts:
        publish(poll)
    return ballot_box(poll).keys(poll.box_id)["bundle"] if poll.sealed and poll.box_id else ""


def bundle(poll: Poll) -> tuple[str, bytes]:
    """(file name, zip). The poll is counted and of level L2."""
    publish(poll)
    files = dict(ballot_box(poll).parcel(poll.box_id))
    name = next(path for path in files if path.endswith(".bel"))
    files["README.txt"] = README.format(name=name, report=REPORT).encode()
    if poll.decision:
        files["decision.json"] = _compact(_decision(poll)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), content)
    return f"{name.removesuffix('.bel')}.zip", out.getvalue()


def _before(poll: Poll) -> Poll | None:
    """The round before that was opened; a void one left nothing to check."""
    earlier = [one for one in rounds(poll)[:-1] if one.counts and one.sealed and not one.desk.void]
    return earlier[-1] if earlier else None


def _manifest(archive: str, raw: bytes, record: Mapping[str, str], previous: str | None) -> str:
    files = {archive: raw, **{name: text.encode() for name, text in record.items()}}
    digests = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    return _compact({"version": 2, "archive": archive, "files": digests, "previous": previous})


def _compact(value: Any) -> str:
    """One writing for one value, as the verifier asks for."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _names(poll: Poll) -> dict[str, str]:
    """Item key → how the election file calls it."""
    return {item.key: f"{item.no}. {item.title}" for item in first_round(poll).items}


def meeting(poll: Poll) -> dict[str, Any]:
    """meeting.json as verifier/meeting.py reads it. Slips void before opening were never issued."""
    printed = len(ballot_box(poll).roll(poll.box_id)["credentials"])
    counts, desk, verdict, names = poll.the_counts, poll.desk, poll.the_verdict, _names(poll)
    return {
        "version": 2,
        "kind": poll.kind,
        "rehearsal": poll.rehearsal,
        "deputies": poll.roll,
        "present": poll.present,
        "printed": printed,
        "voided": printed - poll.issued,
        "issued": desk.issued,
        "direct": desk.issued - poll.issued,
        "exchanged": desk.exchanged,
        "transcribed": desk.transcribed,
        "not_voted": desk.not_voted,
        "returned": desk.returned,
        "valid": counts.valid,
        "void": counts.void,
        "excess": max(0, desk.paper - desk.exchanged),
        "adopted": [names[key] for key in verdict.adopted] if verdict else None,
        "pending": [names[key] for key in verdict.pending] if verdict else None,
    }


def paper_sheet(poll: Poll) -> dict[str, Any]:
    """paper.json: all paper boxes as one sheet; box by box it would say how a few persons voted."""
    boxes, desk = list(poll.paper_boxes.all()), poll.desk
    counted = paper_counts(poll, boxes) if desk.paper and not desk.transcribed and not desk.paper_void else None
    return {
        "boxes": len(boxes),
        "issued": desk.exchanged,
        "returned": 0 if desk.paper_void else desk.paper,
        "spoiled": counted.void if counted else 0,
        "rows": [list(counted.items[key]) for key in poll.keys] if counted else None,
    }


def _decision(poll: Poll) -> dict[str, Any]:
    """decision.json: what the congress chose among the items that were open."""
    names, verdict = _names(poll), poll.the_verdict
    decision = poll.decision
    assert decision is not None and verdict is not None
    return {
        "basis": decision.basis,
        "bundle": fingerprint(poll),
        "chosen": [names[key] for key in decision.chosen],
        "adopted": [names[key] for key in verdict.adopted],
    }
