"""Ballots, on all cores: checks 4, 6 and 10 (specification §4.11–4.15)."""

import multiprocessing
from collections.abc import Iterator

from .election import Election, Question
from .protocol import (
    Base,
    Broken,
    G,
    P,
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


class Box:
    """Checks ballots in one process; the tables of g and y are built once."""

    def __init__(self, election: str, voters: dict[mpz, int], width: int) -> None:
        self.election, self.voters = Election(election), voters
        self.g, self.y = Base(G, width), Base(self.election.y, width)

    def parse(self, text: str) -> tuple[mpz, list]:
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

    @staticmethod
    def _answer(question: Question, value) -> tuple:
        names = "choices individual_proofs overall_proof" + " blank_proof" * question.blank
        choices, individual, overall, *blank = fields(value, names)
        sums = question.max - question.min + 1 + question.blank
        return (
            [pair(c) for c in rows(choices, question.width)],
            [[proof(p) for p in rows(ps, 2)] for ps in rows(individual, question.width)],
            [proof(p) for p in rows(overall, sums)],
            [proof(p) for p in rows(blank[0], 2)] if blank else None,
        )

    def prove(self, key: mpz, answers: list) -> None:
        """All proofs of a ballot."""
        s0 = f"{self.election.fingerprint}|{key}"
        for number, (question, answer) in enumerate(zip(self.election.questions, answers, strict=True), 1):
            demand(10, self._holds(question, answer, s0), f"第 {number} 题的证明不成立")

    def _holds(self, question: Question, answer: tuple, s0: str) -> bool:
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

    def check(self, texts: list[str], counted: list[bool]) -> tuple[list, list]:
        """Problems [(place, number, reason)] of these ballots, and the weighted product of those that count."""
        problems, good = [], []
        for place, text in enumerate(texts):
            try:
                good.append((place, *self.parse(text)))
            except Broken as why:
                problems.append((place, *why.args))
        members = all_members(_elements([answers for _, _, answers in good]))
        totals = [[(mpz(1), mpz(1))] * q.width for q in self.election.questions]
        for place, key, answers in good:
            try:
                demand(6, members or all_members(_elements([answers])), "有群元素不在子群内")
                self.prove(key, answers)
            except Broken as why:
                problems.append((place, *why.args))
                continue
            if counted[place]:
                weight = self.voters[key]
                for row, (choices, *_) in zip(totals, answers, strict=True):
                    raised = choices if weight == 1 else [tuple(powmod(x, weight, P) for x in c) for c in choices]
                    row[:] = [product_of([t, c]) for t, c in zip(row, raised, strict=True)]
        return problems, totals


def _elements(ballots: list) -> list[mpz]:
    return [x for answers in ballots for choices, *_ in answers for c in choices for x in c]


def _start(*arguments) -> None:
    global _box
    _box = Box(*arguments)


def _work(job: tuple) -> tuple:
    start, texts, counted = job
    problems, totals = _box.check(texts, counted)
    return len(texts), [(start + place, *rest) for place, *rest in problems], totals


def _done(jobs: list, arguments: tuple, processes: int) -> Iterator[tuple]:
    """What each job found; a few ballots need no further process."""
    if processes == 1 or len(jobs) < 2:
        _start(*arguments)
        yield from map(_work, jobs)
        return
    with multiprocessing.Pool(min(processes, len(jobs)), _start, arguments) as pool:
        yield from pool.imap_unordered(_work, jobs)


def check_ballots(election: str, voters: dict, texts: list, counted: list, processes: int, progress) -> tuple:
    """All ballots on all cores; problems and the encrypted tally of those that count."""
    jobs, start = [], 0
    while start < len(texts):  # large jobs first, small ones last: no core waits for another's last job
        end = start + max(4, min(24, (len(texts) - start) // (3 * processes)))
        jobs.append((start, texts[start:end], counted[start:end]))
        start = end
    arguments = (election, voters, 6 if len(texts) < 40 else 8 if len(texts) < 120 else 10)
    problems, totals, done = [], None, 0
    for n, found, part in _done(jobs, arguments, processes):
        problems += found
        totals = (
            part
            if totals is None
            else [[product_of([a, b]) for a, b in zip(x, y, strict=True)] for x, y in zip(totals, part, strict=True)]
        )
        done += n
        progress(done, len(texts))
    return sorted(problems), totals or [[(mpz(1), mpz(1))] * q.width for q in Election(election).questions]
