"""A whole congress gets its first passwords in one act: sealed slips, or an invitation to the phone of the roll."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from piaojue.commons import sms
from piaojue.commons.jobs.work import run, take_one
from piaojue.commons.moves import Refused
from piaojue.commons.people import pages_passwords, queries
from piaojue.commons.people.first_passwords import OfRandomWords, Way, issue_passwords
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.record.log import history
from tests import cast as the_cast


@pytest.fixture
def at(cast) -> str:
    return f"/people/bodies/{cast.deputy_dong.body_id}/passwords/"


def seats_of(cast):
    """Deputies who watch no vote; those who do need a second person."""
    people = queries.members(cast.deputy_dong.body)
    return [
        seat
        for seat in people
        if seat.role == "deputy" and Seat.objects.in_office().filter(person=seat.person).count() == 1
    ]


def test_slips_are_printed_once_and_open_the_door_to_a_password_of_ones_own(cast, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    Authenticator.objects.create(user=cast.deputy_dong.person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Person.objects.filter(pk=cast.deputy_pan.person_id).update(username="u-0123456789ab", phone=None)
    body, deputies = cast.deputy_dong.body, seats_of(cast)
    done = issue_passwords(body=body, seats=deputies, way=Way.SLIPS, address="http://x/", by=cast.clerk_li)
    assert len(done.slips) == len({slip.password for slip in done.slips}) == len(deputies)
    assert not Authenticator.objects.exists() and done.left_out == ()
    pan = next(slip for slip in done.slips if slip.seat == cast.deputy_pan)
    assert re.fullmatch(r"d[2-9a-z]{5}", pan.username)
    hashed = Person.objects.get(pk=cast.deputy_pan.person_id).password
    assert OfRandomWords().decode(hashed)["memory_cost"] == 8192
    entry = history(body).first()
    assert entry.act == "people.issue_passwords" and not any(
        secret in entry.payload
        for slip in done.slips
        for secret in (slip.password, slip.username, slip.seat.person.name)
    )
    signed_in = client.post("/account/login/", {"login": pan.username, "password": pan.password})
    assert client.get(signed_in["Location"])["Location"] == "/account/password/change/"
    assert OfRandomWords().decode(Person.objects.get(pk=cast.deputy_pan.person_id).password)["memory_cost"] > 8192


def test_the_page_ticks_who_never_came_and_gives_the_slips_out_once(cast, at, as_, monkeypatch):
    printed: list[str] = []

    def one_pdf(paper: str, _shown: dict) -> bytes:
        printed.append(paper)
        return b"%PDF-"

    monkeypatch.setattr(pages_passwords, "pdf_bytes", one_pdf)
    Person.objects.filter(pk=cast.deputy_pan.person_id).update(phone=None)
    clerk = as_(cast.clerk_li)
    page = clerk.get(at).content.decode()
    assert f"只能发纸条的 1 人：{cast.deputy_pan.person}" in page and page.count(" checked") >= len(the_cast.DEPUTIES)
    assert clerk.post(at, {"way": "slips"}).status_code == 422
    form = {"way": "slips", "seats": [seat.pk for seat in seats_of(cast)], "_tap": "t1"}
    answer = clerk.post(at, form)
    assert answer.content == b"%PDF-" and answer["Cache-Control"] == "no-store"
    again = clerk.post(at, form)
    assert again.status_code == 409 and "刚刚已经发过" in again.content.decode() and len(printed) == 1
    assert as_(cast.neighbour_clerk_bai).post(at, form | {"_tap": "t2"}).status_code == 404


def test_by_phone_one_comes_in_by_a_code_once_and_chooses_a_password(cast, at, as_, client, settings, monkeypatch):
    settings.DEPUTIES_BY_PHONE = False
    Person.objects.filter(pk=cast.deputy_pan.person_id).update(phone=None)
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append((phone, text)))
    cache.clear()
    form = {"way": "phones", "seats": [seat.pk for seat in seats_of(cast)]}
    page = as_(cast.clerk_li).post(at, form, follow=True).content.decode()
    assert f"{cast.deputy_pan.person}（没有手机号）" in page and "正在给" in page and sent == []
    job = run(take_one())
    assert len(sent) == len(seats_of(cast)) - 1 == job.total and job.note.startswith(f"已请 {len(sent)} 人")
    assert all("http://testserver/enter/" in text for _phone, text in sent)
    phone = cast.deputy_dong.person.phone

    def by_code():
        cache.clear()
        client.post("/enter/", {"phone": phone})
        return client.post("/enter/code/", {"code": re.findall(r"\d{6}", sent[-1][1])[0]})

    by_code()
    must = client.get("/today/", follow=True)
    assert must.redirect_chain[-1][0] == "/account/password/set/"
    own = {"password1": "Xin-mima-2026", "password2": "Xin-mima-2026"}
    assert client.post("/account/password/set/", own).status_code == 302
    assert client.get("/today/").status_code == 200
    client.post("/leave/")
    assert by_code().status_code == 409


def test_who_sits_elsewhere_too_gets_none_from_here(cast):
    body = cast.deputy_dong.body
    seats = [seat for seat in queries.members(body) if seat.pk == cast.deputy_dong.pk]
    vars(seats[0].person)["held"].append(cast.neighbour_clerk_bai)
    with pytest.raises(Refused) as refused:
        issue_passwords(body=body, seats=seats, way=Way.SLIPS, address="", by=cast.clerk_li)
    assert "上级管理员" in refused.value.reasons[1]


def test_messages_go_on_where_they_stopped_and_name_whom_they_did_not_reach(cast, monkeypatch):
    """The gateway refuses one; the job stops half-way and is taken up again: nobody gets two."""
    sent: list[str] = []

    def gateway(phone: str, text: str) -> None:
        if phone == cast.deputy_dong.person.phone:
            raise OSError("no such number")
        sent.append(phone)

    monkeypatch.setattr(sms, "send", gateway)
    seats = seats_of(cast)
    issue_passwords(body=cast.deputy_dong.body, seats=seats, way=Way.PHONES, address="http://x/", by=cast.clerk_li)
    job = take_one()
    job.saved = {"at": 1, "failed": []}
    job = run(job)
    assert len(sent) == len(set(sent)) and len(sent) in (len(seats) - 1, len(seats) - 2)
    assert job.state == "done" and ("没有发出去" in job.note) == (len(sent) == len(seats) - 2)
