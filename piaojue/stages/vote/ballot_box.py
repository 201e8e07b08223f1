"""The seam: what the vote room asks of a ballot box, whichever carries the ballots (VOTING.md §5.14).

The room and the booth never import each other (import contract): settings.BALLOT_BOX names a class as text. The room hands
over a frozen question list and gets numbers back; no person, seat or session ever crosses here, in either direction.
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
        guidance: sentences for the voter
    """

    level: str  # "L1" drawn slips, "L2" sealed in the browser (VOTING.md §5.14)

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

    def counts(self, uuid: UUID) -> list[Mapping[str, str]]:
        """Each ballot's marks {item key: option value}, without name or order, only after closing."""

    def codes(self, uuid: UUID) -> list[str]:
        """Tracking codes of all ballots, sorted, only after closing."""

    def discard(self, uuid: UUID) -> None:
        """Wipe the box: a rehearsal is over or the poll was abandoned."""

    def address(self, uuid: UUID, code: str = "") -> str:
        """Path of the voter's page; with a slip's code as the fragment."""


def ballot_box() -> BallotBox:
    """The box that settings.BALLOT_BOX names."""
    return import_string(settings.BALLOT_BOX)()
