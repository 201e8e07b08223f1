"""Fixtures for all tests: the cast, and clients that are somebody."""

import pytest
from django.test import Client

from piaojue.stages.group import standing
from piaojue.stages.suggest import category, similar
from tests import cast as the_cast


@pytest.fixture
def cast(db) -> the_cast.Cast:
    """Places, people and seats (tests/cast.py)."""
    standing.forget()
    category.forget()
    similar.forget()  # keys are given anew in every test
    return the_cast.assemble()


@pytest.fixture
def as_(client):
    """`as_(cast.clerk_li).get(…)`: a browser of that person, acting from that seat. `as_(None)`: a visitor."""

    def be(seat) -> Client:
        browser = Client()
        if seat is not None:
            browser.force_login(seat.person, backend="django.contrib.auth.backends.ModelBackend")
            session = browser.session
            session["seat"] = seat.pk
            session.save()
        return browser

    return be
