"""The table of doors: who may open which address. Written by hand beside each room, on purpose a second time:
a policy that changes by mistake disagrees with it.

    DOORS = [
        door("suggestions", "/150102/2026/suggestions/", everybody(), setup=story),
        door("suggest", "/150102/2026/suggest/", {R.RESIDENT, …}, setup=story),
        door("campaign", "/150102/2026/campaign/new/", {R.CONGRESS_CLERK}, setup=story, method="post", data={…}),
    ]

`setup(cast)` makes what the address needs and may return values for {placeholders} in the path.
Entitled: never 404 and never a sign-in page. Not entitled: a visitor is sent to sign in, anybody else gets 404.
The roles act from 新城区 (or its 东街街道, or the city, as in tests/cast.py); the neighbours' clerk is tried as well.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.template.backends.django import Template
from pytest import MonkeyPatch

from piaojue.commons.roles import Role

NEIGHBOUR = "neighbour_clerk_bai"
# one person of the cast for each role
ACTORS: dict[Role, str | None] = {
    Role.VISITOR: None, Role.RESIDENT: "resident_wang", Role.VOLUNTEER: "volunteer_lin", Role.EVALUATOR: "evaluator_luo",
    Role.DEPUTY: "deputy_dong", Role.CONGRESS_CLERK: "clerk_li", Role.CONGRESS_CHAIR: "chair_zhang",
    Role.COMMITTEE: "committee_sun", Role.PRESIDIUM: "presidium_ma", Role.SECRETARIAT: "secretary_he",
    Role.CHIEF_TELLER: "teller_qian", Role.TELLER: "teller_zhou", Role.COUNTER: "counter_wu",
    Role.GUIDANCE: "guidance_tang", Role.REVIEWER: "reviewer_feng", Role.LEADING_GROUP: "leader_guo",
    Role.GOV_OFFICE: "government_liu", Role.DEPARTMENT: "department_chen", Role.FINANCE: "finance_hu",
    Role.LEGAL: "legal_gao", Role.STREET_CHAIR: "street_chair_cao", Role.STREET_CLERK: "street_clerk_xu",
    Role.COUNCIL_MEMBER: "council_yu", Role.ADMIN: "admin_shi",
}  # fmt: skip


@dataclass(frozen=True)
class Door:
    """name: the URL's name; path: with placeholders filled from `setup`; neighbour: may the neighbours' clerk, too?"""

    name: str
    path: str
    open_to: frozenset[Role]
    setup: Callable | None = None
    method: str = "get"
    data: dict = field(default_factory=dict)
    neighbour: bool = False


def door(name: str, path: str, open_to, **more) -> Door:
    return Door(name, path, frozenset(open_to), **more)


def everybody() -> frozenset[Role]:
    return frozenset(Role)


def all_doors() -> list[Door]:
    """Those of every room."""
    doors = []
    for app in settings.INSTALLED_APPS:
        if app.startswith("piaojue.") and find_spec(f"{app}.tests") and find_spec(f"{app}.tests.doors"):
            doors += import_module(f"{app}.tests.doors").DOORS
    return doors


def by_setup(most: int = 8) -> Iterator[list[Door]]:
    """Doors that need the same to be there, up to `most` together: making it takes longer than opening one of them."""
    known = list(dict.fromkeys(door.setup for door in all_doors()))
    for _, same in groupby(sorted(all_doors(), key=lambda door: known.index(door.setup)), key=lambda door: door.setup):
        doors = list(same)
        yield from (doors[at : at + most] for at in range(0, len(doors), most))


class _Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What is asked in here leaves no trace."""
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass


@contextmanager
def unwritten() -> Iterator[None]:
    """Pages are answered without their words."""
    with MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", lambda self, context=None, request=None: "<!doctype html><title>-</title>")
        yield
