"""四问 arrive filled: what the data say of a region, by the measures that every board reads."""

from piaojue.commons.places.models import Place
from piaojue.commons.ui.templatetags.ui import percent, wan
from piaojue.commons.years.asking import Fact, tells_facts
from piaojue.commons.years.models import Year
from piaojue.journey.figures import Figures, figures_of
from piaojue.journey.measures import MEASURES, Measure

ASKED = {
    1: ("suggestions", "demands", "answered_rate", "candidates"),
    2: ("candidates", "adopted", "residents_share", "planned_yuan"),
    3: ("projects", "green", "yellow", "red", "paid_yuan", "findings", "closed_rate"),
    4: ("projects", "completed", "on_time_rate", "satisfied_rate", "closed_rate"),
}
"""Question → the measures that answer it: 计划, 票决结果, 进展, 经验."""


@tells_facts
def measured(ordinal: int, place: Place, number: int) -> list[Fact]:
    """The region's year of that number, as it stands; one fact where it was not even opened."""
    year = Year.real.filter(place=place, number=number).first()
    if year is None:
        return [Fact("年度", f"还没有开启 {number} 年度")]
    figures = figures_of([year])[year.pk]
    stage = Fact("阶段", year.get_stage_display())
    return [stage, *(Fact(MEASURES[key].name, _shown(MEASURES[key], figures)) for key in ASKED.get(ordinal, ()))]


def _shown(measure: Measure, figures: Figures) -> str:
    value = measure.of(figures)
    if measure.is_share or value is None:
        return percent(value)
    return wan(int(value)) if measure.unit == "元" else f"{value} {measure.unit}"
