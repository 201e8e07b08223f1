"""So many at once: pages ask for patience and open themselves again, forms go on, and no question lasts for ever."""

import io
import json

import pytest
from django.db import OperationalError, connection, transaction
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from piaojue.commons.places.models import Place
from piaojue.commons.web.resending import is_locked
from piaojue.config import deadline
from piaojue.config.overload import WAITING_AT_ONCE, Overload, is_long, never_waits

ask = RequestFactory()


@pytest.fixture
def door(settings):
    """A server with one place; what it answers is put into its list."""
    settings.READS_AT_ONCE = settings.LONG_READS_AT_ONCE = 1
    settings.WAIT_SECONDS = 0
    answers = []
    made = Overload(lambda request: answers.pop()(request) if answers else HttpResponse("read"))
    made.answers = answers  # type: ignore[attr-defined]
    return made


def test_a_page_that_finds_no_place_opens_itself_again_and_a_form_goes_on(door):
    seen = []

    def meanwhile(request):
        seen.extend(
            [door(ask.get("/150102/2026/")), door(ask.post("/150102/2026/suggest/")), door(ask.get("/booth/x/"))]
        )
        return HttpResponse("first")

    door.answers.append(meanwhile)
    assert door(ask.get("/")).content == b"first"
    waiting, form, ballot = seen
    assert (waiting.status_code, form.content, ballot.content) == (503, b"read", b"read")
    assert 'http-equiv="refresh"' in waiting.content.decode() and "请稍候" in waiting.content.decode()
    assert 3 <= int(waiting["Retry-After"]) <= 8 and waiting["Cache-Control"] == "no-store"
    assert door(ask.get("/")).content == b"read"


def asked_meanwhile(door, path: str) -> HttpResponse:
    """What somebody gets who asks for `path` while the home page is still being made; the home page comes all the same."""
    seconds: list[HttpResponse] = []

    def first(request) -> HttpResponse:
        seconds.append(door(ask.get(path)))
        return HttpResponse("first")

    door.answers.append(first)
    assert door(ask.get("/")).content == b"first"
    return seconds[0]


def test_when_enough_wait_already_the_next_is_asked_for_patience_at_once(door, settings):
    settings.WAIT_SECONDS = 60
    for _thread in range(WAITING_AT_ONCE):
        door.waiting.acquire()
    second = asked_meanwhile(door, "/150102/2026/")
    assert second.status_code == 503


def test_programs_are_asked_for_patience_in_their_own_language(door):
    second = asked_meanwhile(door, "/api/v1/regions")
    assert second.status_code == 503 and second["Retry-After"] and "几秒" in json.loads(second.content)["detail"]


@pytest.mark.parametrize(
    ("address", "free"),
    [
        ("/booth/0/bundle.zip", True),
        ("/polls/3/hall/numbers/", True),
        ("/polls/3/certificate.pdf", False),
        ("/enter/code/", True),
        ("/150102/2026/suggest/", True),
        ("/150102/2026/suggestions/", False),
        ("/150102/2026/board/", False),
    ],
)
def test_ballots_the_hall_and_what_is_handed_in_never_wait(address, free):
    assert never_waits(ask.get(address)) is free


def test_a_place_is_free_again_when_a_page_broke_and_when_a_file_was_read(db, door):
    def broken(request):
        raise RuntimeError

    door.answers.append(broken)
    with pytest.raises(RuntimeError):
        door(ask.get("/search/?q=电梯"))
    door.answers.append(lambda request: FileResponse(io.BytesIO(b"rows")))
    file = door(ask.get("/150102/2026/suggestions/?export=csv"))
    assert door(ask.get("/")).status_code == 503
    file.close()
    assert door(ask.get("/")).status_code == 200


@pytest.mark.parametrize(
    ("address", "long"),
    [
        ("/", False),
        ("/150102/2026/", False),
        ("/s/7/", False),
        ("/search/?q=电梯", True),
        ("/150102/2026/board.xlsx", True),
    ],
)
def test_what_reads_much_has_fewer_places(address, long):
    assert is_long(ask.get(address)) is long


def test_a_question_to_the_database_that_lasts_too_long_is_stopped(db, monkeypatch):
    monkeypatch.setattr(deadline, "STATEMENT_SECONDS", 0.05)
    deadline._limit(connection)
    for_ever = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
        "postgresql": "SELECT pg_sleep(600)",
    }
    try:
        with pytest.raises(OperationalError) as stopped, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(for_ever[connection.vendor])
        assert is_locked(stopped.value)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
    finally:
        connection.execute_wrappers.remove(deadline._in_time)
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(None, 0)
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = 0")


@pytest.mark.once
def test_a_page_that_nobody_waits_for_any_more_asks_nothing_further_and_a_form_goes_on(db, monkeypatch):
    monkeypatch.setattr(deadline, "PAGE_SECONDS", 0)
    with connection.execute_wrapper(deadline._in_time):
        deadline._page_began({"REQUEST_METHOD": "GET"})
        with pytest.raises(OperationalError) as stopped:
            Place.objects.count()
        assert is_locked(stopped.value)  # so the reader hears that the site is busy
        deadline._page_ended()
        assert Place.objects.count() >= 0
        deadline._page_began({"REQUEST_METHOD": "POST"})
        assert Place.objects.count() >= 0
