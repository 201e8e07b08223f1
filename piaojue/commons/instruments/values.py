"""What the articles of a local rule say and set."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Provision:
    """One article of a local rule.

    number: as it is cited: 第五条
    text:   what it says; may be empty where only its number is known
    sets:   parameters of engines.law.LOCAL_PARAMETERS → the value, as `engines.law.read_value` keeps it
    """

    number: str
    text: str = ""
    sets: Mapping[str, str] = field(default_factory=dict)
