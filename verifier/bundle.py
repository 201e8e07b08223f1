"""The files beside the archive: checks 16 to 20. All are optional.

meeting.json         an object with
                     "printed", "voided", "issued", "exchanged", "not_voted": numbers of slips
                     "transcribed": paper ballots put into the electronic box by tellers (default 0)
                     "deputies", "present": persons;  "returned": ballots
                     "revotes": whether a later ballot may replace an earlier one
                     "rule": the vote rule;  "adopted": items;  "report": {"file", "sha256"}
                     "rehearsal": whether it was a drill
                     "decision": items that the presidium chose among the tied, or to fill up a shortfall
paper.json           {"in_box": number of ballots, "counts": [[…]] as in the result}
checkpoints.txt      one signed_msg (§4.6.1) of a trustee's verification key a line; its message is
                     {"uuid", "height", "head": hash of the event of that height}
guardian_proofs.json {"owner": [[proof]]}, see `tally.read_share`
audits.json          [{"ballot": unsigned ballot, "seed": 64 hexadecimal digits}], see `Bundle._audits`
"""

import hmac
import json
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from .archive import Event
from .election import Election, Setup, Trustees
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
from .report import Report

Kind = TypeVar("Kind", dict[str, Any], list[Any])  # an object or a list, as JSON has them


class Bundle:
    """The files beside the archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.meeting: dict[str, Any] = self.json("meeting.json", {})
        self.revotes = self.meeting.get("revotes") is True
        self.in_box, self.paper = fields(self.json("paper.json", {"in_box": 0, "counts": None}), "in_box counts")

    def text(self, name: str) -> str | None:
        path = self.folder / name
        return path.read_text("utf-8") if path.is_file() else None

    def json(self, name: str, missing: Kind) -> Kind:
        """What the file holds; `missing` when there is none. Raises Broken for check 4."""
        try:
            text = self.text(name)
            if text is None:
                return missing
            value = json.loads(text)
        except (ValueError, RecursionError) as why:
            raise Broken(4, f"{name} 不是 JSON") from why
        if not isinstance(value, type(missing)) or value == {}:
            raise Broken(4, f"{name} 的格式不对")
        return value

    def number(self, name: str) -> int:
        demand(18, name in self.meeting, f"meeting.json 缺少 {name}")
        return whole(self.meeting[name])

    def credentials(self, listed: int) -> str:
        if not self.meeting:
            return f"{listed} 个（没有外层文件，不核对发出数）"
        printed, voided, issued = (self.number(name) for name in ("printed", "voided", "issued"))
        demand(9, listed == issued == printed - voided, f"凭据 {listed}，印制 {printed} 减作废 {voided}，发出 {issued}")
        return f"{listed} 个"

    def check(
        self,
        report: Report,
        events: Sequence[Event],
        setup: Setup,
        texts: Sequence[str],
        credentials: int,
        counts: Sequence[Sequence[int]] | None,
    ) -> None:
        """Checks 16 to 20, as far as their files are there. credentials: those that voted."""
        election, rule = setup.election, self.meeting.get("rule")
        double = isinstance(rule, dict) and rule.get("deputies_threshold")
        if self.text("checkpoints.txt") is None:
            report.skipped[16] = "没有附上 checkpoints.txt"
        else:
            report.hold(16, note=self._checkpoints(election, setup.trustees, events))
        if self.text("audits.json") is None:
            report.skipped[17] = "没有附上 audits.json"
        else:
            report.hold(17, note=self._audits(election, texts))
        if not self.meeting and self.paper is None:
            report.skipped[18] = "没有附上 meeting.json"
        else:
            report.hold(18, note=self._reconcile(credentials))
        if double or rule is None or not counts:
            report.skipped[19] = (
                "双重门槛须看分组计票" if double else "没有附上票决办法" if rule is None else "还没有结果"
            )
        else:
            report.hold(19, note=self._decision(report, election, counts))
        if "report" not in self.meeting:
            report.skipped[20] = "没有附上报告单"
        else:
            report.hold(20, note=self._report())

    def _checkpoints(self, election: Election, trustees: Trustees, events: Sequence[Event]) -> str:
        signers: set[mpz] = set()
        lines = (self.text("checkpoints.txt") or "").splitlines()
        for line in lines:
            message, signature = fields(json.loads(line), "message signature")
            uuid, height, head = fields(load(text_of(message), "检查点"), "uuid height head")
            demand(16, uuid == election.uuid and 0 <= whole(height) < len(events), "检查点属于另一场投票")
            demand(16, events[height].hash == head, f"第 {height} 号事件与检查点不同：看板被改过")
            given = proof(signature)
            by = [key for key in trustees.signers if knows(("sigmsg", message), Base(G, 4), key, given)]
            demand(16, bool(by), "检查点不是监票人签的")
            signers |= set(by)
        return f"{len(lines)} 个检查点，{len(signers)} 人签署"

    def _audits(self, election: Election, texts: Sequence[str]) -> str:
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
        issued, exchanged, absent = (self.number(name) for name in ("issued", "exchanged", "not_voted"))
        transcribed = whole(self.meeting.get("transcribed", 0))
        in_box, ballots = whole(self.in_box), ballots - transcribed
        demand(18, ballots + exchanged + absent == issued, f"{ballots} + {exchanged} + {absent} ≠ {issued}")
        demand(18, transcribed <= exchanged, "转录的票多于换出的票")
        demand(18, ballots + in_box <= issued, "收回的票多于发出的票")
        return f"电子 {ballots} + 换纸 {exchanged} + 未投 {absent} = 发出 {issued}，纸质 {in_box}"

    def _decision(self, report: Report, election: Election, counts: Sequence[Sequence[int]]) -> str:
        """Adopted items by the rule: quorum, enough approvals, most first.

        A tie at the last seat adopts only those above it, unless the rule says otherwise. What the presidium may fill,
        it has filled as the rule allows.
        """
        rule, approvals = self.meeting["rule"], self._approvals(election, counts)
        bases = {
            "all_deputies": ("全体代表", "deputies"),
            "present": ("到会", "present"),
            "voting": ("参加表决", "returned"),
        }
        who, number = bases.get(rule["pass_base"], ("", ""))
        base = self.number(number) if number else 0
        line = share(rule["threshold"]) * base if number else Fraction(-1)
        effective = self._effective(rule)
        passing = [
            item for item, n in approvals.items() if effective and (n > line or (rule["inclusive"] and n == line))
        ]
        passing.sort(key=lambda item: -approvals[item])
        adopted, tied = _seated(rule, passing, approvals)
        adopted += self._decided(rule, adopted, tied, [item for item in approvals if effective and item not in passing])
        same = set(adopted) == set(self.meeting.get("adopted", []))
        demand(19, same, "与公布的不符，按规则入选的应为：" + ("、".join(adopted) or "无"))
        line_in_words = (
            f"通过线：{'达到' if rule['inclusive'] else '超过'}{who} {base} 人的 {rule['threshold']}"
            if number
            else "不设通过线"
        )
        report.verdict.append(
            f"按票决办法（应选 {whole(rule['seats'], 1)} 项，{line_in_words}）：" + ("" if effective else "表决无效")
        )
        for item, n in sorted(approvals.items(), key=lambda pair: -pair[1]):
            word = "入选" if item in adopted else "末位平票，未定" if item in tied and not self.chosen else "未入选"
            report.verdict.append(f"  {word}：{item}，赞成 {n} 票" + ("，过线" if number and item in passing else ""))
        return f"入选 {len(adopted)} 项：" + "、".join(adopted)

    def _approvals(self, election: Election, counts: Sequence[Sequence[int]]) -> dict[str, int]:
        """Approvals of each item, paper ballots included."""
        paper = self.paper
        if paper is not None:
            demand(19, [len(row) for row in paper] == [len(row) for row in counts], "纸质票的题目与档案不同")
        total = [[a + (whole(paper[i][j]) if paper else 0) for j, a in enumerate(row)] for i, row in enumerate(counts)]
        if self.meeting["rule"]["form"] == "per_item":
            named = [(q.name, row[q.blank]) for q, row in zip(election.questions, total, strict=True)]
        else:
            (question,) = election.questions
            named = list(zip(question.answers, total[0][question.blank :], strict=True))
        demand(19, len(dict(named)) == len(named), "有重名的项目")
        return dict(named)

    @property
    def chosen(self) -> list[str]:
        return [text_of(item) for item in rows(self.meeting.get("decision", []))]

    def _decided(
        self, rule: Mapping[str, Any], adopted: Sequence[str], tied: Sequence[str], below: Sequence[str]
    ) -> list[str]:
        """What the presidium chose: exactly the open seats among the tied, or no more than are missing below the line."""
        chosen, missing = self.chosen, whole(rule["seats"], 1) - len(adopted)
        if not chosen:
            return []
        demand(19, len(set(chosen)) == len(chosen), "主席团决定的项目重复")
        if tied:
            allowed = rule["tie_at_cut"] == "presidium" and set(chosen) <= set(tied) and len(chosen) == missing
        else:
            allowed = rule["shortfall"] == "presidium" and set(chosen) <= set(below) and len(chosen) <= missing
        demand(19, allowed, "主席团的决定超出办法所允许的范围")
        return chosen

    def _effective(self, rule: Mapping[str, Any]) -> bool:
        """Enough present, and enough ballots returned where the rule asks for a share of all deputies."""
        deputies, least = self.number("deputies"), rule.get("participation")
        quorum, present = share(rule.get("quorum", "2/3")), self.number("present")
        there = present > quorum * deputies if quorum == Fraction(1, 2) else present >= quorum * deputies  # 过半数
        return there and (least is None or self.number("returned") > share(least) * deputies)

    def _report(self) -> str:
        name, digest = fields(self.meeting["report"], "file sha256")
        path = self.folder / Path(text_of(name)).name
        demand(20, path.is_file() and sha(path.read_bytes()) == digest, "计票报告单缺失或被改动")
        return text_of(digest)[:16]


def share(value: object) -> Fraction:
    """A share such as 1/2; nothing that takes long to write out."""
    demand(19, re.fullmatch("[0-9]{1,9}(/[1-9][0-9]{0,8})?", str(value)) is not None, f"“{value}”不是 1/2 这样的比例")
    return Fraction(str(value))


def _seated(rule: Mapping[str, Any], passing: list[str], approvals: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Of the passing items, best first: those that have a seat, and those tied at the last one."""
    seats = whole(rule["seats"], 1)
    if rule["pick"] != "top" or len(passing) <= seats or approvals[passing[seats]] != approvals[passing[seats - 1]]:
        return passing if rule["pick"] != "top" else passing[:seats], []
    above = [item for item in passing if approvals[item] > approvals[passing[seats]]]
    tied = [item for item in passing if approvals[item] == approvals[passing[seats]]]
    if rule["tie_at_cut"] == "all_in":
        return above + tied, []
    return (passing[:seats], []) if rule["tie_at_cut"] == "by_number" else (above, tied)
