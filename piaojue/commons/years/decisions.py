"""What of a year a body decides: its plan."""

from collections.abc import Iterable

from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.places.models import Place
from piaojue.commons.years.gates import is_decided
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage


def without_a_plan(place: Place, year: Year) -> Iterable[Year]:
    planned = year.stage == Stage.PLANNED and not is_decided(year, Matter.ANNUAL_PLAN)
    return [year] if planned else []


decidable(
    Matter.ANNUAL_PLAN,
    Year,
    waiting=without_a_plan,
    called=lambda year: f"{year.number} 年度工作（监督）计划",
)
