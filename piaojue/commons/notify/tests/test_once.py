"""Where the account may not write by itself, 王大妈 lets it tell her the next step of one page; pages may ask WeChat for more."""

import hashlib
import json
from io import StringIO
from urllib.parse import urlsplit

import pytest
import requests
from django.core.management import CommandError, call_command

from piaojue.commons import wechat
from piaojue.commons.moves import Refused
from piaojue.commons.notify import consents, outbox
from piaojue.commons.notify.models import Consent, Message
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.outside import bind_wechat
from tests.fake_wechat import fake_wechat

pytestmark = pytest.mark.django_db
WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"}


@pytest.fixture
def account(settings):
    """An account without templates of its own, to which people say yes one by one."""
    settings.OUTBOX = "worker"
    with fake_wechat(settings) as server:
        settings.WECHAT = settings.WECHAT | {"template": "", "once": "o1"}
        yield server


def answers(browser, page: str):
    """The browser is asked by WeChat and comes back. Returns the site's answer then."""
    there = browser.get("/wechat/once/", {"page": page}, headers=WECHAT)
    back = urlsplit(requests.get(there["Location"], allow_redirects=False, timeout=5).headers["Location"])
    return browser.get(f"{back.path}?{back.query}", headers=WECHAT)


def test_one_yes_is_one_message_about_that_page(cast, as_, account, settings):
    wang = cast.resident_wang.person
    bind_wechat(person=wang, openid="openid-wang")
    browser = as_(cast.resident_wang)
    assert answers(browser, "/p/EL2026/")["Location"] == "/p/EL2026/"
    tell([wang], "别的事有了进展", "/p/OTHER/")
    for words in ("您关心的电梯已交住建局承办，责任人周某某，计划年底完成。", "第二步"):
        tell([wang], words, "/p/EL2026/")
    outbox.deliver()
    assert account.told == [
        ("openid-wang", "您关心的电梯已交住建局承办，责任人周某某，计划年底完成。", f"{settings.SITE_URL}/p/EL2026/")
    ]
    assert not Consent.objects.exists()
    answers(browser, "/p/EL2026/")
    tell([wang], "第三步", "/p/EL2026/")
    outbox.deliver()
    assert [one[1] for one in account.told][1:] == ["第三步"]


def test_a_no_a_strange_mark_and_somebody_elses_wechat_keep_nothing(cast, as_, account):
    bind_wechat(person=cast.resident_wang.person, openid="openid-wang")
    browser = as_(cast.resident_wang)
    account.agrees = False
    assert answers(browser, "/p/EL2026/").status_code == 302
    account.agrees, account.person = True, "openid-zhao"
    assert answers(browser, "/p/EL2026/").status_code == 409
    forged = browser.get("/wechat/once/back/?openid=openid-wang&action=confirm&reserved=x", headers=WECHAT)
    assert forged.status_code == 404 and not Consent.objects.exists()
    assert browser.get("/wechat/once/", {"page": "https://elsewhere.test/"}).status_code == 404
    stranger = as_(cast.resident_zhao).get("/wechat/once/", {"page": "/p/EL2026/"}, headers=WECHAT)
    assert stranger["Location"].startswith("/enter/wechat/?next=")


def test_a_yes_that_wechat_does_not_know_fails_and_says_so(cast, account):
    bind_wechat(person=cast.resident_wang.person, openid="openid-wang")
    consents.keep(person=cast.resident_wang.person, scene=7, url="/p/EL2026/")
    tell([cast.resident_wang.person_id], "开工了", "/p/EL2026/")
    outbox.deliver()
    assert [(row.state, row.trouble) for row in Message.objects.all()] == [("failed", "Undeliverable")]


def test_each_yes_has_a_number_of_its_own_and_there_is_an_end_to_them(cast, account):
    wang = cast.resident_wang.person
    for number in range(consents.MOST):
        scene = consents.next_scene(wang)
        assert scene == number + 1
        consents.keep(person=wang, scene=scene, url=f"/p/{number}/")
    with pytest.raises(Refused, match="订阅了"):
        consents.next_scene(wang)


def test_pages_are_signed_with_a_ticket_that_is_kept_once(as_, account, settings):
    visitor = as_(None)
    page = "http://testserver/p/EL2026/?from=chat"
    assert visitor.get("/wechat/script/", {"url": page}).status_code == 404  # no script is named
    settings.WECHAT = settings.WECHAT | {"sdk": "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"}
    account.next_codes = [42001]
    for _ in range(2):
        signed = visitor.get("/wechat/script/", {"url": f"{page}#top"}).json()
    words = f"jsapi_ticket=ticket-1&noncestr={signed['nonceStr']}&timestamp={signed['timestamp']}&url={page}"
    assert signed["signature"] == hashlib.sha1(words.encode()).hexdigest() and signed["appId"] == "wx1"
    assert (account.tickets, account.tokens) == (1, 2)
    assert visitor.get("/wechat/script/", {"url": "https://elsewhere.test/"}).status_code == 404
    account.shutdown()
    account.server_close()
    assert visitor.get("/wechat/script/", {"url": page}).status_code == 200  # the ticket is good for two hours


def test_the_menu_is_shown_before_it_is_set(account, settings, tmp_path):
    shown = StringIO()
    call_command("wechat", "menu", stdout=shown)
    assert account.menu == {} and "我来提" in shown.getvalue()
    call_command("wechat", "menu", "--set", stdout=StringIO())
    assert [one["name"] for one in account.menu["button"]] == ["我来提", "看项目", "我的"]
    assert account.menu["button"][0]["url"].startswith(settings.SITE_URL)
    own = tmp_path / "menu.json"
    own.write_text(json.dumps({"button": [{"type": "view", "name": str(n), "url": "https://x/"} for n in range(4)]}))
    with pytest.raises(CommandError, match="一级菜单"):
        call_command("wechat", "menu", str(own), "--set", stdout=StringIO())
    account.next_codes = [40054]
    with pytest.raises(CommandError, match="不接受"):
        call_command("wechat", "menu", "--set", stdout=StringIO())
    settings.WECHAT = settings.WECHAT | {"app": ""}
    with pytest.raises(CommandError, match="WECHAT_APP"):
        call_command("wechat", "menu", "--set", stdout=StringIO())
    assert wechat.is_there() is False
