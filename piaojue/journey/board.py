"""What a year's board is made of, asked once for all its panels."""

from dataclasses import dataclass

from piaojue.commons.places.models import Place
from piaojue.commons.tallies.queries import Numbers, numbers
from piaojue.commons.years.models import Year
from piaojue.journey import queries
from piaojue.journey.figures import TALLIES, Figures, figures_of
from piaojue.journey.queries import Field

BOARD_TALLIES = (
    "nameless",
    "suggestions.day",
    "suggestions.spot",
    "suggestions.category",
    "suggestions.channel",
    "suggestions.proposer",
    "demands.spot",
    "outcomes.took",
)


@dataclass(frozen=True)
class Board:
    """figures, kept: of the year alone; fields: by 领域; places: everything inside the year's place, by code."""

    year: Year
    figures: Figures
    kept: Numbers
    fields: list[Field]
    places: list[Place]

    def kinds(self, tally: str) -> dict[str, int]:
        """Kind → number, the most first."""
        return self.kept.kinds(tally, self.year.pk)

    @property
    def below(self) -> list[Place]:
        """The places directly below the year's."""
        return [place for place in self.places if place.parent_id == self.year.place_id]


def board_of(year: Year) -> Board:
    kept = numbers([year.pk], *TALLIES, *BOARD_TALLIES)
    places = Place.objects.filter(code__startswith=year.place_id).exclude(pk=year.place_id).order_by("code")
    return Board(
        year,
        figures_of([year], kept)[year.pk],
        kept,
        queries.categories_of(year, kept.kinds("suggestions.category", year.pk)),
        list(places),
    )
