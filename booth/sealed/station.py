"""A trustee's station as the server knows it. `Board.stations` keeps one for each trustee as JSON, in order."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Self

Step = Literal["cert", "polynomial", "voutput"]
STEPS: tuple[Step, ...] = ("cert", "polynomial", "voutput")
"""What a station hands in during the key ceremony, in this order (specification §4.6)."""


@dataclass(frozen=True)
class Station:
    """What has come from one trustee. Texts are kept to the letter; None: not yet.

    code:    digest of the connection code, 64 hexadecimal digits; empty before there is one
    cert, polynomial, voutput: its messages of the key ceremony (§4.6)
    share:   its partial decryption (§4.18)
    strong:  the strong proofs beside the share
    drilled: its backup was proven to work (恢复演练)
    signature: what it signed over the fingerprint of the published bundle
    """

    name: str
    code: str = ""
    cert: str | None = None
    polynomial: str | None = None
    voutput: str | None = None
    share: str | None = None
    strong: str | None = None
    drilled: bool = False
    signature: str | None = None

    def given(self, step: Step) -> str | None:
        """The message of a step; None before it has come."""
        return {"cert": self.cert, "polynomial": self.polynomial, "voutput": self.voutput}[step]

    def with_message(self, step: Step, text: str) -> Self:
        """The same station once the message of a step has come."""
        change: dict[str, Any] = {step: text}
        return replace(self, **change)

    @property
    def progress(self) -> str:
        """How far it is: none | cert | polynomial | ready | shared."""
        if self.share:
            return "shared"
        if self.voutput:
            return "ready"
        return "polynomial" if self.polynomial else "cert" if self.cert else "none"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `to_json` wrote. raises: TypeError for an unknown field."""
        return cls(**data)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, every field present."""
        return asdict(self)
