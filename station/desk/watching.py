"""看守: the station's copy of the board, every ballot checked while voting goes on, the product recomputed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import BrokenExecutor

from gmpy2 import mpz

from engines.sealing import archive as bel
from engines.sealing.archive import Archive
from engines.sealing.ballot import Checked, Checker, check_texts
from engines.sealing.board import Setup, read_partial_decryptions, read_setup, read_tally
from engines.sealing.credential import public_credentials
from engines.sealing.encoding import compact, fields, items, parse
from engines.sealing.errors import BallotRefused, SealingError
from engines.sealing.result import Counts, compute_result
from engines.sealing.tally import EncryptedTally

from ..board_copy import BoardCopy, Mark, difference
from ..doors import Doors
from ..drawer import Drawer
from ..problems import Alarm, Problem, Refused

BATCH = 8
"""Ballots checked between two looks of the page (张): about a second of one core."""
Run = Callable[..., Iterable[list[Checked | BallotRefused]]]


class Watch:
    """One station's watch over one board. run: `map`, or the `map` of a process pool to check on several cores."""

    def __init__(self, drawer: Drawer, doors: Doors, run: Run = map, at_once: int = 1) -> None:
        self._drawer, self._doors, self._run, self._at_once = drawer, doors, run, at_once
        self.copy = BoardCopy(drawer.board, Mark(*drawer.record.get("mark", ())))
        self.setup: Setup | None = None
        self._listed = ""
        self.checked: list[Checked] = []
        self._credentials: set[mpz] = set()
        self.tally: EncryptedTally | None = None
        self.counts: Counts | None = None
        self.shares = 0
        self._looked_at = 0

    @property
    def archive(self) -> Archive:
        """The copy. raises: Alarm while there is none."""
        if self.copy.archive is None:
            raise Alarm("本机还没有看板的副本。")
        return self.copy.archive

    @property
    def seen(self) -> int:
        """Ballots in the copy (张)."""
        return len(self.copy.archive.of_type(bel.BALLOT)) if self.copy.archive else 0

    @property
    def ended(self) -> bool:
        """Whether voting has ended and the tally is on the board."""
        return bool(self.copy.archive and self.copy.archive.of_type(bel.ENCRYPTED_TALLY))

    @property
    def all_checked(self) -> bool:
        return len(self.checked) == self.seen

    def fetch(self) -> None:
        """Take in what is new. raises: Alarm when the board does not continue the copy; Refused, Unreachable."""
        try:
            self.copy.take(self._new_bytes())
        except Alarm as alarm:
            raise Alarm(f"{alarm}{self._difference()}") from alarm
        if self._drawer.record.get("mark") != list(self.copy.mark):
            self._drawer.note(mark=list(self.copy.mark))
        self._set_up()

    def _new_bytes(self) -> bytes:
        try:
            return self._doors.read(f"board.bel?from={self.copy.size}")
        except Refused as why:
            if why.status == 416:
                raise Alarm("看板变短了：服务器上的内容比本机副本少。") from why
            raise

    def _difference(self) -> str:
        try:
            served = self._doors.read("board.bel?from=0")
        except Problem:
            return "（再取全部看板时没有取到，无法说明差在哪里。）"
        self._drawer.keep_refused(served)
        return difference(self.copy.events, served)

    def compare(self, size: int, head: str | None) -> None:
        """Hold the copy against what the server calls its board's size and head. raises: Alarm."""
        mark = self.copy.mark
        if size < mark.bytes or (size == mark.bytes and head != mark.head):
            raise Alarm(f"看板的指纹与本机副本不同。{self._difference()}")

    def _set_up(self) -> None:
        if self.copy.archive is None or self.setup is not None:
            return
        record, archive = self._drawer.record, self.copy.archive
        hashes = fields(parse(archive.payload(archive.events[0])), "election", "trustees", "credentials")
        if list(hashes[:2]) != [record["election"], record["trustees"]]:
            raise Alarm("看板上的选举文件或监票人钥匙，不是密钥仪式做出来的那一份。")
        self.setup = read_setup(archive)
        self._listed = compact(public_credentials(self.setup.voters.values()))

    def check(self, all_of_them: bool = False) -> None:
        """Check some ballots more (a batch for each core), or all that are left. raises: Alarm at the first bad one."""
        if self.setup is None:
            return
        events = self.archive.of_type(bel.BALLOT)
        self._check_again(events)
        while len(self.checked) < len(events):
            start = len(self.checked)
            texts = [self.archive.payload(event) for event in events[start : start + BATCH * self._at_once]]
            batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
            for outcome in self._outcomes(batches):
                self._accept(outcome)
            self._drawer.note(checked=len(self.checked))
            if not all_of_them:
                return

    def _outcomes(self, batches: list[list[str]]) -> Iterable[Checked | BallotRefused]:
        texts = zip(*((self._election, self._listed, one) for one in batches), strict=True)
        try:
            return [outcome for outcomes in self._run(check_texts, *texts) for outcome in outcomes]
        except BrokenExecutor:
            self._run, self._at_once = map, 1  # a worker was killed: go on alone
            return []

    @property
    def _election(self) -> str:
        assert self.setup is not None
        return self.setup.election.serialised

    def _check_again(self, events: list[bel.Event]) -> None:
        """After a restart: what was checked before is read again, without its proofs."""
        known = min(self._drawer.record.get("checked", 0), len(events))
        if self.checked or not known or self.setup is None:
            return
        checker = Checker(self.setup.election, self.setup.voters)
        for event in events[:known]:
            self._accept(checker.check_envelope(self.archive.payload(event)))

    def _accept(self, outcome: Checked | BallotRefused) -> None:
        place = len(self.checked) + 1
        if isinstance(outcome, BallotRefused):
            raise Alarm(f"看板上第 {place} 张选票不合格：{outcome}")
        if outcome.ballot.credential in self._credentials:
            raise Alarm(f"看板上第 {place} 张选票用了已经投过的票签。")
        self._credentials.add(outcome.ballot.credential)
        self.checked.append(outcome)

    def recompute(self) -> None:
        """The product from the own copy once all is checked, then the result. raises: Alarm."""
        if self.setup is None or not self.ended or not self.all_checked or self._looked_at == self.copy.mark.height:
            return
        try:
            self.tally = self.tally or read_tally(self.archive, self.setup, self.checked)
            shares = read_partial_decryptions(self.archive, self.setup, self.tally)
            self.shares = len(shares)
            self._result({owner: share.decryption_factors for owner, share in shares.items()})
        except SealingError as why:
            raise Alarm(str(why)) from why
        self._looked_at = self.copy.mark.height

    def _result(self, factors: Mapping[int, Sequence[Sequence[mpz]]]) -> None:
        if self.counts is not None or self.setup is None or self.tally is None:
            return
        for event in self.archive.of_type(bel.RESULT):
            counts = compute_result(self.setup.trustees, self.tally, factors)
            (given,) = fields(parse(self.archive.payload(event)), "result")
            if items(given) != counts:
                raise Alarm("公布的结果与解密所得不符。")
            self.counts = counts
