"""How a demand is called where no suggestion's words may stand for it."""

from piaojue.commons.places.models import Place
from piaojue.stages.suggest.public import Category


def quoting_nobody(spot: Place, category: str) -> str:
    """A title from place and field alone."""
    if not category or category == Category.OTHER:
        return f"{spot.name}的一项诉求"
    return f"{spot.name}：{Category(category).label}方面的诉求"
