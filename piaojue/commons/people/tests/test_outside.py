"""Staff come in by their office's own sign-in, as far as the roll has them; residents by WeChat, once the phone is known."""

import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import requests
from django.core.cache import cache
from django.utils import timezone

from piaojue.commons.people import phone_code
from piaojue.commons.people.models import OutsideAccount, Person, Seat
from piaojue.commons.roles import Role
from tests.fake_wechat import fake_wechat

WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"}


def by_oidc(settings, port: int) -> None:
    settings.SIGN_IN_BY = [
        {
            "id": "gov",
            "name": "新城区统一登录",
            "place": "150102",
            "kind": "oidc",
            "server": f"http://localhost:{port}",
            "client_id": "piaojue",
            "client_secret": "secret",
            "claim": "sub",
        }
    ]


def comes_from(provider: str, browser, username: str):
    """A browser that signs in there under a name. Returns the site's answer when it comes back."""
    there = browser.get("/enter/office/gov/?next=/notices/")
    assert there.status_code == 302 and there["Location"].startswith(provider)
    form = requests.post(there["Location"], data={"sub": username}, allow_redirects=False, timeout=5)
    back = urlsplit(form.headers["Location"])
    return browser.get(f"{back.path}?{back.query}")


def test_an_office_signs_in_by_oidc_and_the_roll_decides(cast, as_, settings):
    from oidc_provider_mock import run_server_in_thread  # takes most of a second: imported where it is used

    with run_server_in_thread() as server:
        by_oidc(settings, server.server_port)
        provider = f"http://localhost:{server.server_port}"
        assert "新城区统一登录" in as_(None).get("/enter/").content.decode()
        people, seats = Person.objects.count(), Seat.objects.count()
        browser = as_(None)
        answer = comes_from(provider, browser, "clerk_li")
        assert (answer.status_code, answer["Location"]) == (302, "/notices/")
        assert "李干事" in browser.get("/me/").content.decode()
        for name in ("nobody", "resident_wang", "neighbour_clerk_bai", "admin_shi"):
            refused = comes_from(provider, as_(None), name)
            assert refused.status_code == 409, name
        Seat.objects.filter(pk=cast.clerk_li.pk).update(ends=timezone.now())  # has left office
        assert comes_from(provider, as_(None), "clerk_li").status_code == 409
        assert (Person.objects.count(), Seat.objects.count()) == (people, seats)
        forged = as_(None).get("/enter/office/gov/back/?code=1&state=2")
        assert forged.status_code == 409
    assert as_(None).get("/enter/office/gov/").status_code == 409  # the provider is away


class Cas(BaseHTTPRequestHandler):
    """Signs everybody in as 李干事; a ticket is good once, for the address that it was given for."""

    tickets: dict[str, str] = {}

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        good = self.tickets.pop(asked.get("ticket", ""), None) == asked["service"]
        inside = (
            "<cas:authenticationSuccess><cas:user>clerk_li</cas:user></cas:authenticationSuccess>"
            if good
            else '<cas:authenticationFailure code="INVALID_TICKET"/>'
        )
        data = f'<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{inside}</cas:serviceResponse>'.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def cas(settings):
    server = HTTPServer(("127.0.0.1", 0), Cas)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/cas"
    settings.SIGN_IN_BY = [{"id": "uni", "name": "单位登录", "place": "150102", "kind": "cas", "server": address}]
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


def test_an_office_signs_in_by_cas(cast, as_, settings):
    with cas(settings):
        browser = as_(None)
        there = urlsplit(browser.get("/enter/office/uni/")["Location"])
        service = parse_qs(there.query)["service"][0]
        back = urlsplit(service)
        Cas.tickets = {"ST-1": service}
        assert browser.get(f"{back.path}?{back.query}&ticket=ST-none").status_code == 409
        other = as_(None)
        other.get("/enter/office/uni/")
        assert other.get(f"{back.path}?{back.query}&ticket=ST-1").status_code == 409  # another browser's mark
        answer = browser.get(f"{back.path}?{back.query}&ticket=ST-1")
        assert (answer.status_code, answer["Location"]) == (302, "/today/")


def test_a_resident_comes_by_wechat_says_the_phone_once_and_is_known_then(cast, as_, settings, monkeypatch):
    monkeypatch.setattr(phone_code.secrets, "randbelow", lambda _most: 123456)
    cache.clear()
    with fake_wechat(settings) as account:
        browser = as_(None)
        assert "微信登录" in browser.get("/enter/?next=/my/suggestions/", headers=WECHAT).content.decode()
        assert "微信登录" not in as_(None).get("/enter/").content.decode()
        back = through_wechat(browser, account)
        assert back["Location"] == "/enter/"
        assert "第一次用微信登录" in browser.get("/enter/", headers=WECHAT).content.decode()
        browser.post("/enter/", {"phone": "13712345678"})
        signed_in = browser.post("/enter/code/", {"code": "123456"})
        assert signed_in["Location"] == "/my/suggestions/"
        row = OutsideAccount.objects.select_related("person").get()
        assert (row.subject, row.person.phone) == ("openid-wang", "13712345678")
        again = as_(None)
        assert through_wechat(again, account)["Location"] == "/today/"
        assert again.get("/me/").status_code == 200
        assert as_(None).get("/enter/wechat/back/?code=openid-wang&state=x").status_code == 409
        account.person = "stranger"
        assert through_wechat(as_(None), account).status_code == 409
    assert Seat.objects.get(person=row.person).role == Role.RESIDENT


def through_wechat(browser, account):
    """The browser goes to WeChat and comes back. Returns the site's answer then."""
    there = browser.get("/enter/wechat/", headers=WECHAT)["Location"]
    assert re.match(rf"{account.address}/door\?appid=wx1&", there)
    back = urlsplit(requests.get(there, allow_redirects=False, timeout=5).headers["Location"])
    return browser.get(f"{back.path}?{back.query}", headers=WECHAT)
