"""票签组: makes the slips' private credentials, hands in their public halves, shows the slips for printing, forgets them."""

import secrets
from hashlib import sha256
from typing import Any, NamedTuple

from engines.sealing import credential
from engines.sealing.election import parse_election
from engines.sealing.encoding import hexdigest

from ..doors import HttpDoors, address_of
from ..problems import Problem
from .ceremony import PRINT_DIGITS
from .trustee import Open

MOST = 5_000
COLOURS = {"red": "红色", "green": "绿色", "blue": "蓝色", "yellow": "黄色", "purple": "紫色"}


class Slip(NamedTuple):
    """One slip as printed: the credential in groups and the address that its QR code opens."""

    credential: str
    address: str


class Office:
    """One batch of slips. Private credentials live in memory alone, until `forget`.

    page: SHA-256 of the voter's page as a phone gets it now; the slips carry its beginning
    """

    def __init__(self, address: str, code: str, open_doors: Open = HttpDoors) -> None:
        """raises: Problem before the tellers' key is made; Refused, Unreachable."""
        self.address, _ = address_of(address)
        self._doors = open_doors(self.address, "Office", code)
        self.about: dict[str, Any] = self._doors.get("board.json")
        if not self.about["election"]:
            raise Problem("监票人的钥匙还没有做好，还不能印票签。请等密钥仪式做完。")
        if self.about["phase"] != "slips":
            raise Problem("投票已经开始或结束，不能再印票签。")
        self._election = parse_election(self.about["election"])
        self.page = sha256(open_doors(self.address, "Phone", "").read("")).hexdigest()
        self._credentials: list[str] = []
        self.printed = 0
        self.forgotten = False

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the election file in hexadecimal."""
        return hexdigest(self.about["election"])

    @property
    def colour(self) -> str:
        """票色 in words."""
        code: str = self.about["colour"]
        return COLOURS.get(code, code)

    @property
    def made(self) -> int:
        """Slips in memory (张)."""
        return len(self._credentials)

    def make(self, number: int) -> None:
        """Make credentials and hand in the public halves for every election of the sitting.

        Pressing again after a lost answer sends the same ones.
        """
        if self.forgotten or self.printed:
            raise Problem("这一批票签已经做好。还要再印，请重新连接，做新的一批。")
        if not 1 <= number <= MOST:
            raise Problem(f"票签应在 1 到 {MOST} 张之间。")
        if len(self._credentials) != number:
            self._credentials = [credential.generate() for _ in range(number)]
        for election in self.about.get("elections", [self._election.uuid]):
            self._hand_in(election)

    def _hand_in(self, election: str) -> None:
        """The public halves for one election of the sitting, in an order that tells nothing; this box's own come last."""
        public = sorted(credential.public(one, election) for one in self._credentials)
        given = {"election": election, "public": [str(key) for key in public]}
        printed = self._doors.post("slips/", given)["printed"]
        if election == self._election.uuid:
            self.printed = printed

    def slips(self, address: str = "") -> list[Slip]:
        """The slips in an order by lot, for the printer. address: where phones reach the box, when it is another one."""
        if not self.printed:
            raise Problem("票签还没有在票箱登记，不能打印。")
        if self.forgotten:
            raise Problem("这一批票签已经忘记，不能再印。")
        base = address_of(address)[0] if address.strip() else self.address
        order = list(self._credentials)
        secrets.SystemRandom().shuffle(order)
        return [Slip(one, f"{base}#{one}.{self.fingerprint[:PRINT_DIGITS]}") for one in order]

    def forget(self) -> None:
        """已印好: the private credentials are gone from this program."""
        self._credentials.clear()
        self.forgotten = True
