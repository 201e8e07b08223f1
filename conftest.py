"""Fixtures for all tests: the cast, and clients that are somebody."""

import gc
from contextlib import nullcontext
from importlib import import_module

import pytest
from django.conf import settings as site
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cache import SessionStore
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from piaojue.commons.limits import brief
from piaojue.commons.places import known
from piaojue.stages.group import standing
from piaojue.stages.suggest import category, gazetteer
from tests import cast as the_cast
from tests import database, scenes, trail
from tests.browser.windows import chromium, glance, kept_files, visit, window  # noqa: F401 fixtures

gc.disable()  # nothing of what is imported now becomes garbage; pytest_collection_finish enables it

# a busy computer is no mistake of the code; `pytest --hypothesis-profile exploring` looks for examples nobody has tried yet
settings.register_profile("exploring", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("exploring"), derandomize=True, max_examples=50)
settings.load_profile("repeatable")

NO_WORDS_OF_OURS = providers.Constants()

brief.CLEARED_EVERY = 10**12
"""Who counts clears now and then, by chance; a test that counts questions to the database must not hang on it."""


def asks_the_database(item: pytest.Item) -> bool:
    """Whether the test's answer depends on the database; `both` lets one of a file that is marked `once` run."""
    if item.get_closest_marker("once") and not item.get_closest_marker("both"):
        return False
    return (
        not {"db", "transactional_db"}.isdisjoint(item.fixturenames) or item.get_closest_marker("django_db") is not None
    )


def pytest_collection_modifyitems(config, items) -> None:
    """What has nothing new to say on another database runs once: what never asks it, and what is marked `once`."""
    if connection.vendor != "sqlite":
        asking = [item for item in items if asks_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in asking])
        items[:] = asking


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it for garbage again and again took a sixth of the time.

    Examples that are the same every time do not hang on which modules this process has imported by now, whose numbers and
    words hypothesis would read first, five seconds long.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
    if settings.get_current_profile_name() == "repeatable":
        providers._get_local_constants = lambda: NO_WORDS_OF_OURS


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef) -> None:
    """A fixture that makes something for the cast alone makes it once a process (tests/scenes.py)."""
    scenes.for_the_cast_alone(fixturedef)


@pytest.fixture(autouse=True, scope="module")
def acts_are_watched(request):
    """Whatever act a test of these rooms runs: each row that it writes has its entry (tests/trail.py)."""
    here = request.path.relative_to(request.config.rootpath).as_posix()
    with trail.watched() if here.startswith(trail.WATCHED) else nullcontext():
        yield


@pytest.fixture
def cast(db) -> the_cast.Cast:
    """Places, people and seats (tests/cast.py)."""
    standing.forget()
    category.forget()
    gazetteer.forget()
    known.forget()
    translation.deactivate()  # the last visitor's language
    return the_cast.assemble()


def signed_in(seat) -> str:
    """The key of a session as signing in leaves it, with that seat chosen; thousands of tests need no more than that."""
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(seat.person_id),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: seat.person.get_session_auth_hash(),
            "seat": seat.pk,
        }
    )
    session.create()
    return session.session_key


@pytest.fixture
def as_():
    """`as_(cast.clerk_li).get(…)`: a browser of that person, acting from that seat. `as_(None)`: a visitor."""

    def be(seat) -> Client:
        browser = Client()
        if seat is not None:
            browser.cookies[site.SESSION_COOKIE_NAME] = signed_in(seat)
        return browser

    return be


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """pytest-django's own word for: before the test database is made."""
    with database.copy_for_this_worker():
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A copied file is used as it is; PostgreSQL makes its own from the template."""
    return connection.vendor == "sqlite"


@pytest.fixture(autouse=True, scope="session")
def emptied_though_append_only():
    """After a test with real transactions the tables are emptied; the log's own lock is lifted for that moment."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self) -> None:
        lock = import_module("piaojue.commons.record.migrations.0002_append_only")
        with connection.cursor() as cursor:
            for statement in lock.release(connection.vendor):
                cursor.execute(statement)
        original(self)
        with connection.cursor() as cursor:
            for statement in lock.statements(connection.vendor):
                cursor.execute(statement)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original
