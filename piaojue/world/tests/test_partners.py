"""Other systems are registered, push what their callers said, and are told what happened."""

import json
import threading
from base64 import b64decode, b64encode
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from hmac import digest
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.verify import broken_chains
from piaojue.journey.tests import make as life
from piaojue.stages.deliver.models import Project
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.supervise.actions import raise_finding
from piaojue.world import actions, addresses, webhooks
from piaojue.world.actions import PartnerDraft
from piaojue.world.keys import key_of, partner_with, secret_of
from piaojue.world.models import Delivery, DeliveryState, Partner
from piaojue.world.tests import make
from tests import cast as the_cast

HOTLINE = "/api/v1/years/150102/2026/hotline"
TICKET = {
    "source_ref": "20260305001",
    "title": "东街社区路灯不亮",
    "content": "三号楼前的路灯坏了一周，请修",
    "spot": "东街社区",
}


def pushed(visitor, key: str, *tickets: dict):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return visitor.post(HOTLINE, {"tickets": list(tickets)}, content_type="application/json", headers=headers)


def test_the_hotline_pushes_a_ticket_once_however_often_it_sends_it(cast, as_):
    the_cast.year(cast.xincheng, stage="soliciting")
    hotline = make.partner(cast, name="12345 平台", may_push=True)
    visitor, key = as_(None), key_of(hotline)
    first = pushed(visitor, key, TICKET, {**TICKET, "content": "同一批里重复的工单"})
    assert first.json() == {"taken": ["20260305001"], "known": [], "refused": []}, first.content
    wrong = {**TICKET, "source_ref": "20260305002", "title": " "}
    again = pushed(visitor, key, TICKET, wrong).json()
    assert again["known"] == ["20260305001"] and again["refused"][0]["source_ref"] == "20260305002"
    made = Suggestion.objects.get()
    assert (made.spot_id, made.channel, made.created_by) == (cast.community.pk, "hotline", cast.clerk_li)
    assert made.content == TICKET["content"]


def test_nobody_else_pushes_anything(cast, as_):
    the_cast.year(cast.xincheng, stage="soliciting")
    reader, visitor = make.partner(cast), as_(None)
    assert pushed(visitor, "", TICKET).status_code == 401
    assert pushed(visitor, key_of(reader), TICKET).status_code == 404
    hotline = make.partner(cast, may_push=True)
    key = key_of(hotline)
    elsewhere = HOTLINE.replace("150102", "150103")
    the_cast.year(cast.huimin, stage="soliciting")
    headers = {"Authorization": f"Bearer {key}"}
    body = {"tickets": [TICKET]}
    assert visitor.post(elsewhere, body, content_type="application/json", headers=headers).status_code == 404
    actions.renew_key(partner=hotline, by=cast.clerk_li)
    assert pushed(visitor, key, TICKET).status_code == 401
    assert not Suggestion.objects.exists()


def test_when_it_is_not_the_season_the_hotline_is_told_so(cast, as_):
    the_cast.year(cast.xincheng, stage="archived")
    answer = pushed(as_(None), key_of(make.partner(cast, may_push=True)), TICKET)
    assert answer.status_code == 409 and answer.json()["detail"]


def test_a_partner_is_registered_changed_and_ended_by_the_office(cast, as_):
    page = as_(cast.clerk_li)
    page.post("/partners/new/", {"name": "首府人大网站", "per_minute": 300, "contact": "张工 13912345678"})
    partner = Partner.objects.get()
    key = key_of(partner)
    assert partner_with(key) == partner and partner_with(key[:-1] + "g") is None
    shown = page.get(partner.get_absolute_url()).content.decode()
    assert key in shown and secret_of(partner) not in shown
    page.post(f"/partners/{partner.pk}/set/", {"name": "首府人大", "per_minute": 30, "hook_url": "https://a.example/x"})
    partner.refresh_from_db()
    assert (partner.name, partner.hook_url) == ("首府人大", "https://a.example/x")
    assert as_(cast.neighbour_clerk_bai).get(partner.get_absolute_url()).status_code == 404
    actions.end_partner(partner=partner, by=cast.clerk_li)
    assert partner_with(key) is None
    with pytest.raises(Refused):
        actions.set_partner(partner=partner, draft=PartnerDraft(name="又来"), by=cast.clerk_li)
    with pytest.raises(NotYours):
        actions.open_partner(place=cast.xincheng, draft=PartnerDraft(name="邻区"), by=cast.neighbour_clerk_bai)


@pytest.mark.parametrize(
    "url",
    ["http://a.example/", "https://user@a.example/", "https:///x", "ftp://a.example/", "https://[::1", "javascript:1"],
)
def test_some_addresses_are_refused_as_they_are_typed(url):
    with pytest.raises(addresses.Forbidden):
        addresses.check_address(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.8",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "fd00::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:8",
        "64:ff9b:1::1",
        "::127.0.0.1",
        "::",
        "fec0::1",
        "ff02::1",
        "100.64.0.1",
    ],
)
def test_no_address_inside_the_network_is_asked(host):
    with pytest.raises(addresses.Forbidden):
        addresses.looked_up(host, 443)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "169.254.169.254", "127.1", "2130706433", "0x7f.1", "localhost", "[fec0::1]", "10.1.1.1"],
)
def test_an_inner_address_is_refused_as_it_is_typed(host, settings):
    with pytest.raises(addresses.Forbidden, match="内部网络"):
        addresses.check_address(f"https://{host}/told")
    settings.WEBHOOK_NETS = ["127.0.0.0/8", "10.0.0.0/8", "::1/128", "169.254.0.0/16", "fec0::/10"]
    assert addresses.check_address(f"https://{host}/told")


class Partners(HTTPServer):
    """heard: headers and body of what came; answers: what is answered, in order, then 204."""

    heard: list
    answers: list


class Listener(BaseHTTPRequestHandler):
    """The partner's server: keeps what it is told, and answers what the test wants."""

    server: Partners

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.end_headers()

    def log_message(self, *_words) -> None:
        pass


@contextmanager
def listening(settings, *answers: int):
    """A partner's server on this machine, which the settings let be told."""
    settings.WEBHOOK_NETS = ["127.0.0.0/8"]
    server = Partners(("127.0.0.1", 0), Listener)
    server.heard, server.answers = [], list(answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}/told"
    finally:
        server.shutdown()
        server.server_close()


def test_a_partner_is_told_what_happened_signed_and_again_when_it_did_not_hear(cast, settings):
    with listening(settings, 500) as (server, url):
        partner = make.partner(cast, hook_url=url, events=["finding.raised"])
        life.whole_life(cast)
        raise_finding(project=Project.objects.get(), text="围挡占道，行人只能走车道", by=cast.clerk_li)
        webhooks.tell_partners()
        row = Delivery.objects.get()
        assert (row.state, row.trouble, row.tries) == (DeliveryState.WAITING, "HTTP 500", 1)
        webhooks.tell_partners()
        assert len(server.heard) == 1  # not before its time
        webhooks.tell_partners(timezone.now() + timedelta(minutes=2))
        row.refresh_from_db()
        assert row.state == DeliveryState.SENT
        (_, first), (headers, body) = server.heard
        assert first == body
        told = json.loads(body)
        assert told["type"] == "finding.raised" and told["api"].endswith("/api/v1/years/150102/2026/findings")
        assert "围挡" not in body.decode()
        said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        secret = b64decode(secret_of(partner).removeprefix("whsec_"))
        assert headers["webhook-signature"] == f"v1,{b64encode(digest(secret, said, 'sha256')).decode()}"
        assert len(secret) == sha256().digest_size
    assert list(broken_chains()) == []


def test_an_address_in_any_script_is_told_and_one_that_cannot_be_is_given_up(cast, settings, monkeypatch):
    for never in (f"https://{'推' * 80}.cn/", f"https://{'a' * 64}.example/", "https://a..example/"):
        with pytest.raises(addresses.Forbidden):
            addresses.check_address(never)
    assert addresses.check_address("https://人大.example/推送")[2] == "xn--gmqz7w.example"
    with listening(settings) as (server, url):
        partner = make.partner(cast, hook_url=f"{url}/推送?甲=乙&b=%20", events=["finding.raised"])
        other = make.partner(cast, name="别的系统", hook_url=url, events=["finding.raised"])
        life.whole_life(cast)
        raise_finding(project=Project.objects.get(), text="围挡占道，行人只能走车道", by=cast.clerk_li)
        webhooks.tell_partners()
        assert len(server.heard) == 2 and not Delivery.objects.exclude(state=DeliveryState.SENT).exists()
        Delivery.objects.filter(partner=other).delete()
        Delivery.objects.update(state=DeliveryState.WAITING)
        row = Delivery.objects.get(partner=partner)
        Partner.objects.filter(pk=partner.pk).update(
            hook_url=f"https://{'a' * 64}.example/"
        )  # kept from before this was asked
        webhooks.tell_partners()
        row.refresh_from_db()
        assert (row.state, row.trouble) == (DeliveryState.WAITING, "Forbidden")
        monkeypatch.setattr(addresses, "post", raises(UnicodeEncodeError("ascii", "推", 0, 1, "no")))
        webhooks.tell_partners(timezone.now() + timedelta(hours=1))
        row.refresh_from_db()
        assert (row.state, row.trouble) == (DeliveryState.WAITING, "UnicodeEncodeError")
        monkeypatch.setattr(addresses, "post", raises(ZeroDivisionError()))  # what nobody has thought of
        for day in range(1, 12):
            webhooks.tell_partners(timezone.now() + timedelta(days=day))
        row.refresh_from_db()
        assert row.state == DeliveryState.FAILED


def raises(error: Exception):
    def act(*_given):
        raise error

    return act
