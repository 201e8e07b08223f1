"""What the sealed ballot must hold, measured: `python -m benchmarks ballot`, or `python -m benchmarks.ballot --quick`.

Each line of the table gives the promise, our figure of this run, the rival's, the ratio, the budget and whether it holds.
The archives are made on the spot; belenios-tool checks the same file in the same run. What could not be measured is MISSED.
Seconds are those of the clock, with the processors' in brackets, which other programs hardly lengthen.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple, TypeVar
from uuid import UUID

from gmpy2 import mpz

from benchmarks import _hall
from engines.sealing import archive as bel
from engines.sealing import board, credential, keys, pki, threshold
from engines.sealing.archive import Archive
from engines.sealing.ballot import Checked, Checker, make_ballot, parse_ballot
from engines.sealing.credential import Voter, parse_public_credentials
from engines.sealing.decryption import partial_decryption
from engines.sealing.election import Question, make_election, parse_election
from engines.sealing.encoding import compact, parse
from engines.sealing.errors import BallotRefused
from engines.sealing.tally import EncryptedTally, encrypted_tally
from station.drawer import Drawer

CORES = os.cpu_count() or 1
TOOL = shutil.which("belenios-tool")
ROOT = Path(__file__).resolve().parents[1]
LONGEST_PAUSE = 250
"""Milliseconds that a page may stand still and still answer to touch."""


def per_item(projects: int) -> tuple[Question, ...]:
    """One question a project: 赞成, 反对, 弃权."""
    return tuple(Question(f"项目{n}", ("赞成", "反对", "弃权"), 1, 1) for n in range(1, projects + 1))


def at_most(most: int, of: int) -> tuple[Question, ...]:
    """One question: at most `most` of `of`."""
    return (Question(f"{of} 选 {most}", tuple(f"项目{n}" for n in range(1, of + 1)), 0, most),)


def key_ceremony(k: int, n: int) -> tuple[keys.Pedersen, list]:
    """Trustees k of n with their private shares."""
    people = [pki.derive(pki.generate_seed()) for _ in range(n)]
    certs = [pki.certificate(one) for one in people]
    polynomials = [threshold.polynomial(one, certs, k) for one in people]
    inputs = threshold.vinputs(certs, polynomials)
    outputs = [threshold.voutput(one, certs, given, k) for one, given in zip(people, inputs, strict=True)]
    shares = [threshold.decryption_key(o, certs, out["private_key"]) for o, out in zip(people, outputs, strict=True)]
    return threshold.threshold_parameters(certs, polynomials, outputs), shares


def marks(questions: tuple[Question, ...], voter: int) -> list[list[int]]:
    """Some allowed choices, different from voter to voter."""
    choices = []
    for number, question in enumerate(questions):
        row = [0] * len(question.answers)
        for offset in range(question.most):
            row[(voter + number + offset) % len(row)] = 1
        choices.append(row)
    return choices


class Hall:
    """An election with `voters` ballots cast by all of them, and the trustees' shares."""

    def __init__(self, questions: tuple[Question, ...], voters: int) -> None:
        pedersen, self.shares = key_ceremony(3, 5)
        self.questions, uuid = questions, "".join(pki.generate_seed())
        self.election = make_election(
            uuid=uuid, name="测速", description="", questions=questions, public_key=pedersen.sub_key
        )
        self.codes = [credential.generate() for _ in range(voters)]
        with Pool(CORES) as pool:
            public = pool.starmap(credential.public, [(code, uuid) for code in self.codes])
        self.archive = Archive.begin(1_790_000_000)
        listed = credential.public_credentials(map(credential.Voter, public))
        self.archive.set_up(self.election.serialised, compact([pedersen.as_json()]), compact(listed))
        self.setup = board.read_setup(self.archive)
        self.sealing_seconds = 0.0

    def cast(self) -> None:
        """Everybody votes, on all cores."""
        jobs = [(self.election.serialised, code, marks(self.questions, n)) for n, code in enumerate(self.codes)]
        begin = time.perf_counter()
        with Pool(CORES) as pool:
            for ballot in pool.imap(_seal, jobs, chunksize=8):
                self.archive.add(bel.BALLOT, ballot)
        self.sealing_seconds = time.perf_counter() - begin

    def tally(self) -> EncryptedTally:
        """EndBallots and the encrypted tally, from ballots that were checked when they came in."""
        self.archive.add_event(bel.END_BALLOTS)
        ballots = [parse_ballot(self.election, self.archive.payload(e)) for e in self.archive.of_type(bel.BALLOT)]
        tally = encrypted_tally(self.election, ballots, self.setup.voters)
        board.close(self.archive, tally)
        return tally

    def decrypt(self, tally: EncryptedTally, owners: tuple[int, ...]) -> list[list[int]]:
        """Shares of those trustees (from 1), then the result."""
        for owner in owners:
            share = partial_decryption(self.election.fingerprint, self.shares[owner - 1], tally.ciphertexts)
            board.add_partial_decryption(self.archive, owner, share.serialise())
        return board.add_result(self.archive, self.setup, tally)[0]

    def expected(self) -> list[list[int]]:
        """The plain sums of everybody's marks."""
        rows = [[0] * len(question.answers) for question in self.questions]
        for n in range(len(self.codes)):
            for row, one in zip(rows, marks(self.questions, n), strict=True):
                row[:] = [a + b for a, b in zip(row, one, strict=True)]
        return rows


Result = TypeVar("Result")
election_of = lru_cache(maxsize=2)(parse_election)


def _seal(job: tuple[str, str, list[list[int]]]) -> str:
    serialised, code, choices = job
    return make_ballot(election_of(serialised), code, choices)


def timed(action: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds on the clock, and what came out."""
    begin = time.perf_counter()
    outcome = action()
    return time.perf_counter() - begin, outcome


class Run(NamedTuple):
    """A program's seconds on the clock, and of the processors in it and its children."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.cpu:.1f})"


def run(command: Sequence[str | Path], refused: str, **environment: str) -> Run:
    """The time of a program that must succeed."""
    before = sum(os.times()[2:4])
    wall, done = timed(
        lambda: subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment})
    )
    if done.returncode:
        raise SystemExit(f"{refused}:\n{done.stdout}{done.stderr}")
    return Run(wall, sum(os.times()[2:4]) - before)


def our_verifier(path: Path) -> Run:
    """`python -m verifier` as its own process, all cores."""
    return run(
        [sys.executable, "-m", "verifier", str(path), "--processes", str(CORES)],
        "piaojue-verify refused a good archive",
    )


def their_verifier(path: Path) -> Run:
    """`belenios-tool election verify` on the same file."""
    command = [str(TOOL), "election", "verify", "--dir", str(path.parent)]
    return run(command, "belenios-tool refused our archive", BELENIOS_USE_URANDOM="1")


class Table:
    """Lines of promise, our figure, the rival's, ratio, budget, verdict. Figures without a budget are for information."""

    FORM = "| {:62} | {:44} | {:18} | {:14} | {:26} | {:6} |"

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        names = ("promise", "ours", "rival", "ratio", "budget", "verdict")
        print(self.FORM.format(*names), self.FORM.format(*["---"] * len(names)), sep="\n", flush=True)

    def add(
        self, promise: str, ours: str, holds: bool | None, *, budget: str = "", rival: str = "", ratio: str = ""
    ) -> None:
        verdict = {True: "holds", False: "MISSED", None: ""}[holds]
        row = {"promise": promise, "ours": ours, "rival": rival, "ratio": ratio, "budget": budget, "verdict": verdict}
        self.rows.append(row)
        print(self.FORM.format(*row.values()), flush=True)

    @property
    def missed(self) -> int:
        """How many promises did not hold, or could not be measured."""
        return sum(row["verdict"] == "MISSED" for row in self.rows)


def verifying(table: Table, ballots: int, projects: int, folder: Path) -> None:
    """The archive of `ballots` × `projects` × 3, checked by both verifiers in one run."""
    hall = Hall(per_item(projects), ballots)
    hall.cast()
    title = f"{ballots} ballots × {projects} × 3"
    table.add(f"seal {title}, {CORES} cores", f"{1000 * CORES * hall.sealing_seconds / ballots:.0f} ms a ballot", None)
    hall.decrypt(hall.tally(), (1, 3, 5))
    path = folder / f"{hall.election.uuid}.bel"
    path.write_bytes(hall.archive.to_bytes())
    ours = our_verifier(path)
    promise, budget = f"verify {title}", "2 × belenios-tool (aim 3 ×)"
    if TOOL is None:
        table.add(promise, str(ours), False, rival="tool is missing", budget=budget)
    else:
        theirs = their_verifier(path)
        times, of_processors = theirs.wall / ours.wall, theirs.cpu * CORES / ours.cpu
        ratio = f"{times:.2f} × ({of_processors:.2f})"
        table.add(promise, str(ours), times >= 2, rival=str(theirs), ratio=ratio, budget=budget)
    path.unlink()


def accepting(table: Table, questions: tuple[Question, ...], ballots: int) -> None:
    """What one server process checks, one ballot at a time and sixteen together."""
    hall = Hall(questions, ballots)
    hall.cast()
    texts = [hall.archive.payload(event) for event in hall.archive.of_type(bel.BALLOT)]
    checker = Checker(hall.election, hall.setup.voters, 10)
    quick, _ = timed(lambda: [checker.check_envelope(text) for text in texts])
    single, _ = timed(lambda: [checker.check(text) for text in texts])
    shared, _ = timed(lambda: [checker.check_many(texts[i : i + 16]) for i in range(0, len(texts), 16)])
    shape = f"{len(questions)} × {questions[0].width}"
    table.add(f"ballot check {shape}, one core: envelope only", f"{1000 * quick / ballots:.1f} ms", None)
    table.add(f"ballot check {shape}, one core, one at a time", f"{ballots / single:.1f} a second", None)
    table.add(f"ballot check {shape}, one core, sixteen together", f"{ballots / shared:.1f} a second", None)


def counting(table: Table, ballots: int, projects: int, folder: Path) -> None:
    """Tally, 3 of 5 trustees, full verification."""
    hall = Hall(per_item(projects), ballots)
    hall.cast()
    tallying, tally = timed(hall.tally)
    decrypting, counts = timed(lambda: hall.decrypt(tally, (2, 3, 4)))
    if counts != hall.expected():
        raise SystemExit("the result is not the sum of the votes")
    path = folder / f"{hall.election.uuid}.bel"
    path.write_bytes(hall.archive.to_bytes())
    checking = our_verifier(path)
    whole = tallying + decrypting + checking.wall
    figure = f"{whole:.1f} s: {tallying:.1f} + {decrypting:.1f} + {checking}"
    table.add(
        f"tally, 3 of 5 decrypt, verify {ballots} × {projects} × 3, with progress", figure, whole < 180, budget="180 s"
    )
    path.unlink()


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value that `share` of the sorted list does not exceed."""
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def bursts(table: Table, quick: bool, folder: Path) -> None:
    """Everybody sends at once, to the server that `make run` starts; each ballot is acknowledged after its proofs."""
    smaller = 15 if quick else 1
    for everybody, items, most, within, at_most_seconds in ((650, 15, None, 30, 60), (3000, 12, 10, 30, 180)):
        deputies, seconds, limit = everybody // smaller, within / smaller, at_most_seconds / smaller
        asked = _hall.question_list(items, most)
        questions = at_most(most, items) if most else per_item(items)
        uuid, slips, stations = _hall.open_box(asked, deputies, folder / f"stations-{everybody}")
        ballots = _hall.seal_all(uuid, slips, partial(marks, questions), _seal)
        taken, waits = _hall.burst(uuid, ballots, seconds)
        shape = f"at most {most} of {items}" if most else f"{items} × 3"
        figure = f"last after {taken:.1f} s; waits {percentile(waits, 0.5):.1f} / {percentile(waits, 0.95):.1f} / {waits[-1]:.1f} s"
        promise = f"burst: {deputies} × {shape} sent within {seconds:.0f} s, last acknowledged"
        table.add(promise, figure, None if quick else taken <= limit, budget=f"{limit:.0f} s")
        _counted(table, uuid, stations, deputies)


def _counted(table: Table, uuid: UUID, stations: Sequence[Drawer], deputies: int) -> None:
    """Close, decrypt by three, and hold every acknowledged ballot against the totals."""
    from booth.sealed.box import SealedBox

    box = SealedBox()
    there = box.returned(uuid)
    closing, _ = timed(lambda: box.close(uuid))
    with ProcessPoolExecutor(CORES) as pool:
        checking, _ = timed(lambda: _hall.give_share(stations[0], pool.map, 8 * CORES))
    for station in stations[1:3]:
        _hall.give_share(station, _checked_by_the_first, 8 * CORES)
    figure = f"{there}; closing {closing:.1f} s, check and share {checking:.0f} s"
    holds = there == deputies and bool(box.totals(uuid))
    table.add(
        "  none lost: all on the board; one station checks them anew", figure, holds, budget=f"{deputies} ballots"
    )


def _checked_by_the_first(
    check: Callable[..., object], elections: Iterable[str], lists: Iterable[str], batches: Iterable[Sequence[str]]
) -> list[list[Checked | BallotRefused]]:
    """The other stations check on computers of their own; here it would be the same work again."""
    return [_read(*batch) for batch in zip(elections, lists, batches, strict=True)]


def _read(election: str, listed: str, texts: Sequence[str]) -> list[Checked | BallotRefused]:
    voters = voters_of(listed)
    ballots = [parse_ballot(election_of(election), text) for text in texts]
    return [Checked(ballot.serialise(), ballot, voters[ballot.credential]) for ballot in ballots]


@lru_cache(maxsize=2)
def voters_of(listed: str) -> dict[mpz, Voter]:
    return parse_public_credentials(parse(listed))


def in_chromium(table: Table, items: int, folder: Path) -> None:
    """Sealing on a phone's page while it answers to touch."""
    for slowdown in (0, 1, 6):
        uuid, slips, _ = _hall.open_box(_hall.question_list(items), 1, folder / f"stations-slowed-{slowdown}")
        taken, longest = _hall.sealing_in_chromium(uuid, slips[0], items, slowdown)
        how = f"on the page, CPU slowed {slowdown} ×" if slowdown else "in the worker"
        figure = f"{taken / 1000:.2f} s; longest pause of the page {longest:.0f} ms"
        holds = taken < 3000 and longest < LONGEST_PAUSE
        table.add(f"Chromium, {how}: seal {items} × 3", figure, holds, budget=f"3 s; pauses {LONGEST_PAUSE} ms")


def killed(table: Table, databases: Sequence[str], quick: bool) -> None:
    """SIGKILL at random points of a voting round."""
    for database in databases:
        sums = _hall.kills(20 if quick else 200, database)
        figure = f"{sums['lost']} lost, {sums['twice']} twice, {sums['resent']} sent again"
        promise = f"{sums['kills']} kills while {sums['ballots']} ballots came in, {sums['database']}"
        table.add(promise, figure, not sums["lost"] and not sums["twice"], budget="none lost, none twice")


def held_by_a_test(table: Table, promise: str, tests: str, database: str, budget: str) -> None:
    """A promise that a test holds; a skipped one is no proof."""
    environment = {**os.environ, **({"DATABASE_URL": database} if database else {})}
    environment.pop("PIAOJUE_VAR", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests]
    seconds, done = timed(lambda: subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True))
    last = done.stdout.strip().rpartition("\n")[2]
    table.add(promise, f"{last[:32]}, {seconds:.0f} s", done.returncode == 0 and "skipped" not in last, budget=budget)


def postgres() -> str | None:
    """The address of a PostgreSQL server for this run; None when it does not start."""
    program = ROOT / "deploy" / "postgres.sh"
    if subprocess.run([program, "start"], capture_output=True).returncode:
        return None
    return subprocess.run([program, "url"], capture_output=True, text=True).stdout.strip()


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; --quick takes smaller numbers; --json FILE keeps the lines. The number of promises missed."""
    parser = argparse.ArgumentParser(description="sealed ballot: speed")
    parser.add_argument("--quick", action="store_true", help="smaller numbers, for a look")
    parser.add_argument("--ballots", type=int, help="ballots in the verified archive (300)")
    parser.add_argument("--hall", type=int, help="deputies in the counted hall (650)")
    parser.add_argument("--projects", type=int, default=15)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(list(arguments))
    ballots = options.ballots or (24 if options.quick else 300)
    hall = options.hall or (40 if options.quick else 650)
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        verifying(table, ballots, options.projects, Path(folder))
        accepting(table, per_item(options.projects), 16 if options.quick else 64)
        accepting(table, at_most(10, 12), 16 if options.quick else 64)
        counting(table, hall, options.projects, Path(folder))
        _hall.django(Path(folder) / "var")
        bursts(table, options.quick, Path(folder))
        in_chromium(table, options.projects, Path(folder))
        url = postgres()
        databases = {"SQLite": "", "PostgreSQL": url} if url else {"SQLite": ""}
        killed(table, list(databases.values()), options.quick)
        for name, database in databases.items():
            promise = f"secrecy: all of database, logs, backup against the votes, {name}"
            held_by_a_test(table, promise, "booth/tests/test_linking.py", database, "nothing beyond chance")
        held_by_a_test(
            table,
            "one whole session in browsers: 7 tellers, 40 phones, faults",
            "tests/browser/test_a_hall.py",
            "",
            "through to the certificate",
        )
        if not url:
            table.add("kills and secrecy on PostgreSQL", "PostgreSQL did not start", False)
    if options.json:
        options.json.write_text(json.dumps(table.rows, ensure_ascii=False, indent=1))
    return table.missed


if __name__ == "__main__":
    sys.exit(int(bool(main(sys.argv[1:]))))
