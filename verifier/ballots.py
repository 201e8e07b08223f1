"""Ballots, on all cores: checks 4, 6 and 10 (specification §4.11–4.15)."""

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .election import Election, Question
from .protocol import (
    Base,
    Broken,
    Ciphertext,
    G,
    P,
    Proof,
    all_members,
    b64,
    compact,
    demand,
    fields,
    knows,
    load,
    minus,
    mpz,
    natural,
    one_of,
    pair,
    powmod,
    product_of,
    proof,
    rows,
)


class Answer(NamedTuple):
    """A ballot's answer to one question. blank: the two proofs of a question that may be left blank."""

    choices: list[Ciphertext]
    individual: list[list[Proof]]
    overall: list[Proof]
    blank: list[Proof] | None


class Problem(NamedTuple):
    """place: of the ballot, from 0; number: of the check that does not hold."""

    place: int
    number: int
    reason: str


Tally = list[list[Ciphertext]]  # by question, by answer
Arguments = tuple[str, Mapping[mpz, int], int]  # of a Box
Job = tuple[int, Sequence[str], Sequence[bool]]  # place of the first ballot, texts, which count
Part = tuple[int, list[Problem], Tally]  # ballots looked at, problems, product


class Box:
    """Checks ballots in one process; the tables of g and y are built once."""

    def __init__(self, election: str, voters: Mapping[mpz, int], width: int) -> None:
        self.election, self.voters = Election(election), voters
        self.g, self.y = Base(G, width), Base(self.election.y, width)

    def parse(self, text: str) -> tuple[mpz, list[Answer]]:
        """Credential and answers of a ballot whose envelope (election, list, signature) is in order."""
        value = load(text, "选票")
        uuid, election, credential, answers, signature = fields(
            value, "election_uuid election_hash credential answers signature"
        )
        demand(10, uuid == self.election.uuid and election == self.election.fingerprint, "属于另一场投票")
        key = natural(credential)
        demand(10, key in self.voters, "凭据不在名单中")
        digest, given = fields(signature, "hash proof")
        unsigned = {name: value[name] for name in value if name != "signature"}
        demand(10, digest == b64(compact(unsigned)), "签名的哈希不符")
        demand(10, knows(("sig", digest), self.g, key, proof(given)), "签名不成立")
        questions = self.election.questions
        return key, [self._answer(q, a) for q, a in zip(questions, rows(answers, len(questions)), strict=True)]

    def opened(self, ballot: object) -> list[Answer]:
        """The answers of an unsigned ballot that was opened for a test: for this election, of a listed slip, every proof holds."""
        uuid, election, credential, answers = fields(ballot, "election_uuid election_hash credential answers")
        demand(17, uuid == self.election.uuid and election == self.election.fingerprint, "抽查的选票属于另一场投票")
        key, questions = natural(credential), self.election.questions
        demand(17, key in self.voters, "抽查的选票不是名单中的票签的")
        parsed = [self._answer(q, a) for q, a in zip(questions, rows(answers, len(questions)), strict=True)]
        demand(17, all_members(_elements([parsed])), "抽查的选票有群元素不在子群内")
        try:
            self.prove(key, parsed)
        except Broken as why:
            raise Broken(17, f"抽查的选票{why.args[1]}") from why
        return parsed

    @staticmethod
    def _answer(question: Question, value: object) -> Answer:
        names = "choices individual_proofs overall_proof" + " blank_proof" * question.blank
        choices, individual, overall, *blank = fields(value, names)
        sums = question.max - question.min + 1 + question.blank
        return Answer(
            [pair(c) for c in rows(choices, question.width)],
            [[proof(p) for p in rows(ps, 2)] for ps in rows(individual, question.width)],
            [proof(p) for p in rows(overall, sums)],
            [proof(p) for p in rows(blank[0], 2)] if blank else None,
        )

    def prove(self, key: mpz, answers: Sequence[Answer]) -> None:
        """All proofs of a ballot."""
        s0 = f"{self.election.fingerprint}|{key}"
        for number, (question, answer) in enumerate(zip(self.election.questions, answers, strict=True), 1):
            demand(10, self._holds(question, answer, s0), f"第 {number} 题的证明不成立")

    def _holds(self, question: Question, answer: Answer, s0: str) -> bool:
        choices, individual, overall, blank_proof = answer
        for c, given in zip(choices, individual, strict=True):
            if not one_of(("prove", s0, c), self.g, self.y, [c, minus(c, 1)], given):
                return False
        s = s0 + "|" + ",".join(f"{a},{b}" for a, b in choices)
        total = product_of(choices[question.blank :])
        sums = [minus(total, m) for m in range(question.min, question.max + 1)]
        if blank_proof is None:
            return one_of(("prove", s, total), self.g, self.y, sums, overall)
        blank = choices[0]
        return one_of(("bproof0", s), self.g, self.y, [blank, total], blank_proof) and one_of(
            ("bproof1", s), self.g, self.y, [minus(blank, 1), *sums], overall
        )

    def check(self, texts: Sequence[str], counted: Sequence[bool]) -> tuple[list[Problem], Tally]:
        """Problems of these ballots, and the weighted product of those that count."""
        problems: list[Problem] = []
        good: list[tuple[int, mpz, list[Answer]]] = []
        for place, text in enumerate(texts):
            try:
                key, answers = self.parse(text)
                good.append((place, key, answers))
            except Broken as why:
                problems.append(Problem(place, *why.args))
        members = all_members(_elements([answers for _, _, answers in good]))
        totals = [[(mpz(1), mpz(1))] * q.width for q in self.election.questions]
        for place, key, answers in good:
            try:
                demand(6, members or all_members(_elements([answers])), "有群元素不在子群内")
                self.prove(key, answers)
            except Broken as why:
                problems.append(Problem(place, *why.args))
                continue
            if counted[place]:
                weight = self.voters[key]
                for row, answer in zip(totals, answers, strict=True):
                    raised = [_raised(c, weight) for c in answer.choices] if weight != 1 else answer.choices
                    row[:] = [product_of([t, c]) for t, c in zip(row, raised, strict=True)]
        return problems, totals


def _raised(ciphertext: Ciphertext, weight: int) -> Ciphertext:
    alpha, beta = ciphertext
    return powmod(alpha, weight, P), powmod(beta, weight, P)


def _elements(ballots: Sequence[Sequence[Answer]]) -> list[mpz]:
    return [x for answers in ballots for answer in answers for c in answer.choices for x in c]


_box: Box  # of this process


def _start(election: str, voters: Mapping[mpz, int], width: int) -> None:
    global _box
    _box = Box(election, voters, width)


def _work(job: Job) -> Part:
    start, texts, counted = job
    problems, totals = _box.check(texts, counted)
    return len(texts), [one._replace(place=start + one.place) for one in problems], totals


def _done(jobs: Sequence[Job], arguments: Arguments, processes: int) -> Iterator[Part]:
    """What each job gave. A few ballots need no further process."""
    if processes == 1 or len(jobs) < 2:
        _start(*arguments)
        yield from map(_work, jobs)
        return
    with multiprocessing.Pool(min(processes, len(jobs)), _start, arguments) as pool:
        yield from pool.imap_unordered(_work, jobs)


def check_ballots(
    election: str,
    voters: Mapping[mpz, int],
    texts: Sequence[str],
    counted: Sequence[bool],
    processes: int,
    progress: Callable[[int, int], None],
) -> tuple[list[Problem], Tally]:
    """All ballots on all cores; problems and the encrypted tally of those that count."""
    jobs: list[Job] = []
    start = 0
    while start < len(texts):  # large jobs first, small ones last: no core waits for another's last job
        end = start + max(4, min(24, (len(texts) - start) // (3 * processes)))
        jobs.append((start, texts[start:end], counted[start:end]))
        start = end
    arguments = (election, voters, 6 if len(texts) < 40 else 8 if len(texts) < 120 else 10 if len(texts) < 500 else 12)
    problems: list[Problem] = []
    totals = [[(mpz(1), mpz(1))] * q.width for q in Election(election).questions]
    done = 0
    for n, some, part in _done(jobs, arguments, processes):
        problems += some
        totals = [[product_of([a, b]) for a, b in zip(x, y, strict=True)] for x, y in zip(totals, part, strict=True)]
        done += n
        progress(done, len(texts))
    return sorted(problems), totals
