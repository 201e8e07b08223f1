"""A request as our pages see it: with the acting seat, and the year the page is of."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.urls import ResolverMatch


class Request(HttpRequest):
    """What the middleware puts on every request (`commons.people.seats`), for annotations; nobody makes one.

    seat:     the acting Seat; None for a visitor
    user:     the Person signed in, or somebody who is not authenticated
    year_row: the year that the page is of, for its furniture; None on pages of no year
    failure:  the number of a failure, on the page and in the server's log
    portal_year: the city's own running year, on pages of the city
    htmx:     whether a part of a page is asked for
    """

    seat: Any
    user: Any
    failure: str
    year_row: Any
    portal_year: Any
    htmx: bool
    resolver_match: "ResolverMatch"
