"""The files beside the archive: checks 9 and 16 to 20 (`parcel` lists the files)."""

import hmac
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from .archive import Event
from .ballots import Box as Ballots
from .election import Election, Setup, Trustees
from .meeting import Meeting, Paper, Slips, in_columns, reconcile
from .parcel import REPORT, Parcel
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
    powmod,
    proof,
    rows,
    sha,
    text_of,
    whole,
)
from .report import Report
from .rule import People, Rule, Standing, decided, first_round, next_round
from .sheet import check_sheet, lines_of, words_of

BOUND = re.compile("票决办法 SHA-256 ([0-9a-f]{64})")
REHEARSAL = "演练，不作数"
FEWEST_SIGNERS = 2


class Box(NamedTuple):
    """What the archive itself says. voted: digests of the credentials that voted; counts: None before there is a result."""

    setup: Setup
    events: Sequence[Event]
    texts: Sequence[str]
    voted: set[str]
    counts: Sequence[Sequence[int]] | None


class Bundle:
    """One round's files; what is wrong in the form of one is told before anything is computed."""

    def __init__(self, parcel: Parcel) -> None:
        self.parcel = parcel
        self.strong: dict[str, Any] = _of_kind(parcel, "guardian_proofs.json", {})
        self.audits: list[Any] = _of_kind(parcel, "audits.json", [])
        if parcel.whole:
            self.meeting = Meeting(parcel.json("meeting.json"))
            self.paper = Paper(parcel.json("paper.json"))
            self.slips = Slips(parcel.json("slips.json"))
            self.rule = Rule(parcel.json("rule.json"))

    def credentials(self, setup: Setup, voted: set[str]) -> str:
        """Check 9."""
        if not self.parcel.whole:
            return f"{len(setup.voters)} 个（没有会议记录，不核对发出数）"
        demand(9, set(setup.voters.values()) <= {1}, "有票签的权重不是 1")
        return self.slips.check(map(digest_of, setup.voters), voted, self.meeting)

    def check(self, report: Report, box: Box, before: Standing | None) -> Standing | None:
        """Checks 17 to 20 as far as they apply; where the poll stands after this round. before: after the rounds before."""
        if self.parcel.text("audits.json") is None:
            self._skip(report, 17, " audits.json")
        else:
            report.hold(17, note=self._audited(box.setup, box.texts))
        if not self.parcel.whole:
            for number in (18, 19, 20):
                self._skip(report, number, "会议记录")
            return None
        if box.counts is None:
            raise Broken(18, "有会议记录，票箱却还没有结果")
        return self._whole(report, box, before)

    def check_signatures(self, report: Report, box: Box) -> None:
        """Check 16, after all others: a station that is about to sign wants to know that nothing else is wrong."""
        if self.parcel.whole or "checkpoints.txt" in self.parcel.files:
            report.hold(16, note=self._signed(box))
        else:
            self._skip(report, 16, "检查点和签名")

    @staticmethod
    def _skip(report: Report, number: int, what: str) -> None:
        report.skipped[number] = f"没有附上{what}"

    def _whole(self, report: Report, box: Box, before: Standing | None) -> Standing | None:
        election, meeting, rule = box.setup.election, self.meeting, self.rule
        _bound(election, meeting, self.parcel)
        demand(18, not any(q.blank for q in election.questions) and not rule.opposing, "票面与票决办法的票型不符")
        note = reconcile(meeting, self.slips, self.paper, box.voted)
        items = list(election.questions[0].answers) if rule.chooses else [q.name for q in election.questions]
        demand(18, len(set(items)) == len(items), "有重名的项目")
        self.paper.check(len(items), rule, meeting["transcribed"])
        columns = in_columns(box.counts or [], len(box.voted), rule)
        if self.paper.rows is not None:
            columns = [
                [a + b for a, b in zip(*both, strict=True)] for both in zip(columns, self.paper.rows, strict=True)
            ]
        report.joined = (items, words_of(meeting, rule), columns) if self.paper.rows is not None else None
        report.hold(18, note=note)
        standing = self._decision(report, dict(zip(items, (row[0] for row in columns), strict=True)), before)
        check_sheet(self.parcel.text(REPORT) or "", list(lines_of(meeting, rule, items, columns)), meeting["excess"])
        report.hold(20, note=f"{len(self.parcel.files)} 个文件")
        return standing

    def _decision(self, report: Report, approvals: dict[str, int], before: Standing | None) -> Standing | None:
        meeting, rule = self.meeting, self.rule
        if meeting.kind != "adoption":
            report.skipped[19] = "测评和票选推荐只报票数"
            return None
        demand(19, rule.deputies_threshold is None, "票决没有双重门槛")
        people = People(meeting["deputies"], meeting["present"], meeting["returned"], approvals)
        this = next_round(before, rule, people) if before else first_round(rule, people)
        named = "、".join(this.adopted) or "无"
        demand(19, meeting.adopted == list(this.adopted), f"与公布的不符，按规则入选的应为：{named}")
        demand(19, meeting.pending == list(this.pending), f"未定的项目应为：{'、'.join(this.pending) or '无'}")
        _tell(report, this, rule, people)
        final = self._congress(report, this)
        report.hold(19, note=f"入选 {len(final)} 项：" + "、".join(final))
        return this

    def _congress(self, report: Report, this: Standing) -> tuple[str, ...]:
        """Adopted items, with what the congress chose afterwards; its decision stands beside the fingerprint."""
        value = self.parcel.json("decision.json")
        if value is None:
            return this.adopted
        basis, fingerprint, chosen, adopted = fields(value, "basis bundle chosen adopted")
        demand(19, fingerprint == self.parcel.fingerprint, "大会的决定属于另一份档案")
        final = decided(this, [text_of(one) for one in rows(chosen)])
        demand(19, rows(adopted) == list(final), "大会决定后的入选名单有误")
        report.verdict.append(
            f"  大会决定（{text_of(basis)}，不在档案指纹之内，请对照公告）：{'、'.join(chosen) or '不补'}"
        )
        return final

    def _signed(self, box: Box) -> str:
        """Check 16: checkpoints lie on this board; of a whole bundle two stations signed the fingerprint."""
        election, trustees = box.setup.election, box.setup.trustees
        lines = (self.parcel.text("checkpoints.txt") or "").splitlines()
        signers = {self._checkpoint(load(line, "检查点"), election, trustees, box.events) for line in lines}
        note = f"{len(lines)} 个检查点，{len(signers)} 人签署"
        if not self.parcel.whole:
            return note
        agreed: list[mpz] = []
        for signature in rows(self.parcel.json("signatures.json", [])):
            message, key = _signed_by(signature, trustees, "档案指纹的签名")
            uuid, fingerprint = fields(load(message, "签名"), "uuid bundle")
            demand(16, uuid == election.uuid and fingerprint == self.parcel.fingerprint, "监票台签的不是这一份档案")
            agreed.append(key)
        in_order = [key for key in trustees.signers if key in agreed]
        demand(16, agreed == in_order, "档案指纹的签名重复，或没有按监票人的次序")
        demand(
            16, len(agreed) >= FEWEST_SIGNERS, f"应有 {FEWEST_SIGNERS} 台监票台在档案指纹上签名，现有 {len(agreed)} 台"
        )
        return f"{note}；{len(agreed)} 台监票台签了档案指纹"

    @staticmethod
    def _checkpoint(value: object, election: Election, trustees: Trustees, events: Sequence[Event]) -> mpz:
        message, key = _signed_by(value, trustees, "检查点")
        uuid, height, head = fields(load(message, "检查点"), "uuid height head")
        demand(16, uuid == election.uuid and 0 <= whole(height) < len(events), "检查点属于另一场投票")
        demand(16, events[height].hash == head, f"第 {height} 号事件与检查点不同：看板被改过")
        return key

    def _audited(self, setup: Setup, texts: Sequence[str]) -> str:
        """Check 17. r of answer j to question i is HMAC-SHA512(seed, "uuid|i|j") mod q, counted from 0."""
        cast = {json.loads(text)["signature"]["hash"] for text in texts}
        box = Ballots(setup.text, setup.voters, 6) if self.audits else None
        for audit in self.audits:
            ballot, seed = fields(audit, "ballot seed")
            demand(17, isinstance(seed, str) and re.fullmatch("[0-9a-f]{64}", seed) is not None, "种子写法有误")
            demand(17, b64(compact(ballot)) not in cast, "抽查过的选票又投进了票箱")
            for i, answer in enumerate(box.opened(ballot) if box else []):
                for j, (alpha, beta) in enumerate(answer.choices):
                    code = hmac.new(bytes.fromhex(seed), f"{setup.election.uuid}|{i}|{j}".encode(), "sha512")
                    r = mpz(int(code.hexdigest(), 16)) % Q
                    opens = box is not None and alpha == box.g.power(r)
                    plain = beta * powmod(box.y.power(r), -1, P) % P if box else mpz(0)
                    demand(17, opens and plain in (1, G), "抽查的选票与种子不符")
        return f"{len(self.audits)} 张"


def digest_of(credential: object) -> str:
    """A public credential as slips.json names it."""
    return sha(str(credential))


def _of_kind(parcel: Parcel, name: str, missing: Any) -> Any:
    """The file's object or list. raises: Broken for check 4."""
    value = parcel.json(name, missing)
    if not isinstance(value, type(missing)):
        raise Broken(4, f"{name} 的格式不对")
    return value


def _signed_by(value: object, trustees: Trustees, what: str) -> tuple[str, mpz]:
    """(message, key) of a signed_msg of one of the trustees. raises: Broken for check 16."""
    message, signature = fields(value, "message signature")
    given = proof(signature)
    for key in trustees.signers:
        if knows(("sigmsg", text_of(message)), Base(G, 4), key, given):
            return message, key
    raise Broken(16, f"{what}不是监票人签的")


def _bound(election: Election, meeting: Meeting, parcel: Parcel) -> None:
    """What the election file, which the slips name, says of the meeting: its rule, and whether it was a drill."""
    if named := BOUND.search(election.description):
        demand(19, named[1] == sha(parcel.files["rule.json"]), "票决办法不是选举文件写明的那一份")
    demand(18, meeting.rehearsal is (REHEARSAL in election.description), "是不是演练，会议记录与选举文件说法不同")


def _tell(report: Report, this: Standing, rule: Rule, people: People) -> None:
    """The verdict in lines, item by item, most approvals first."""
    line = rule.in_words(people.base(rule))
    report.verdict.append(f"按票决办法（应选 {rule.seats} 项，{line}）：" + ("" if this.effective else "表决无效"))
    for item, n in sorted(people.approvals.items(), key=lambda pair: -pair[1]):
        word = "入选" if item in this.adopted else "末位平票，未定" if item in this.pending and this.tie else "未入选"
        word = "未过线，待定" if item in this.pending and not this.tie else word
        over = "，过线" if rule.pass_base != "none" and item in this.passing else ""
        report.verdict.append(f"  {word}：{item}，赞成 {n} 票{over}")
