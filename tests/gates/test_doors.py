"""Every address × every role: opened by whom the tables of doors name, and by nobody else; behind it stands a page that
survives bad input and that everybody can read. What needs the same set-up is asked in one go."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web import official, printing
from tests.browser import accessible, markup
from tests.cast import Cast
from tests.doors import ACTORS, NEIGHBOUR, Door, all_doors, by_setup, undone, unwritten
from tests.gates import bad_input
from tests.scenes import scene

FOREIGN = {"set_language"}  # Django's own, everybody's
ON_SQLITE = connection.vendor == "sqlite"


def names(patterns) -> set[str]:
    known = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            known |= names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            known.add(pattern.name or str(pattern.pattern))
    return known


def test_every_address_is_in_a_table_of_doors():
    listed = {door.name for door in all_doors()}
    ours = {
        n for n in names(get_resolver().url_patterns) if not n.startswith(("account_", "mfa_")) and n not in FOREIGN
    }
    assert sorted(ours - listed) == []
    assert sorted(listed - ours) == []


def by_name(patterns, before: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, parameters) of every address: both together are what a page names to get there."""
    for pattern in patterns:
        parameters = (*before, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from by_name(pattern.url_patterns, parameters)
        elif pattern.name:
            yield pattern.name, tuple(sorted(parameters))


def test_a_name_leads_to_one_address():
    seen = Counter(by_name(get_resolver().url_patterns))
    assert [key for key, number in seen.items() if number > 1] == []


ON_A_PHONE = {Role.VISITOR, Role.RESIDENT, Role.VOLUNTEER, Role.EVALUATOR, Role.DEPUTY}
SHOWN_TO = {Role.VISITOR, Role.DEPUTY, Role.CONGRESS_CLERK}
"""Who comes by the front door and whose pages are written out, besides who reads and who fills in: one of each side.
Who may is decided by the view, for everybody."""


LOOKED_AT: dict[str, set[markup.Shape]] = {"phone": set(), "desk": set()}
"""What Chromium was shown in this process: a page without anything new in it is not shown again."""


@pytest.fixture
def printed_once(monkeypatch):
    """The same sheet is laid out once, however many people open it."""
    monkeypatch.setattr(printing, "printed", cache(printing.printed))
    monkeypatch.setattr(official, "docx_of", cache(official.docx_of))


def indoors(seat: Seat, method: str, path: str, data: dict) -> int:
    """The status that somebody gets who stands in the house already: the view is asked, not the way to it.

    The way (session, sign-in, seat, language) is the same for everybody, and `SHOWN_TO` go it.
    """
    request: Any = getattr(RequestFactory(), method)(path, data)
    request.seat, request.user, request.session = seat, seat.person, SessionStore()
    request.htmx = False
    request._messages = default_storage(request)
    request.resolver_match = match = resolve(request.path_info)
    try:
        return match.func(request, *match.args, **match.kwargs).status_code
    except (NotYours, Http404):
        return 404
    except Refused:
        return 409


@dataclass
class Visit:
    """One door, tried by everybody. answers: the pages that were written out."""

    door: Door
    path: str
    cast: Cast
    data: dict = field(default_factory=dict)
    answers: dict[str, HttpResponse] = field(default_factory=dict)

    def seat(self, role: Role) -> Seat | None:
        """Who plays the role; None: the visitor."""
        nick = ACTORS[role]
        return getattr(self.cast, nick) if nick else None

    @property
    def reader(self) -> Role:
        """Who looks at the page: of those who may, the first in the table."""
        return min(self.door.open_to, key=list(ACTORS).index)

    @property
    def writer(self) -> Role:
        """Who fills in its forms wrongly: of those who may, the last but the administrator."""
        return max(self.door.open_to - {Role.ADMIN} or self.door.open_to, key=list(ACTORS).index)

    def everybody_tries(self, as_) -> Iterator[str]:
        """Who gets in and should not, or does not and should."""
        actors: list[tuple[str, Seat | None, bool]] = [
            (role, self.seat(role), role in self.door.open_to) for role in ACTORS
        ]
        actors.append(
            ("neighbour", getattr(self.cast, NEIGHBOUR), self.door.neighbour or len(self.door.open_to) == len(Role))
        )
        shown = {self.reader, self.writer} if self.door.open_to else set()
        if self.door.open_to == frozenset(Role):  # nobody is refused: one of each side opens it
            actors = [actor for actor in actors if actor[0] in shown | SHOWN_TO | {"neighbour"}]
        if not ON_SQLITE:  # who may is decided before any row is asked for: here each page only has to answer
            actors = [actor for actor in actors if actor[0] in shown] + [actor for actor in actors if not actor[2]][:1]
        for who, seat, entitled in actors:
            if who not in shown and who not in SHOWN_TO and seat is not None:
                with undone(), unwritten():
                    status = indoors(seat, self.door.method, self.path, self.data)
                to_sign_in = False
            else:
                with undone():
                    answer = getattr(as_(seat), self.door.method)(self.path, self.data)
                if who in shown:
                    self.answers[who] = answer
                status = answer.status_code
                to_sign_in = status == 302 and answer["Location"].startswith("/enter/")
            opened = status not in (404, 403, 405, 500) and not to_sign_in
            refused = status == 404 or (seat is None and to_sign_in)
            if not (opened if entitled else refused):
                yield f"{who}: {'should open' if entitled else 'should not open'}, got {status}"

    def markup_for(self, role: Role) -> bytes:
        """What was answered, a page or a part of one; nothing of a file or of the way to another page."""
        answer = self.answers[role]
        return answer.content if answer.status_code == 200 and "html" in answer["Content-Type"] else b""


@pytest.mark.browser
@pytest.mark.parametrize("doors", list(by_setup()), ids=lambda doors: getattr(doors[0].setup, "__name__", "nothing"))
def test_behind_the_doors(doors, cast, as_, printed_once, glance):
    values = (scene(doors[0].setup)(cast) if doors[0].setup else None) or {}
    wrong, tried = [], defaultdict(set)
    for door in doors:
        data = {key: value.format(**values) if isinstance(value, str) else value for key, value in door.data.items()}
        visit = Visit(door, door.path.format(**values), cast, data)
        wrong += [f"{door.name}: {fault}" for fault in seen_at(visit, as_, glance, tried)]
    assert wrong == [], "\n".join(wrong)


def seen_at(visit: Visit, as_, glance, tried: dict[Role, set]) -> Iterator[str]:
    """What is wrong with one door and its page. tried: the forms that somebody in the role has filled in wrongly by now."""
    yield from visit.everybody_tries(as_)
    if visit.door.method != "get" or not visit.door.open_to:
        return
    if forms := visit.markup_for(visit.writer):
        yield from bad_input.survived(as_(visit.seat(visit.writer)), visit.path, forms, tried[visit.writer])
    page = visit.markup_for(visit.reader)
    if not ON_SQLITE or b"<html" not in page:  # what a page looks like does not depend on the database
        return
    yield from markup.wrong_in(page)
    width = "phone" if visit.reader in ON_A_PHONE else "desk"
    if markup.shapes(page) <= LOOKED_AT[width]:
        return
    LOOKED_AT[width] |= markup.shapes(page)
    with undone():
        shown = glance(visit.seat(visit.reader), visit.path, visit.answers[visit.reader])
        yield from accessible.wrong_with(shown, width)
