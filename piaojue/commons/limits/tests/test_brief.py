"""What is counted and claimed for a while is counted once for each, and gone when its time is over."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from piaojue.commons.limits import brief
from piaojue.commons.limits.models import Brief

pytestmark = pytest.mark.django_db


def time_passes():
    Brief.objects.update(until=timezone.now() - timedelta(seconds=1))


def test_a_limit_counts_each_person_or_address_apart_and_begins_anew_after_its_time():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    request.user = AnonymousUser()
    assert [brief.too_many(request, "search", 2, brief.HOUR) for _ in range(4)] == [False, False, True, True]
    other = RequestFactory().get("/", REMOTE_ADDR="192.0.2.8")
    assert not brief.too_many(other, "search", 2, brief.HOUR) and not brief.too_many(request, "report", 2, brief.HOUR)
    time_passes()
    assert not brief.too_many(request, "search", 2, brief.HOUR)


def test_whoever_claims_first_has_it_until_it_is_dropped_or_over():
    assert [brief.claim("form", 60) for _ in range(2)] == [True, False]
    assert brief.answer("form") == ""
    brief.settle("form", "/s/1/", 60)
    assert brief.answer("form") == "/s/1/" and not brief.claim("form", 60)
    time_passes()
    assert brief.answer("form") == "" and brief.claim("form", 60) and brief.answer("form") == ""
    brief.drop("form")
    assert brief.claim("form", 60)


def test_what_is_over_is_deleted_and_what_is_kept_names_nobody():
    brief.count("limit search address 192.0.2.7", 60)
    time_passes()
    brief.claim("tap 7 /suggest/ abc", 60)
    assert brief.clear() == 1
    assert "abc" not in Brief.objects.get().key and brief.clear() == 0
