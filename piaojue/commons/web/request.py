"""A request as our pages see it: with the acting seat, and the year the page is of."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.urls import ResolverMatch

    from piaojue.commons.people.models import Person, Seat


class Request(HttpRequest):
    """What the middleware puts on every request (`commons.people.seats`), for annotations; nobody makes one.

    seat:     the acting seat; None for a visitor
    year_row: the year that the page is of, for its furniture; None on pages of no year
    htmx:     whether a part of a page is asked for
    """

    seat: "Seat | None"
    user: "Person"
    year_row: Any
    htmx: bool
    resolver_match: "ResolverMatch"
