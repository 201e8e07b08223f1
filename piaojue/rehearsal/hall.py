"""会场演练: one sealed poll from the keys to the certificate, with simulated deputies and faults thrown in, wiped afterwards.

The tellers' stations and the credential office are the very programs that tellers use; phones send what phones send. Every
fault has an answer that must come; an answer that does not come is a failure of the drill, named in its report.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from django.test import Client
from tqdm import tqdm

from engines.sealing import credential
from engines.sealing.audit import new_seed, randomness
from engines.sealing.ballot import make_ballot, seal
from engines.sealing.election import Election, parse_election
from station.desk.office import Office
from station.desk.trustee import Trustee
from station.problems import Refused

FAULTS = {
    "twice": "点了两次投入",
    "lost": "投入后没有收到回答，又投一次",
    "changed": "投过又填一张不同的",
    "dead": "封好票手机没电，换平板重投",
    "tested": "先打开检验一张，再投",
    "mistyped": "先输错票签号码",
}
"""What happens to phones in a hall, in words."""
EXPECTED = {
    "twice": ["stored", "same"],
    "lost": ["stored", "same"],
    "changed": ["stored", "other"],
    "dead": ["unused", "stored"],
    "tested": ["opened", "stored"],
    "mistyped": ["unknown", "stored"],
    "": ["stored"],
}
LIKING = 0.4
"""How much more a simulated deputy likes an answer than the next one; 0: all alike."""
PASSPHRASE = "rehearsal only"


class InProcess:
    """A station's doors (station.doors.Doors) to the booth in this process."""

    def __init__(self, address: str, kind: str = "", code: str = "") -> None:
        self._base = "/booth/" + address.split("/booth/")[1]
        self._headers = {"Authorization": f"{kind} {code}"} if kind else {}

    def get(self, path: str) -> Any:
        return json.loads(self._checked(Client().get(self._base + path, headers=self._headers)))

    def post(self, path: str, value: Any) -> Any:
        body = json.dumps(value, ensure_ascii=False)
        return json.loads(
            self._checked(
                Client().post(self._base + path, body, content_type="application/json", headers=self._headers)
            )
        )

    def read(self, path: str) -> bytes:
        path = path if path.startswith("/") else self._base + path
        return self._checked(Client().get(path, headers=self._headers))

    @staticmethod
    def _checked(answer: Any) -> bytes:
        body = answer.getvalue()
        if answer.status_code >= 400:
            raise Refused(json.loads(body)["problem"], answer.status_code)
        return body


@dataclass
class Report:
    """What the drill did.

    faults:   how often each was thrown in
    failures: answers that did not come, in words
    """

    voters: int = 0
    absent: int = 0
    faults: Counter = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"投票 {self.voters} 人，没有投 {self.absent} 人"
        for fault, words in FAULTS.items():
            if self.faults[fault]:
                bad = sum(failure.startswith(f"{words}:") for failure in self.failures)
                yield f"{words}：{self.faults[fault]} 次，" + (
                    f"{bad} 次没有得到应有的回答" if bad else "每次都得到应有的回答"
                )
        yield from (f"✗ {failure}" for failure in self.failures)


def address(box: Any) -> str:
    """A station's address of a box in this process."""
    return f"http://localhost/booth/{box}/"


def make_keys(box: Any, codes: Iterable[str], home: Path, quiet: bool = True) -> list[Trustee]:
    """The key ceremony: every teller connects, compares fingerprints, and copies back a backup that is then proven."""
    trustees = [
        Trustee.connect(home / str(no), address(box), code, PASSPHRASE, PASSPHRASE, open_doors=InProcess)
        for no, code in enumerate(codes, 1)
    ]
    for step in tqdm(
        ["cert", "compare", "polynomial", "voutput", "ready"], desc="密钥仪式", disable=quiet, leave=False
    ):
        for one in trustees:
            one.look()
        if step == "cert":
            for one in trustees:
                one.look()
                one.agree(True, one.backup().seed)
    for one in trustees:
        one.look()
    return trustees


def make_slips(box: Any, code: str, number: int) -> list[str]:
    """The credential office: private credentials as printed, in an order by lot."""
    office = Office(address(box), code, open_doors=InProcess)
    office.make(number)
    slips = [slip.credential for slip in office.slips()]
    office.forget()
    return slips


_read = lru_cache(maxsize=2)(parse_election)


def _seal(election: str, slip: str, choices: list[list[int]]) -> str:
    return make_ballot(_read(election), slip, choices)


class Hall:
    """Simulated deputies of one open box.

    luck:    draws their choices
    counted: the choices that must be in the totals
    """

    def __init__(self, box: Any, luck: Random, *, share_of_faults: float = 0.1, quiet: bool = True) -> None:
        self.base, self.luck, self.share, self.quiet = f"/booth/{box}/", luck, share_of_faults, quiet
        self.text = Client().get(self.base + "board.json").json()["election"]
        self.election: Election = parse_election(self.text)
        self.report = Report()
        self.counted: list[list[list[int]]] = []

    def vote(self, slips: list[str], *, alike: bool = False) -> Report:
        """Everybody with one of these slips votes, one after the other, some with a fault; sealing uses all cores.

        alike: everybody makes the same choice for every item, so that all of them are tied
        """
        plans = [(slip, self._all_first() if alike else self._choices(), self._fault()) for slip in slips]
        with ProcessPoolExecutor() as pool:
            sealed = pool.map(
                _seal, *zip(*((self.text, slip, choices) for slip, choices, _ in plans), strict=True), chunksize=4
            )
            for (slip, choices, fault), ballot in tqdm(
                zip(plans, sealed, strict=True), total=len(plans), desc="投票", disable=self.quiet, leave=False
            ):
                self._one(slip, choices, fault, ballot)
        return self.report

    def _choices(self) -> list[list[int]]:
        rows = []
        for question in self.election.questions:
            row = [0] * len(question.answers)
            wanted = sorted(range(len(row)), key=lambda at: at * LIKING + self.luck.random())
            for at in wanted[: self.luck.randint(max(question.least, 1), question.most)]:
                row[at] = 1
            rows.append(row)
        return rows

    def _all_first(self) -> list[list[int]]:
        """The first answer of every question; of one question with many answers as many as may be chosen."""
        if len(self.election.questions) > 1:
            return [[1, *[0] * (len(question.answers) - 1)] for question in self.election.questions]
        (question,) = self.election.questions
        return [[int(at < question.most) for at in range(len(question.answers))]]

    def _fault(self) -> str:
        return self.luck.choice(list(FAULTS)) if self.luck.random() < self.share else ""

    def _one(self, slip: str, choices: list[list[int]], fault: str, ballot: str) -> None:
        heard = {
            "twice": lambda: [self._cast(ballot), self._cast(ballot)],
            "lost": lambda: [self._cast(ballot), self._cast(ballot)],
            "changed": lambda: [self._cast(ballot), self._cast(_seal(self.text, slip, self._choices()))],
            "dead": lambda: [self._look(slip), self._cast(_seal(self.text, slip, choices))],
            "tested": lambda: [self._open(slip, choices), self._cast(ballot)],
            "mistyped": lambda: [self._look(credential.generate()), self._cast(ballot)],
            "": lambda: [self._cast(ballot)],
        }[fault]()
        self.report.voters += 1
        self.report.faults[fault] += bool(fault)
        if heard == EXPECTED[fault]:
            self.counted.append(choices)
        else:
            self.report.failures.append(f"{FAULTS.get(fault, '投票')}：应答 {EXPECTED[fault]}，得到 {heard}")

    def _post(self, path: str, body: str) -> Any:
        return Client().post(self.base + path, body, content_type="application/json").json()

    def _cast(self, ballot: str) -> str:
        return self._post("ballots/", ballot).get("state", "refused")

    def _look(self, slip: str) -> str:
        return self._post("slip/", json.dumps({"key": self.key(slip)}))["state"]

    def key(self, slip: str) -> str:
        """The slip's public half."""
        return str(credential.public(slip, self.election.uuid))

    def _open(self, slip: str, choices: list[list[int]]) -> str:
        seed = new_seed()
        unsigned, _ = seal(
            self.election, credential.public(slip, self.election.uuid), choices, randomness(seed, self.election.uuid)
        )
        answer = self._post("opened/", json.dumps({"ballot": unsigned.serialise(), "seed": seed.hex()}))
        return "opened" if "words" in answer else "refused"

    def totals(self) -> list[list[int]]:
        """What the box must show: the sums of everybody's choices."""
        rows = [[0] * len(question.answers) for question in self.election.questions]
        for choices in self.counted:
            rows = [[a + b for a, b in zip(row, one, strict=True)] for row, one in zip(rows, choices, strict=True)]
        return rows
