"""项目材料 as a form fills it and an act takes it (docs/domain.md#dossier-fields)."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.stages.shortlist.models import Dossier, ProjectType
from piaojue.stages.shortlist.values import Funding, Milestone
from piaojue.stages.suggest.public import Category


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a dossier says, all of it; the names are the columns of Dossier.

    spot:       where it is to be built, within the year's place
    department: who carries it out, a body of the same place
    previous:   the earlier year's dossier that it goes on with
    *_yuan:     元, of which upkeep_yuan a year; beneficiaries: 人
    """

    title: str
    spot: Place
    purpose: str
    scope: str
    category: str = Category.OTHER
    type: str = ProjectType.WORKS
    target_count: int | None = None
    target_unit: str = ""
    total_yuan: int | None = None
    year_yuan: int | None = None
    funding: tuple[Funding, ...] = ()
    beneficiaries: int | None = None
    reach: str = ""
    site: str = ""
    land_status: str = ""
    due: date | None = None
    cross_year: bool = False
    year_goal: str = ""
    milestones: tuple[Milestone, ...] = ()
    department: Body | None = None
    co_departments: str = ""
    leader: str = ""
    overseer: str = ""
    upkeep: str = ""
    upkeep_yuan: int | None = None
    previous: Dossier | None = None
    gov_note: str = ""

    @classmethod
    def of(cls, dossier: Dossier) -> "Sheet":
        """What a dossier says now."""
        return cls(**{name: getattr(dossier, name) for name in NAMES})

    @classmethod
    def from_form(cls, cleaned: dict[str, Any]) -> "Sheet":
        """The sheet in a form's cleaned data."""
        return cls(**{name: cleaned[name] for name in NAMES})

    def fill(self, dossier: Dossier) -> None:
        """Write all of it into a dossier."""
        for name in NAMES:
            setattr(dossier, name, getattr(self, name))


NAMES = tuple(field.name for field in fields(Sheet))
