"""Twenty numbered checks, the counts and the verdict: `piaojue-verify FILE.bel`, `python -m verifier FILE.bel`.

Exit code 0 only if every check that applies holds, 1 if one fails, 2 if the file cannot be read.
"""

import argparse
import os
import re
import sys
from pathlib import Path

from verifier.archive import read_chain, read_tar
from verifier.ballots import check_ballots
from verifier.bundle import Bundle
from verifier.election import Election, Trustees, read_credentials
from verifier.protocol import Broken, demand, fields, load, mpz
from verifier.tally import check_result, check_sums, read_share, read_tally

TITLES = {
    1: "文件头与归档格式", 2: "文件名等于内容的 SHA-256", 3: "哈希链：前后相接、编号连续、次序合规",
    4: "JSON 为规定写法，无多余字段", 5: "群参数为公开常数 BELENIOS-2048", 6: "所有群元素在子群内，所有指数在范围内",
    7: "监票人证书、承诺、公钥与持有证明", 8: "选举公钥等于监票人公钥之积",
    9: "公开凭据按序、不重复，数目等于发出减作废",
    10: "每张选票：场次、名单、签名、有效性证明", 11: "没有凭据投了两次", 12: "密文合计与张数",
    13: "每份解密份额的证明", 14: "每一种够数的监票人组合都解出同一结果", 15: "每题票数之和在规则范围内",
    16: "看板检查点的签名与哈希", 17: "抽查的选票打开相符，且不在票箱中", 18: "发票、收回、换票、未投、纸质票相符",
    19: "按票决办法得出的结论", 20: "计票报告单的指纹",
}  # fmt: skip


MANY = 5
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Report:
    """Outcomes by check number; what the files beside the archive add to the counts: paper ballots, the verdict."""

    def __init__(self) -> None:
        self.failed: dict[int, str] = {}
        self.skipped: dict[int, str] = {}
        self.held: dict[int, str] = {}
        self.rehearsal = False
        self.head = ""
        self.paper: list | None = None
        self.verdict: list[str] = []

    def hold(self, *numbers: int, note: str = "") -> None:
        self.held |= dict.fromkeys(numbers, note)

    @property
    def good(self) -> bool:
        return not self.failed and set(TITLES) == set(self.held) | set(self.skipped)

    def lines(self):
        for n, title in TITLES.items():
            if n in self.failed:
                yield f"✗ {n:2} {title}：{self.failed[n]}"
            elif n in self.skipped:
                yield f"- {n:2} {title}：不适用（{self.skipped[n]}）"
            elif n in self.held:
                yield f"✓ {n:2} {title}" + (f"：{self.held[n]}" if self.held[n] else "")
            else:
                yield f"? {n:2} {title}：前面的检查未通过，没有检查"


def verify(path: Path, processes: int = 1, revotes: bool = False, progress=lambda done, total: None) -> tuple:
    """The report and, if there is a result, (election, counts)."""
    report, outcome = Report(), None
    try:
        outcome = _verify(path, processes, revotes, progress, report)
    except Broken as why:
        report.failed[why.args[0]] = why.args[1]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError) as why:
        report.failed[4] = f"内容无法理解（{type(why).__name__}）"
    return report, outcome


def _verify(path: Path, processes: int, revotes: bool, progress, report: Report):
    bundle = Bundle(path.parent)
    report.rehearsal, report.paper = bundle.meeting.get("rehearsal") is True, bundle.paper
    files = read_tar(path.read_bytes())
    report.hold(1, note=f"{len(files)} 个文件")
    data, events = read_chain(files)
    report.hold(2)
    report.hold(3, note=f"{len(events)} 个事件")
    report.head = events[-1]["hash"]

    def payloads(kind: str) -> list[str]:
        return [e["payload"] for e in events if e["type"] == kind]

    parts = fields(load(data[payloads("Setup")[0]], "设立事件"), "election trustees credentials")
    demand(3, all(one in data for one in parts), "档案缺少选举文件、监票人或凭据名单")
    election, trustees = Election(data[parts[0]]), Trustees(data[parts[1]])
    report.hold(5, note=f"选举文件指纹 {parts[0]}")
    report.hold(7, note=f"{len(trustees.keys)} 位监票人")
    demand(8, election.y == trustees.y, "选举公钥不是监票人公钥之积")
    voters = read_credentials(data[parts[2]])
    report.hold(8)
    report.hold(9, note=bundle.credentials(len(voters)))

    texts = [data[one] for one in payloads("Ballot")]
    pattern = re.compile(r'\{"election_uuid":"[^"]*","election_hash":"[^"]*","credential":"([0-9]{1,617})"')
    keys = [match and mpz(match[1]) for match in map(pattern.match, texts)]
    last = {key: place for place, key in enumerate(keys)}
    counted = [last[key] == place for place, key in enumerate(keys)]
    problems, totals = check_ballots(data[parts[0]], voters, texts, counted, processes, progress)
    for place, number, reason in reversed(problems):
        report.failed[number] = f"第 {place + 1} 张选票：{reason}"
    if problems:
        return None
    report.hold(10, note=f"{len(texts)} 张")
    repeated = len(texts) - len(last)
    demand(11, not repeated or revotes or bundle.revotes, f"有 {repeated} 张重复投票；若规则允许改投，加 --revotes")
    report.hold(11, note=f"{repeated} 张被后投的取代" if repeated else "")
    weight = sum(voters[key] for key in last)

    tally, shares, counts = None, {}, None
    strong = bundle.json("guardian_proofs.json", {})
    for payload in payloads("EncryptedTally"):
        tally = read_tally(data, payload, totals, len(last), weight)
        report.hold(12, note=f"{len(last)} 张，总权重 {weight}")
    for payload in payloads("PartialDecryption"):
        owner, factors = read_share(data, payload, tally, trustees, election.fingerprint, strong)
        demand(13, owner not in shares, "同一监票人的份额出现两次")
        shares[owner] = factors
    if shares:
        short = set(shares) - {int(owner) for owner in strong}
        report.hold(13, note=f"{len(shares)} 份；" + ("强证明不齐或没有附上" if short else "强证明齐全"))
    for payload in payloads("Result"):
        (counts,) = fields(load(data[payload], "结果"), "result")
        check_sums(election.questions, counts, weight)
        report.hold(15)
        report.hold(14, note=f"{check_result(counts, tally, shares, trustees)} 种组合")
    for number, missing in ((12, tally is None), (13, not shares), (14, counts is None), (15, counts is None)):
        if missing:
            report.skipped[number] = "尚未进行到这一步"
    bundle.check(report, election, trustees, events, texts, len(last), counts)
    report.hold(4, 6)
    return (election, counts) if counts is not None else None


def _processes(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 1024):
        raise argparse.ArgumentTypeError(f"进程数应为 1 到 1024 的整数，不能是“{text}”")
    return int(text)


def _unreadable(path: Path) -> str:
    """Why there is nothing to verify; empty if the file can be opened."""
    if path.is_dir():
        return "这是文件夹，请给出其中的 .bel 文件"
    if not path.exists():
        return "没有这个文件，请核对文件名和所在的文件夹"
    if not path.is_file():
        return "这不是普通文件"
    try:
        with path.open("rb") as file:
            begin = file.read(8)
    except OSError as why:
        return f"打不开（{why.strerror}），请检查读取权限"
    return (
        "这是压缩包，请先解压，再核验其中的 .bel 文件" if begin.startswith((b"PK", b"\x1f\x8b", b"7z", b"Rar")) else ""
    )


def _counts(report: Report, election: Election, counts: list):
    """Lines of the result: electronic counts, with paper ballots joined where there are any, and the verdict."""
    yield from ["", f"{'【演练，不是正式表决】' if report.rehearsal else ''}{election.name}"]
    for number, (question, row) in enumerate(zip(election.questions, counts, strict=True), 1):
        numbered = question.name if re.match(r"\d+\. ", question.name) else f"{number}. {question.name}"
        answers = ["（空白）"] * question.blank + question.answers
        yield from _votes(f"{numbered}：", answers, row)
        if report.paper:
            both = [c + p for c, p in zip(row, report.paper[number - 1], strict=True)]
            yield from _votes("   连同纸质票：", answers, both)
    yield from ["", *(report.verdict or ["没有附上票决办法（测评和票选推荐没有），只核验票数，不作结论。"])]


def _votes(head: str, answers: list, row: list):
    """Votes in one line; each in its own where they are many, as on a ballot that chooses among projects."""
    told = [f"{answer} {votes}" for answer, votes in zip(answers, row, strict=True)]
    yield from [head + "，".join(told)] if len(told) <= MANY else [head, *(f"   {one}" for one in told)]


def _plain(line: str) -> str:
    """Names come from the archive: none may move the cursor, hide a line or write a verdict of its own."""
    return CONTROLS.sub("�", line)


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="piaojue-verify", description="核验票决档案：逐项检查、票数与结论")
    parser.add_argument("file", type=Path, help="投票档案 .bel")
    parser.add_argument("--processes", type=_processes, default=os.cpu_count() or 1, help="进程数，默认用全部处理器")
    parser.add_argument("--revotes", action="store_true", help="规则允许改投，以最后一张为准")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console without ✓ must not stop the verdict

    def progress(done: int, total: int) -> None:
        print(f"\r正在核验选票 {done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    if why := _unreadable(options.file):
        print(f"无法读取 {options.file}：{why}。", file=sys.stderr)
        return 2
    if mpz is int:
        print("没有安装 gmpy2，一张选票约需一秒；pip install gmpy2 之后约快十倍。", file=sys.stderr)
    try:
        report, outcome = verify(options.file, options.processes, options.revotes, progress)
    except (OSError, MemoryError) as error:
        print(f"无法读取 {options.file}：{error or '内存不够'}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n已中止，没有核验完。", file=sys.stderr)
        return 2
    lines = [*report.lines(), *(_counts(report, *outcome) if outcome else ())]
    print(*map(_plain, lines), sep="\n")
    if report.head:
        print(f"\n档案指纹 {report.head}\n请与会场大屏、计票报告单、公告上的逐位比对：不一致，就不是当场公布的那一份。")
    print("\n结论：" + ("适用的检查全部成立。" if report.good else "检查没有全部成立，结果不可采信。"))
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main())
