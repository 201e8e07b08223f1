"""What the sealed ballot must hold, measured: `python -m benchmarks ballot`, or `python -m benchmarks.ballot --quick`.

Each line of the table gives the promise, the figure of this run and whether it holds. The archives are made on the
spot; belenios-tool, when installed, checks the same file in the same run.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from multiprocessing import Pool
from pathlib import Path

from engines.sealing import archive as bel
from engines.sealing import board, credential, keys, pki, threshold
from engines.sealing.archive import Archive
from engines.sealing.ballot import Checker, make_ballot, parse_ballot
from engines.sealing.decryption import partial_decryption
from engines.sealing.election import Question, make_election, parse_election
from engines.sealing.encoding import compact

CORES = os.cpu_count() or 1
TOOL = shutil.which("belenios-tool")
ROOT = Path(__file__).resolve().parents[1]


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

    def tally(self) -> board.EncryptedTally:
        """EndBallots and the encrypted tally, from ballots that were checked when they came in."""
        self.archive.add_event(bel.END_BALLOTS)
        ballots = [parse_ballot(self.election, self.archive.payload(e)) for e in self.archive.of_type(bel.BALLOT)]
        tally = board.encrypted_tally(self.election, ballots, self.setup.voters)
        board.close(self.archive, tally)
        return tally

    def decrypt(self, tally: board.EncryptedTally, owners: tuple[int, ...]) -> list[list[int]]:
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


election_of = lru_cache(maxsize=2)(parse_election)


def _seal(job: tuple) -> str:
    serialised, code, choices = job
    return make_ballot(election_of(serialised), code, choices)


def timed(action: Callable[[], object]) -> tuple[float, object]:
    """Seconds on the clock, and what came out."""
    begin = time.perf_counter()
    outcome = action()
    return time.perf_counter() - begin, outcome


def our_verifier(path: Path) -> float:
    """Seconds of `python -m verifier` as its own process, all cores."""
    command = [sys.executable, "-m", "verifier", str(path), "--processes", str(CORES)]
    seconds, done = timed(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, text=True))
    if done.returncode:
        raise SystemExit(f"piaojue-verify refused a good archive:\n{done.stdout}")
    return seconds


def their_verifier(path: Path) -> float | None:
    """Seconds of `belenios-tool election verify`; None when the tool is missing."""
    if TOOL is None:
        return None
    environment = {**os.environ, "BELENIOS_USE_URANDOM": "1"}
    command = [TOOL, "election", "verify", "--dir", str(path.parent)]
    seconds, done = timed(lambda: subprocess.run(command, capture_output=True, text=True, env=environment))
    if done.returncode:
        raise SystemExit(f"belenios-tool refused our archive:\n{done.stderr}")
    return seconds


class Table:
    """Lines of promise, figure, verdict."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []

    def add(self, promise: str, figure: str, holds: bool | None) -> None:
        verdict = {True: "holds", False: "MISSED", None: ""}[holds]
        self.rows.append({"promise": promise, "figure": figure, "verdict": verdict})
        print(f"| {promise:62} | {figure:34} | {verdict:6} |", flush=True)


def verifying(table: Table, ballots: int, projects: int, folder: Path) -> None:
    """The archive of `ballots` × `projects` × 3, checked by both verifiers in one run."""
    hall = Hall(per_item(projects), ballots)
    hall.cast()
    title = f"{ballots} ballots × {projects} × 3"
    table.add(f"seal {title}, {CORES} cores", f"{1000 * CORES * hall.sealing_seconds / ballots:.0f} ms a ballot", None)
    hall.decrypt(hall.tally(), (1, 3, 5))
    path = folder / f"{hall.election.uuid}.bel"
    path.write_bytes(hall.archive.to_bytes())
    ours, theirs = our_verifier(path), their_verifier(path)
    table.add(f"piaojue-verify, {title}", f"{ours:.1f} s, {1000 * CORES * ours / ballots:.0f} ms a ballot", None)
    if theirs is None:
        table.add("at least 2 × as fast as belenios-tool", "belenios-tool is missing", None)
        return
    table.add(f"belenios-tool election verify, {title}", f"{theirs:.1f} s", None)
    table.add("at least 2 × as fast as belenios-tool (aim 3 ×)", f"{theirs / ours:.2f} ×", theirs >= 2 * ours)
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
    verifying_ = our_verifier(path)
    title = f"{ballots} ballots × {projects} × 3"
    table.add(f"encrypted tally, {title}", f"{tallying:.2f} s", None)
    table.add("3 of 5 shares with proofs, checked, combined", f"{decrypting:.2f} s", None)
    whole = tallying + decrypting + verifying_
    table.add(f"tally, decryption, verification of {ballots} under 3 minutes", f"{whole:.1f} s", whole < 180)
    path.unlink()


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table; --quick takes smaller numbers, half a minute in all; --json FILE keeps the lines."""
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
    if options.json:
        options.json.write_text(json.dumps(table.rows, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
