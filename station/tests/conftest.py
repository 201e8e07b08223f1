"""Stations for tests: passphrases cost little."""

import pytest

from station import safe


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch):
    monkeypatch.setitem(safe.COST, "n", 16)
