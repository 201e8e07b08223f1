"""Behind proxies the browser's own address counts, and nobody can write themselves another one."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from piaojue.commons.years.road import Stage
from piaojue.config.proxies import TrustedProxies
from piaojue.stages.suggest.sources import source_of
from tests import cast as the_cast

PROXY, BROWSER, LIE = "10.0.0.2", "203.0.113.9", "198.51.100.1"


def address(settings, proxies: int, header: str | None) -> str:
    settings.TRUSTED_PROXIES = proxies
    headers = {} if header is None else {"X-Forwarded-For": header}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY)
    TrustedProxies(lambda request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, BROWSER, PROXY),  # nobody said that there is a proxy
        (1, BROWSER, BROWSER),
        (1, f"{LIE}, {BROWSER}", BROWSER),
        (2, f"{LIE}, {BROWSER}, 10.0.0.3", BROWSER),
        (2, BROWSER, PROXY),  # past the outer proxy
        (1, None, PROXY),
        (1, "unknown", PROXY),
        (1, f"{BROWSER}, ", PROXY),
        (1, "::ffff:203.0.113.9", BROWSER),
        (1, "2001:0db8::0001", "2001:db8::1"),
    ],
)
def test_the_entry_of_our_outermost_proxy_counts(settings, proxies, header, expected):
    assert address(settings, proxies, header) == expected


def test_the_limit_is_each_browsers_own_behind_a_proxy(cast, client, settings):
    settings.TRUSTED_PROXIES = 1

    def look_up(browser: str) -> str:
        return client.post(
            "/look-up/", {"ticket": "AAAAAAAA"}, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=browser
        ).content.decode()

    for n in range(61):
        last = look_up(f"{LIE}{n}, {BROWSER}")
    assert "太频繁" in last and "太频繁" not in look_up("203.0.113.10")


def test_one_connection_is_one_source_however_many_addresses_it_takes(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)

    def mark(address: str) -> str:
        return source_of(RequestFactory().get("/", REMOTE_ADDR=address), year)

    assert mark("2001:db8:1:2::a") == mark("2001:db8:1:2:ffff::b") != mark("2001:db8:1:3::a")
    assert mark(BROWSER) != mark(LIE)
