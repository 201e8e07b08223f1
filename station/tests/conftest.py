"""Stations for tests: passphrases cost little, and a slow computer is no reason to look at the voter's page."""

import math
from functools import partial

import pytest

from station import safe
from station.desk import trustee
from station.desk.page_watch import PageWatch


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch):
    monkeypatch.setitem(safe.COST, "n", 16)


@pytest.fixture(autouse=True)
def unhurried_page_watch(monkeypatch):
    """A box of these tests has no page that seals; what stations see of a real one is asked in test_page_watch."""
    monkeypatch.setattr(trustee, "PageWatch", partial(PageWatch, wait=lambda: math.inf))
