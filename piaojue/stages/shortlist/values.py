"""What a dossier keeps in rows: where the money comes from, and when what is done (docs/domain.md#dossier-fields)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Funding:
    """One source of the money. yuan: 元."""

    source: str
    yuan: int

    def __str__(self) -> str:
        return f"{self.source} {self.yuan / 10000:g} 万元"


@dataclass(frozen=True)
class Milestone:
    """One step of the work. due: its month, "YYYY-MM"; share: how much is done by then, cumulative, % of the plan."""

    title: str
    due: str
    share: int

    def __str__(self) -> str:
        return f"{self.due} {self.title} {self.share}%"


@dataclass(frozen=True)
class Concluded:
    """Who wrote a conclusion of the appraisal, and when. by: the unit's name; role: the writer's."""

    by: str
    role: str
    on: date
