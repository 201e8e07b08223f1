"""Checks 1 to 15 in the order in which the archive was written; the bundle adds 16 to 20."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .archive import Archive, read_chain, read_tar
from .ballots import check_ballots
from .bundle import Bundle
from .election import Election, Setup, Trustees, read_credentials
from .protocol import Broken, demand, fields, load, mpz
from .report import Report
from .tally import Factors, Tally, check_result, check_sums, read_share, read_tally

Counts = list[list[int]]  # by question, by answer
Progress = Callable[[int, int], None]  # ballots done, ballots in all

CREDENTIAL = re.compile(r'\{"election_uuid":"[^"]*","election_hash":"[^"]*","credential":"([0-9]{1,617})"')


class Cast(NamedTuple):
    """The ballots of the archive, all in order.

    texts:       every ballot as it was cast
    credentials: how many voted, each counted once
    totals:      the product of the ballots that count
    weight:      the weights of the credentials that voted, added up
    """

    texts: list[str]
    credentials: int
    totals: Tally
    weight: int


def verify(
    path: Path, processes: int = 1, revotes: bool = False, progress: Progress = lambda done, total: None
) -> tuple[Report, tuple[Election, Counts] | None]:
    """The report and, if there is a result, (election, counts)."""
    report, outcome = Report(), None
    try:
        outcome = _Checking(path, report, revotes).outcome(processes, progress)
    except Broken as why:
        report.failed[why.args[0]] = why.args[1]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError) as why:
        report.failed[4] = f"内容无法理解（{type(why).__name__}）"
    return report, outcome


class _Checking:
    """One archive, read from its first file to its last. Each step tells the report what holds, or raises Broken."""

    def __init__(self, path: Path, report: Report, revotes: bool) -> None:
        self.path, self.report, self.revotes = path, report, revotes

    def outcome(self, processes: int, progress: Progress) -> tuple[Election, Counts] | None:
        """Election and counts, as far as the vote has come."""
        bundle = Bundle(self.path.parent)
        self.report.rehearsal, self.report.paper = bundle.meeting.get("rehearsal") is True, bundle.paper
        archive = self._archive()
        setup = self._setup(archive, bundle)
        cast = self._ballots(archive, setup, bundle, processes, progress)
        if cast is None:
            return None
        counts = self._counts(archive, setup, cast, bundle.json("guardian_proofs.json", {}))
        bundle.check(self.report, archive.events, setup, cast.texts, cast.credentials, counts)
        self.report.hold(4, 6)
        return (setup.election, counts) if counts is not None else None

    def _archive(self) -> Archive:
        files = read_tar(self.path.read_bytes())
        self.report.hold(1, note=f"{len(files)} 个文件")
        archive = read_chain(files)
        self.report.hold(2)
        self.report.hold(3, note=f"{len(archive.events)} 个事件")
        self.report.head = archive.events[-1].hash
        return archive

    def _setup(self, archive: Archive, bundle: Bundle) -> Setup:
        data = archive.data
        parts = fields(load(data[archive.payloads("Setup")[0]], "设立事件"), "election trustees credentials")
        demand(3, all(one in data for one in parts), "档案缺少选举文件、监票人或凭据名单")
        election, trustees = Election(data[parts[0]]), Trustees(data[parts[1]])
        self.report.hold(5, note=f"选举文件指纹 {parts[0]}")
        self.report.hold(7, note=f"{len(trustees.keys)} 位监票人")
        demand(8, election.y == trustees.y, "选举公钥不是监票人公钥之积")
        voters = read_credentials(data[parts[2]])
        self.report.hold(8)
        self.report.hold(9, note=bundle.credentials(len(voters)))
        return Setup(data[parts[0]], election, trustees, voters)

    def _ballots(
        self, archive: Archive, setup: Setup, bundle: Bundle, processes: int, progress: Progress
    ) -> Cast | None:
        """The ballots; None if one of them is not in order."""
        texts = [archive.data[one] for one in archive.payloads("Ballot")]
        keys = [match and mpz(match[1]) for match in map(CREDENTIAL.match, texts)]
        last = {key: place for place, key in enumerate(keys)}
        counted = [last[key] == place for place, key in enumerate(keys)]
        problems, totals = check_ballots(setup.text, setup.voters, texts, counted, processes, progress)
        for problem in reversed(problems):
            self.report.failed[problem.number] = f"第 {problem.place + 1} 张选票：{problem.reason}"
        if problems:
            return None
        self.report.hold(10, note=f"{len(texts)} 张")
        repeated = len(texts) - len(last)
        allowed = self.revotes or bundle.revotes
        demand(11, not repeated or allowed, f"有 {repeated} 张重复投票；若规则允许改投，加 --revotes")
        self.report.hold(11, note=f"{repeated} 张被后投的取代" if repeated else "")
        return Cast(texts, len(last), totals, sum(setup.voters[key] for key in last if key is not None))

    def _counts(self, archive: Archive, setup: Setup, cast: Cast, strong: Mapping[str, Any]) -> Counts | None:
        """Counts of the result, which follow from the ballots and the trustees' shares. None: not yet there."""
        tallies, results = archive.payloads("EncryptedTally"), archive.payloads("Result")
        if not tallies:
            self._not_yet(12, 13, 14, 15)
            return None
        tally = read_tally(archive.data, tallies[0], cast.totals, cast.credentials, cast.weight)
        self.report.hold(12, note=f"{cast.credentials} 张，总权重 {cast.weight}")
        shares = self._shares(archive, setup, tally, strong)
        if not results:
            self._not_yet(14, 15)
            return None
        (result,) = fields(load(archive.data[results[0]], "结果"), "result")
        counts = check_sums(setup.election.questions, result, cast.weight)
        self.report.hold(15)
        self.report.hold(14, note=f"{check_result(counts, tally, shares, setup.trustees)} 种组合")
        return counts

    def _shares(self, archive: Archive, setup: Setup, tally: Tally, strong: Mapping[str, Any]) -> dict[int, Factors]:
        shares: dict[int, Factors] = {}
        for payload in archive.payloads("PartialDecryption"):
            fingerprint = setup.election.fingerprint
            owner, factors = read_share(archive.data, payload, tally, setup.trustees, fingerprint, strong)
            demand(13, owner not in shares, "同一监票人的份额出现两次")
            shares[owner] = factors
        if not shares:
            self._not_yet(13)
        else:
            short = set(shares) - {int(owner) for owner in strong}
            self.report.hold(13, note=f"{len(shares)} 份；" + ("强证明不齐或没有附上" if short else "强证明齐全"))
        return shares

    def _not_yet(self, *numbers: int) -> None:
        self.report.skipped |= dict.fromkeys(numbers, "尚未进行到这一步")
