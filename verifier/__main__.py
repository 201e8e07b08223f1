"""Twenty numbered checks, the counts and the verdict: `piaojue-verify BUNDLE.zip`, `python -m verifier FILE.bel`.

Exit code 0 only if every check that applies holds, 1 if one fails, 2 if the file cannot be read.
"""

import argparse
import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from verifier.checking import Counts, verify
from verifier.election import Election
from verifier.protocol import SLOW
from verifier.report import Report

MANY = 5
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _processes(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 1024):
        raise argparse.ArgumentTypeError(f"进程数应为 1 到 1024 的整数，不能是“{text}”")
    return int(text)


def _unreadable(path: Path) -> str:
    """Why there is nothing to verify; empty if the file can be opened."""
    if path.is_dir():
        return "" if any(path.glob("*.bel")) else "这个文件夹里没有投票档案（.bel）"
    if not path.exists():
        return "没有这个文件，请核对文件名和所在的文件夹"
    if not path.is_file():
        return "这不是普通文件"
    try:
        with path.open("rb") as file:
            begin = file.read(8)
    except OSError as why:
        return f"打不开（{why.strerror}），请检查读取权限"
    if begin.startswith(b"PK") and not zipfile.is_zipfile(path):
        return "压缩包不完整，请重新下载"
    return "不认识这种压缩包，请先解压" if begin.startswith((b"\x1f\x8b", b"7z", b"Rar")) else ""


def _counts(report: Report, election: Election, counts: Counts) -> Iterator[str]:
    """Lines of the result: electronic counts, with paper ballots joined where there are any, and the verdict."""
    yield from ["", f"{'【演练，不是正式表决】' if report.rehearsal else ''}{election.name}"]
    for number, (question, row) in enumerate(zip(election.questions, counts, strict=True), 1):
        numbered = question.name if re.match(r"\d+\. ", question.name) else f"{number}. {question.name}"
        answers = ["（空白）"] * question.blank + question.answers
        yield from _votes(f"{numbered}：", answers, row)
    if report.joined:
        items, words, columns = report.joined
        for item, counts_of_item in zip(items, columns, strict=True):
            pairs = [(word, n) for word, n in zip(words, counts_of_item, strict=True) if word]
            yield f"连同纸质票 {item}：" + "，".join(f"{word} {n}" for word, n in pairs)
    yield from ["", *(report.verdict or ["没有附上票决办法（测评和票选推荐没有），只核验票数，不作结论。"])]


def _votes(head: str, answers: Sequence[str], row: Sequence[int]) -> Iterator[str]:
    """Votes in one line; each in its own where they are many, as on a ballot that chooses among projects."""
    votes_by_answer = [f"{answer} {votes}" for answer, votes in zip(answers, row, strict=True)]
    yield from (
        [head + "，".join(votes_by_answer)]
        if len(votes_by_answer) <= MANY
        else [head, *(f"   {one}" for one in votes_by_answer)]
    )


def _conclusion(report: Report) -> str:
    if not report.good:
        return "检查没有全部成立，结果不可采信。"
    if report.whole:
        return "适用的检查全部成立。"
    return "票箱档案适用的检查全部成立；没有会议记录，会议的票数和结论没有核验。"


def _plain(line: str) -> str:
    """Names come from the archive: none may move the cursor, hide a line or write a verdict of its own."""
    return CONTROLS.sub("�", line)


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="piaojue-verify", description="核验票决档案：逐项检查、票数与结论")
    parser.add_argument("file", type=Path, help="公开档案 .zip、它解压后的文件夹，或投票档案 .bel")
    parser.add_argument("--processes", type=_processes, default=os.cpu_count() or 1, help="进程数，默认用全部处理器")
    parser.add_argument("--revotes", action="store_true", help="规则允许改投，以最后一张为准")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without ✓ must not stop the verdict

    def progress(done: int, total: int) -> None:
        print(f"\r正在核验选票 {done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    if why := _unreadable(options.file):
        print(f"无法读取 {options.file}：{why}。", file=sys.stderr)
        return 2
    if SLOW:
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
    if report.board:
        print(f"\n看板指纹 {report.board}")
    if report.head:
        print(f"档案指纹 {report.head}\n请与会场大屏、计票报告单、公告上的逐位比对：不一致，就不是当场公布的那一份。")
    print("\n结论：" + _conclusion(report))
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main())
