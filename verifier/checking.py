"""Checks 1 to 15 in the order in which the archive was written; the bundle adds 17 to 20, and last of all 16."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .archive import Archive, read_chain, read_tar
from .ballots import check_ballots
from .bundle import Box, Bundle, digest_of
from .election import Election, Setup, Trustees, read_credentials
from .parcel import Parcel, open_parcel
from .protocol import Broken, demand, fields, load, mpz
from .report import Report
from .rule import Standing
from .tally import Factors, Tally, check_result, check_sums, read_share, read_tally

Counts = list[list[int]]  # by question, by answer
Progress = Callable[[int, int], None]  # ballots done, ballots in all

CREDENTIAL = re.compile(r'\{"election_uuid":"[^"]*","election_hash":"[^"]*","credential":"([0-9]{1,617})"')


class Cast(NamedTuple):
    """The ballots of the archive, all in order.

    texts:       every ballot as it was cast
    voted:       digests of the credentials that voted
    totals:      the product of the ballots that count
    weight:      the weights of the credentials that voted, added up
    """

    texts: list[str]
    voted: set[str]
    totals: Tally
    weight: int


def verify(
    path: Path, processes: int = 1, revotes: bool = False, progress: Progress = lambda done, total: None
) -> tuple[Report, tuple[Election, Counts] | None]:
    """The report and, if there is a result, (election, counts). path: a .bel file, a bundle's folder or its zip."""
    report, outcome = Report(), None
    try:
        outcome = _of_round(open_parcel(path), report, revotes, processes, progress)[0]
    except Broken as why:
        report.failed[why.args[0]] = why.args[1]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError) as why:
        report.failed[4] = f"内容无法理解（{type(why).__name__}）"
    return report, outcome


def _of_round(
    parcel: Parcel, report: Report, revotes: bool, processes: int, progress: Progress
) -> tuple[tuple[Election, Counts] | None, Standing | None]:
    """One round after all rounds before it: what its archive gives, and where the poll stands then."""
    before = None
    if parcel.previous is not None:
        earlier = Report()
        _, before = _of_round(parcel.previous, earlier, revotes, processes, progress)
        if not earlier.good or before is None:
            why = next(iter(earlier.failed.values()), "没有结论，不能接着投")
            raise Broken(19, f"上一轮的档案：{why}")
    return _Checking(parcel, report, revotes).outcome(processes, progress, before)


class _Checking:
    """One archive, read from its first file to its last. Each step tells the report what holds, or raises Broken."""

    def __init__(self, parcel: Parcel, report: Report, revotes: bool) -> None:
        self.parcel, self.report, self.revotes = parcel, report, revotes

    def outcome(
        self, processes: int, progress: Progress, before: Standing | None
    ) -> tuple[tuple[Election, Counts] | None, Standing | None]:
        """Election and counts, as far as the vote has come, and where the poll stands."""
        bundle = Bundle(self.parcel)
        self.report.whole, self.report.head = self.parcel.whole, self.parcel.fingerprint
        self.report.rehearsal = self.parcel.whole and bundle.meeting.rehearsal
        archive = self._archive()
        setup = self._setup(archive)
        cast = self._ballots(archive, setup, processes, progress)
        if cast is None:
            return None, None
        self.report.hold(9, note=bundle.credentials(setup, cast.voted))
        counts = self._counts(archive, setup, cast, bundle.strong)
        box = Box(setup, archive.events, cast.texts, cast.voted, counts)
        standing = bundle.check(self.report, box, before)
        self.report.hold(4, 6)
        bundle.check_signatures(self.report, box)
        return ((setup.election, counts) if counts is not None else None), standing

    def _archive(self) -> Archive:
        files = read_tar(self.parcel.archive)
        self.report.hold(1, note=f"{len(files)} 个文件")
        archive = read_chain(files)
        self.report.hold(2)
        self.report.hold(3, note=f"{len(archive.events)} 个事件")
        self.report.board = archive.events[-1].hash
        return archive

    def _setup(self, archive: Archive) -> Setup:
        data = archive.data
        parts = fields(load(data[archive.payloads("Setup")[0]], "设立事件"), "election trustees credentials")
        demand(3, all(one in data for one in parts), "档案缺少选举文件、监票人或凭据名单")
        election, trustees = Election(data[parts[0]]), Trustees(data[parts[1]])
        self.report.hold(5, note=f"选举文件指纹 {parts[0]}")
        self.report.hold(7, note=f"{len(trustees.keys)} 位监票人")
        demand(8, election.y == trustees.y, "选举公钥不是监票人公钥之积")
        voters = read_credentials(data[parts[2]])
        self.report.hold(8)
        return Setup(data[parts[0]], election, trustees, voters)

    def _ballots(self, archive: Archive, setup: Setup, processes: int, progress: Progress) -> Cast | None:
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
        demand(
            11,
            not repeated or (self.revotes and not self.parcel.whole),
            f"有 {repeated} 张重复投票；若规则允许改投，加 --revotes",
        )
        self.report.hold(11, note=f"{repeated} 张被后投的取代" if repeated else "")
        voted = {digest_of(key) for key in last}
        return Cast(texts, voted, totals, sum(setup.voters[key] for key in last if key is not None))

    def _counts(self, archive: Archive, setup: Setup, cast: Cast, strong: Mapping[str, Any]) -> Counts | None:
        """Counts of the result, which follow from the ballots and the trustees' shares. None: not yet there."""
        tallies, results = archive.payloads("EncryptedTally"), archive.payloads("Result")
        if not tallies:
            self._not_yet(12, 13, 14, 15)
            return None
        tally = read_tally(archive.data, tallies[0], cast.totals, len(cast.voted), cast.weight)
        self.report.hold(12, note=f"{len(cast.voted)} 张，总权重 {cast.weight}")
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
            demand(13, set(strong) <= {str(owner) for owner in shares}, "强证明附了没有交出份额的人的")
            short = {str(owner) for owner in shares} - set(strong)
            demand(13, not short or not self.parcel.whole, "强证明不齐")
            self.report.hold(13, note=f"{len(shares)} 份；" + ("强证明不齐或没有附上" if short else "强证明齐全"))
        return shares

    def _not_yet(self, *numbers: int) -> None:
        self.report.skipped |= dict.fromkeys(numbers, "尚未进行到这一步")
