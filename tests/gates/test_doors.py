"""Every address × every role: opened by whom the tables of doors name, and by nobody else."""

from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.template.backends.django import Template
from django.urls import URLPattern, URLResolver, get_resolver

from piaojue.commons.people.roles import Role
from piaojue.commons.ui import printing
from tests.doors import ACTORS, NEIGHBOUR, Door

FOREIGN = {"set_language"}  # Django's own, everybody's


def all_doors() -> list[Door]:
    found = []
    for app in settings.INSTALLED_APPS:
        if app.startswith("piaojue.") and find_spec(f"{app}.tests") and find_spec(f"{app}.tests.doors"):
            found += import_module(f"{app}.tests.doors").DOORS
    return found


def names(patterns) -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.add(pattern.name or str(pattern.pattern))
    return found


def test_every_address_is_in_a_table_of_doors():
    listed = {door.name for door in all_doors()}
    ours = {
        n for n in names(get_resolver().url_patterns) if not n.startswith(("account_", "mfa_")) and n not in FOREIGN
    }
    assert sorted(ours - listed) == []
    assert sorted(listed - ours) == []


class Undo(Exception):
    pass


SHOWN_TO = {
    Role.VISITOR, Role.RESIDENT, Role.DEPUTY, Role.CONGRESS_CLERK, Role.CHIEF_TELLER, Role.GOV_OFFICE, Role.STREET_CLERK, Role.ADMIN,
}  # fmt: skip
"""Whose pages are also written out: one of each side. Who may is decided before a page is written, for everybody."""


@pytest.fixture
def printed_once(monkeypatch):
    """The same sheet is laid out once, however many people open it."""
    monkeypatch.setattr(printing, "printed", cache(printing.printed))


@contextmanager
def answered(written_out: bool):
    """Pages as they are, or answered without their words."""
    with pytest.MonkeyPatch.context() as patch:
        if not written_out:
            patch.setattr(Template, "render", lambda self, context=None, request=None: "<!doctype html><title>-</title>")
        yield


@pytest.mark.parametrize("door", all_doors(), ids=lambda d: f"{d.method}-{d.name}")
def test_a_door_opens_for_whom_it_should(door, cast, as_, printed_once):
    values = (door.setup(cast) if door.setup else None) or {}
    path = door.path.format(**values)
    data = {key: value.format(**values) if isinstance(value, str) else value for key, value in door.data.items()}
    wrong = []
    actors = [(role, getattr(cast, nick) if nick else None, role in door.open_to) for role, nick in ACTORS.items()]
    actors.append(("neighbour", getattr(cast, NEIGHBOUR), door.neighbour or len(door.open_to) == len(Role)))
    if connection.vendor != "sqlite":  # who may is decided before any row is asked for: here each page only has to answer
        actors = [next(actor for actor in actors if actor[2] is answer) for answer in {actor[2] for actor in actors}]
    first = next((who for who, _, entitled in actors if entitled), None)
    for who, seat, entitled in actors:
        browser = as_(seat)
        try:
            with transaction.atomic(), answered(who == first or who in SHOWN_TO):
                answer = getattr(browser, door.method)(path, data)
                raise Undo
        except Undo:
            pass
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/enter/")
        opened = answer.status_code not in (404, 403, 405, 500) and not to_sign_in
        refused = answer.status_code == 404 or (seat is None and to_sign_in)
        if not (opened if entitled else refused):
            wrong.append(f"{who}: {'should open' if entitled else 'should not open'}, got {answer.status_code}")
    assert wrong == []
