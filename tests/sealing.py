"""Stations, office and phones of a sealed box, as other programs: they speak to the booth's doors with the engine."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.test import Client

from engines.sealing import archive as bel
from engines.sealing import credential, pki, threshold
from engines.sealing.ballot import make_ballot
from engines.sealing.board import check_ballots, read_setup, read_tally
from engines.sealing.decryption import handed_in
from engines.sealing.election import Election, parse_election
from engines.sealing.encoding import compact


class Doors:
    """One program's way to a box."""

    def __init__(self, uuid: UUID, kind: str = "", code: str = "") -> None:
        self.base, self.headers = f"/booth/{uuid}/", {"Authorization": f"{kind} {code}"} if code else {}

    def get(self, path: str) -> Any:
        return Client().get(self.base + path, headers=self.headers)

    def post(self, path: str, value: Any) -> Any:
        data = value if isinstance(value, str) else json.dumps(value)
        return Client().post(self.base + path, data, content_type="application/json", headers=self.headers)


class Station:
    """One teller's key. run: how ballots are checked before a share is given, see engines.sealing.board."""

    def __init__(self, uuid: UUID, code: str, run: Callable[..., Any] = map) -> None:
        self.run, self.code = run, code
        self.doors = Doors(uuid, "Station", code)
        self.identity = pki.derive(pki.generate_seed())

    def at(self, uuid: UUID) -> "Station":
        """The same key at another box of the sitting."""
        there = Station(uuid, self.code, self.run)
        there.identity = self.identity
        return there

    def state(self) -> dict:
        return self.doors.get("station/").json()

    def hand_in(self, step: str, content: Any) -> Any:
        return self.doors.post("station/", {"step": step, "content": content})

    def act(self) -> str:
        """Do what is awaited; says what it was."""
        state = self.state()
        content = {
            "cert": self._cert,
            "polynomial": self._polynomial,
            "voutput": self._voutput,
            "share": self._share,
            "sign": self._sign,
        }.get(state["await"])
        if content:
            answer = self.hand_in(state["await"], content(state))
            assert answer.status_code == 200, answer.content.decode()
        return state["await"]

    def _certs(self, state: dict) -> Any:
        return threshold.parse_certificates([json.loads(cert) for cert in state["certs"]])

    def _cert(self, state: dict) -> Any:
        return pki.certificate(self.identity).as_json()

    def _polynomial(self, state: dict) -> Any:
        return threshold.polynomial(self.identity, self._certs(state), state["threshold"])

    def _voutput(self, state: dict) -> Any:
        return threshold.voutput(self.identity, self._certs(state), state["vinput"], state["threshold"])

    def _share(self, state: dict) -> dict:
        archive = bel.read_archive(b"".join(self.doors.get("board.bel").streaming_content))
        setup = read_setup(archive)
        tally = read_tally(archive, setup, check_ballots(archive, setup, run=self.run))
        key = threshold.decryption_key(self.identity, self._certs(state), state["voutput"]["private_key"])
        return handed_in(setup.election.fingerprint, key, tally.ciphertexts)

    def _sign(self, state: dict) -> Any:
        uuid = self.doors.get("board.json").json()["election_uuid"]
        return pki.sign(self.identity.signing, compact({"uuid": uuid, "bundle": state["bundle"]})).as_json()


def make_keys(uuid: UUID, codes: list[str]) -> list[Station]:
    """The whole key ceremony."""
    stations = [Station(uuid, code) for code in codes]
    for step in ("cert", "polynomial", "voutput"):
        assert [station.act() for station in stations] == [step] * len(stations)
    return stations


def make_slips(uuid: UUID, office: str, number: int) -> list[str]:
    """The credential office: private credentials, of which the boxes of the sitting get the public halves."""
    slips = [credential.generate() for _ in range(number)]
    for election in Doors(uuid).get("board.json").json()["elections"]:
        public = sorted(str(credential.public(slip, election)) for slip in slips)
        answer = Doors(uuid, "Office", office).post("slips/", {"election": election, "public": public})
        assert answer.status_code == 201
    return slips


def halves(uuid: UUID, slip: str) -> str:
    """What a teller's page sends of a slip that was never handed out: its half here, then those in the other elections."""
    *others, here = Doors(uuid).get("board.json").json()["elections"]
    return " ".join(str(credential.public(slip, election)) for election in (here, *others))


def public_half(uuid: UUID, slip: str) -> str:
    return str(credential.public(slip, parse_election(Doors(uuid).get("board.json").json()["election"]).uuid))


def sealed(uuid: UUID, slip: str, choices: list[list[int]]) -> str:
    """A phone's ballot."""
    return make_ballot(_election(Doors(uuid).get("board.json").json()["election"]), slip, choices)


@lru_cache(maxsize=4)
def _election(serialised: str) -> Election:
    """With the tables of its key, as a phone keeps them while its page is open."""
    return parse_election(serialised)
