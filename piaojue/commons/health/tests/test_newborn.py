"""Whoever is stopped while an empty database gets its tables begins anew, not in the middle."""

import pytest
from django.db import connections

from piaojue.commons.health import newborn


@pytest.fixture
def empty(django_db_blocker):
    """A database in memory that holds nothing."""
    values = connections["default"].settings_dict | {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connections.databases["empty"] = values | {"OPTIONS": {}}
    with django_db_blocker.unblock():
        yield connections["empty"]
        connections["empty"].close()
    del connections["empty"], connections.databases["empty"]


@pytest.mark.once
def test_a_first_start_that_is_stopped_leaves_no_table_that_the_next_one_would_make_again(empty, monkeypatch):
    def stopped(*_given) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(newborn, "_always", stopped)
    with pytest.raises(KeyboardInterrupt):
        newborn.create_tables(empty)
    assert newborn.MigrationExecutor(empty).loader.applied_migrations == {}
    assert empty.introspection.table_names() == ["django_migrations"]
