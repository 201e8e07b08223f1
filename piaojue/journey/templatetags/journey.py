"""For other rooms' pages: `{% load journey %}{% carried_into year %}`, `{% came_of page as came %}`, `{% measure "red" figures %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from piaojue.commons.years.models import Year
from piaojue.journey.came import Came
from piaojue.journey.came import came_of as what_came_of
from piaojue.journey.figures import Figures
from piaojue.journey.measures import MEASURES
from piaojue.stages.evaluate.public import carried_into as dossiers_carried_into
from piaojue.stages.shortlist.public import MOVES, published
from piaojue.stages.suggest.public import Suggestion

register = template.Library()


@register.inclusion_tag("journey/_carried.html", takes_context=True)
def carried_into(context: Context, year: Year) -> dict[str, Any]:
    """What earlier years left to this one; who prepares dossiers can go on with it."""
    return {
        "carried": dossiers_carried_into(year),
        "may_draft": MOVES.may("draft", year, context["request"].seat),
        "readable": published(year),
    }


@register.simple_tag
def came_of(suggestions: Iterable[Suggestion]) -> dict[int, Came]:
    """`{% came_of page as came %}`: suggestion id → what came of it, for a page of one's own suggestions."""
    return what_came_of(suggestions)


@register.inclusion_tag("journey/_measure.html")
def measure(key: str, figures: Figures, tone: str = "") -> dict[str, Any]:
    """`{% measure "answered_rate" figures %}`: a tile with one of the measures (`journey.measures`), which leads to how it is made."""
    one = MEASURES[key]
    return {"measure": one, "value": one.of(figures), "tone": tone}
