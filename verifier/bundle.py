"""The files beside the archive: checks 16 to 20.

  meeting.json         {"issued", "voided", "exchanged", "not_voted": numbers of slips, "deputies", "present": persons,
                       "revotes": whether a later ballot may replace an earlier one, "rule": the vote rule,
                       "adopted": [items], "report": {"file", "sha256"}}
  paper.json           {"in_box": number of ballots, "counts": [[…]] as in the result}
  checkpoints.txt      one signed_msg (§4.6.1) of a trustee's verification key a line; its message is
                       {"uuid", "height", "head": hash of the event of that height}
  guardian_proofs.json {"owner": [[proof]]} over ciphertext and share, see check 13
  audits.json          [{"ballot": unsigned ballot, "seed": 64 hexadecimal digits}], see check 17
"""

import hmac
import json
from fractions import Fraction
from pathlib import Path

from .protocol import (
    Base,
    Broken,
    G,
    P,
    Q,
    b64,
    compact,
    demand,
    fields,
    knows,
    load,
    mpz,
    pair,
    powmod,
    proof,
    rows,
    sha,
    text_of,
    whole,
)


class Bundle:
    """The files beside the archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.meeting = self.json("meeting.json", None)
        self.revotes = bool(self.meeting and self.meeting.get("revotes"))

    def text(self, name: str) -> str | None:
        path = self.folder / name
        return path.read_text("utf-8") if path.is_file() else None

    def json(self, name: str, missing):
        text = self.text(name)
        try:
            value = missing if text is None else json.loads(text)
        except ValueError as why:
            raise Broken(4, f"{name} 不是 JSON") from why
        demand(4, missing is None or type(value) is type(missing), f"{name} 的格式不对")
        return value

    def number(self, name: str) -> int:
        demand(18, name in self.meeting, f"meeting.json 缺少 {name}")
        return whole(self.meeting[name])

    def credentials(self, listed: int) -> str:
        if self.meeting is None:
            return f"{listed} 个(没有外层文件,不核对发出数)"
        demand(9, listed == self.number("issued"), "凭据数不等于发出的票签数")
        return f"{listed} 个"

    def check(self, report, election, trustees, events, texts, ballots: int, counts) -> None:
        absent = "没有外层文件"
        for number, action, present in (
            (16, lambda: self._checkpoints(election, trustees, events), self.text("checkpoints.txt") is not None),
            (17, lambda: self._audits(election, texts), self.text("audits.json") is not None),
            (18, lambda: self._reconcile(ballots), self.meeting is not None),
            (19, lambda: self._decision(election, counts), bool(self.meeting and "rule" in self.meeting and counts)),
            (20, self._report, bool(self.meeting and "report" in self.meeting)),
        ):
            if present:
                report.hold(number, note=action())
            else:
                report.skipped[number] = absent

    def _checkpoints(self, election, trustees, events) -> str:
        signers = set()
        lines = (self.text("checkpoints.txt") or "").splitlines()
        for line in lines:
            message, signature = fields(json.loads(line), "message signature")
            uuid, height, head = fields(load(text_of(message), "检查点"), "uuid height head")
            demand(16, uuid == election.uuid and 0 <= whole(height) < len(events), "检查点属于另一场投票")
            demand(16, events[height]["hash"] == head, f"第 {height} 号事件与检查点不同:看板被改过")
            given = proof(signature)
            by = [key for key in trustees.signers if knows(("sigmsg", message), Base(G, 4), key, given)]
            demand(16, bool(by), "检查点不是监票人签的")
            signers |= set(by)
        return f"{len(lines)} 个检查点,{len(signers)} 人签署"

    def _audits(self, election, texts: list) -> str:
        """r of answer j to question i is HMAC-SHA512(seed, "uuid|i|j") mod q, counted from 0."""
        cast = {json.loads(text)["signature"]["hash"] for text in texts}
        audits, g, y = self.json("audits.json", []), Base(G), Base(election.y)
        for audit in audits:
            ballot, seed = fields(audit, "ballot seed")
            demand(17, b64(compact(ballot)) not in cast, "抽查过的选票又投进了票箱")
            answers = fields(ballot, "election_uuid election_hash credential answers")[3]
            for i, answer in enumerate(rows(answers, len(election.questions))):
                for j, c in enumerate(rows(answer["choices"], election.questions[i].width)):
                    code = hmac.new(bytes.fromhex(seed), f"{election.uuid}|{i}|{j}".encode(), "sha512")
                    r, (alpha, beta) = mpz(int(code.hexdigest(), 16)) % Q, pair(c)
                    plain = beta * powmod(y.power(r), -1, P) % P
                    demand(17, alpha == g.power(r) and plain in (1, G), "抽查的选票与种子不符")
        return f"{len(audits)} 张"

    def _reconcile(self, ballots: int) -> str:
        paper = self.json("paper.json", {})
        issued, exchanged, absent = (self.number(name) for name in ("issued", "exchanged", "not_voted"))
        in_box = whole(paper.get("in_box", 0))
        demand(18, ballots + exchanged + absent == issued, f"{ballots} + {exchanged} + {absent} ≠ {issued}")
        demand(18, in_box <= exchanged, "纸质票多于换出的票")
        return f"电子 {ballots} + 换纸 {exchanged} + 未投 {absent} = 发出 {issued},纸质 {in_box}"

    def _decision(self, election, counts: list) -> str:
        """Adopted items by the rule: enough approvals, most first; a tie at the last seat adopts only those above."""
        rule, paper = self.meeting["rule"], self.json("paper.json", {}).get("counts")
        total = [[a + (paper[i][j] if paper else 0) for j, a in enumerate(row)] for i, row in enumerate(counts)]
        if rule["form"] == "per_item":
            approvals = {q.name: row[q.blank] for q, row in zip(election.questions, total, strict=True)}
        else:
            (question,) = election.questions
            approvals = dict(zip(question.answers, total[0][question.blank :], strict=True))
        share, inclusive = Fraction(rule["threshold"]), rule["inclusive"]
        bases = {"all_deputies": "deputies", "present": "present", "voting": "returned", "none": None}
        place = bases[rule["pass_base"]]
        line = share * self.number(place) if place else -1
        passing = [item for item, n in approvals.items() if n > line or (inclusive and n == line)]
        passing.sort(key=lambda item: -approvals[item])
        seats = rule["seats"] if rule["pick"] == "top" else len(passing)
        adopted = passing[:seats]
        if len(passing) > seats and approvals[passing[seats]] == approvals[passing[seats - 1]]:
            tied = approvals[passing[seats]]
            ways = {"all_in": [item for item in passing if approvals[item] >= tied]}
            adopted = ways.get(rule["tie_at_cut"], [item for item in adopted if approvals[item] > tied])
        same = set(adopted) == set(self.meeting.get("adopted", []))
        demand(19, same, "入选项目与规则不符:应为 " + "、".join(adopted))
        return f"入选 {len(adopted)} 项:" + "、".join(adopted)

    def _report(self) -> str:
        name, digest = fields(self.meeting["report"], "file sha256")
        path = self.folder / Path(text_of(name)).name
        demand(20, path.is_file() and sha(path.read_bytes()) == digest, "计票报告单缺失或被改动")
        return digest[:16]
