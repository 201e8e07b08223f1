"""For other rooms' pages: `{% load journey %}{% way_of suggestion %}`, `{% carried_into year %}`."""

from django import template

from piaojue.journey import way
from piaojue.stages.evaluate import queries

register = template.Library()


@register.inclusion_tag("journey/_way.html")
def way_of(suggestion) -> dict:
    """The suggestion's life as one line of steps."""
    return {"suggestion": suggestion, "steps": way.way_of(suggestion)}


@register.inclusion_tag("journey/_carried.html")
def carried_into(year) -> dict:
    """What last year left to this one."""
    return {"carried": queries.carried_into(year)}
