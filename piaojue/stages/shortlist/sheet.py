"""项目材料 as a form fills it and an act takes it (docs/domain.md#dossier-fields)."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.commons.words import ENGLISH
from piaojue.stages.shortlist.models import Dossier, ProjectType
from piaojue.stages.shortlist.values import Funding, Milestone
from piaojue.stages.suggest.public import Category


@dataclass(frozen=True)
class Fact:
    """One line of the page's list: what it is called, and what it says; money is an amount in 元."""

    label: str
    value: Any
    is_money: bool


def on_page(label: str, english: str, *, is_money: bool = False) -> dict[str, Any]:
    """Metadata of a field that the dossier's page shows as a line of its own, called `label`."""
    ENGLISH[label] = english
    return {"label": label, "is_money": is_money}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a dossier says, all of it; the names are the columns of Dossier.

    A field with `on_page` stands on the page by itself, in this order; the others have their place in the template.

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
    year_yuan: int | None = field(default=None, metadata=on_page("年度投资", "Budget of the year", is_money=True))
    funding: tuple[Funding, ...] = ()
    beneficiaries: int | None = None
    reach: str = field(default="", metadata=on_page("受益范围", "Who benefits"))
    site: str = field(default="", metadata=on_page("选址", "Site"))
    land_status: str = field(default="", metadata=on_page("用地情况", "Land"))
    due: date | None = None
    cross_year: bool = False
    year_goal: str = field(default="", metadata=on_page("年度目标", "Goal of the year"))
    milestones: tuple[Milestone, ...] = ()
    department: Body | None = field(default=None, metadata=on_page("责任单位", "Responsible unit"))
    co_departments: str = field(default="", metadata=on_page("配合单位", "Units that help"))
    leader: str = field(default="", metadata=on_page("责任人", "Person in charge"))
    overseer: str = field(default="", metadata=on_page("分管领导", "Leader responsible"))
    upkeep: str = field(default="", metadata=on_page("建后管护", "Upkeep afterwards"))
    upkeep_yuan: int | None = field(default=None, metadata=on_page("每年管护经费", "Upkeep a year", is_money=True))
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


NAMES = tuple(one.name for one in fields(Sheet))


def facts_of(dossier: Dossier) -> list[Fact]:
    """What the dossier's page lists, where it is first."""
    rows = [
        Fact(one.metadata["label"], getattr(dossier, one.name), one.metadata["is_money"])
        for one in fields(Sheet)
        if one.metadata
    ]
    return [Fact("所在地", dossier.spot, False), *rows]
