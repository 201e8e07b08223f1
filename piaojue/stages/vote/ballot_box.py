"""The seam: what the vote room asks of a ballot box, whichever carries the ballots (docs/ballot.md#levels).

The room and the booth never import each other (import contract): settings.BALLOT_BOXES names a class a level, as text. The
room hands over a frozen question list and gets numbers back; no person, seat or session ever crosses here, in either
direction, but the names of those who hold keys, which are public.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class BallotBox(Protocol):
    """One kind of ballot box. Every method that cannot do its work raises ValueError with a Chinese sentence.

    election, as handed over by `prepare` (JSON):
        sitting, name, title: texts at the head of the ballot;  colour: red | green | blue | yellow | purple
        rehearsal: True marks every page as 演练
        items:    [{"key", "no", "title", "text"}] in the order of the ballot; text: what it is about, in a line or two
        options:  [{"value", "label"}]; the first is the one that `max` limits; one single option means 限选 (a tick)
        max:      most items that may carry the first option, or None
        blank:    what an unmarked item counts as, in words
        blank_value: the option an unmarked item counts as; empty when it is counted apart
        empty:    whether a ballot without any mark is valid
        rule:     SHA-256 of the vote rule (L2)
        trustees, threshold: names of those who hold keys, in order, and how many of them open the box (L2)
        guidance: sentences for the voter
    """

    level: str  # "L1" drawn slips, "L2" sealed in the browser (docs/ballot.md#levels)

    def prepare(self, election: Mapping[str, Any]) -> UUID:
        """A new box for this question list."""

    def print_slips(self, uuid: UUID, n: int) -> list[str]:
        """n new slips as their secret codes, handed out once. Only digests are kept, sorted."""

    def void_slips(self, uuid: UUID, codes: Iterable[str] | None = None) -> Mapping[str, str]:
        """Make slips void; None: every slip of a box not yet open. {code: "void" | "used" | "unknown"}."""

    def slips(self, uuid: UUID) -> tuple[int, int]:
        """(printed, void), in slips."""

    def open(self, uuid: UUID) -> None:
        """Take ballots from now on."""

    def suspend(self, uuid: UUID) -> None:
        """Take no more ballots and keep what is in: the sitting goes on on paper."""

    def close(self, uuid: UUID) -> None:
        """Close for good and open the ballots all at once, without their slips."""

    def returned(self, uuid: UUID) -> int:
        """Ballots in the box (收回, 张). Never anything about what they say."""

    def counts(self, uuid: UUID) -> list[Mapping[str, str]] | None:
        """Each ballot's marks {item key: option value}, without name or order, only after closing; None: ask for totals."""

    def forget(self, uuid: UUID) -> None:
        """After the count: no single ballot is kept, only how many there were and their tracking codes."""

    def totals(self, uuid: UUID) -> Mapping[str, Mapping[str, int]]:
        """Votes {item key: {option value: n}}, of a box that never opens single ballots; an item's rest is blank."""

    def codes(self, uuid: UUID) -> list[str]:
        """Tracking codes of all ballots, sorted, only after closing."""

    def discard(self, uuid: UUID) -> None:
        """Wipe the box: a rehearsal is over or the poll was abandoned."""

    def address(self, uuid: UUID, code: str = "") -> str:
        """Path of the voter's page; with a slip's code as the fragment."""


class KeyedBox(BallotBox, Protocol):
    """What a box of level L2 can do besides: tellers hold its keys, and its archive can be checked by anyone."""

    def prepare(self, election: Mapping[str, Any], keys_of: UUID | None = None) -> UUID:
        """A new box. keys_of: another box of the sitting, whose keys and printed slips serve this one, too."""

    def connect(self, uuid: UUID, no: int) -> str:
        """A connection code for the station of trustee `no` (from 1) or for the credential office (0), shown once."""

    def restart_keys(self, uuid: UUID) -> None:
        """Begin the key ceremony anew, while no slip is valid."""

    def keys(self, uuid: UUID) -> Mapping[str, Any]:
        """{"threshold", "trustees": [{"no", "name", "step", "connected", "drilled"}], "fingerprint": hex or "", "head",
        "bundle": fingerprint or "", "signed": names of those who signed it, "election_uuid", "shares_missing": n, or None
        before closing}. step: none | cert | polynomial | ready | shared."""

    def give_back(self, uuid: UUID, code: str, place: int, hand: str) -> str:
        """A teller takes a slip that was handed in, to transcribe the paper ballot: "waiting" for the other | "given" | "unknown".

        place: 0 for the teller who took it first, 1 for the other; hand: the code which that teller types for the own filling
        """

    def slips_script(self) -> tuple[str, str]:
        """(address, integrity) of the script that computes a slip's public half on a teller's page."""

    def page_fingerprint(self, uuid: UUID) -> str:
        """SHA-256 of the voter's page, 64 hexadecimal digits; empty before the key is made."""

    def roll(self, uuid: UUID) -> Mapping[str, list[str]]:
        """All slips by digest, sorted: "credentials" printed, "voided" before opening, "exchanged", "transcribed"."""

    def publish(self, uuid: UUID, files: Mapping[str, str], fingerprint: str, before: UUID | None) -> None:
        """Keep what is published beside the archive; tellers' stations sign its fingerprint. Once only.

        before: the box of the round before, whose bundle becomes a part of this one
        """

    def parcel(self, uuid: UUID) -> Mapping[str, bytes]:
        """The published bundle's files by path, with the stations' signatures and the rounds before."""

    def checkpoints(self, uuid: UUID) -> str:
        """What stations signed of the board while it ran, a line each."""

    def transcribed(self, uuid: UUID) -> int:
        """Ballots in the box that were transcribed from paper (张)."""

    def archive(self, uuid: UUID) -> tuple[str, bytes]:
        """(file name, content) of the public archive."""

    def opened(self, uuid: UUID) -> list[Mapping[str, str]]:
        """Ballots opened for a test: [{"ballot", "seed"}]."""

    def strong_proofs(self, uuid: UUID) -> Mapping[str, Any]:
        """Strong proofs beside the tellers' shares, by number of the key."""


def ballot_box(poll: Any) -> Any:
    """The box of this poll's level (a BallotBox; of level L2 a KeyedBox)."""
    return import_string(settings.BALLOT_BOXES[poll.level])()
