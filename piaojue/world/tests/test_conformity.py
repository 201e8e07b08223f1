"""The API keeps its own word: whatever is asked, the answer is one that the OpenAPI document names."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings

from piaojue.journey.tests import make as life
from piaojue.world.api.door import Allowance
from piaojue.world.keys import key_of
from piaojue.world.tests import make

EXAMPLES = 8
"""Requests that are made up for each address, right and wrong ones."""


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests stay in the test's own transaction, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def test_no_request_breaks_it_or_gets_what_was_not_promised(cast, monkeypatch):
    import schemathesis  # takes a second: imported where it is used

    life.whole_life(cast)
    monkeypatch.setattr(Allowance, "allow_request", lambda *_: True)
    key = key_of(make.partner(cast, may_push=True))
    headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}  # nobody unpacks an answer here
    with one_connection():
        document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked = 0
    for found in document.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case) -> None:
            case.call_and_validate(headers=headers)

        with one_connection():
            ask()
        asked += 1
    assert asked > 15
