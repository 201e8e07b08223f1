"""Residents by phone code, staff and deputies by password and a second factor; who lost it is helped by the roll's keeper."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from piaojue.commons import sms
from piaojue.commons.people.models import Seat
from piaojue.commons.people.renewing import issue_password
from piaojue.commons.roles import Role


@pytest.fixture
def by_code(client, monkeypatch):
    """Sign in by phone code, as far as it goes; returns the last answer."""
    sent = []
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append(text))
    cache.clear()

    def enter(phone: str):
        client.post("/enter/", {"phone": phone})
        return client.post("/enter/code/", {"code": "".join(filter(str.isdecimal, sent[-1]))[:6]})

    return enter


def test_anybody_becomes_a_resident_by_phone_code(cast, by_code):
    assert by_code("13712345678")["Location"] == "/today/"
    assert Seat.objects.get(person__phone="13712345678").role == Role.RESIDENT


@pytest.mark.parametrize(("allowed", "status"), [(True, 302), (False, 409)])
def test_a_phone_code_is_enough_for_deputies_only_where_the_installation_says_so(
    cast, by_code, settings, allowed, status
):
    settings.DEPUTIES_BY_PHONE = allowed
    assert by_code(cast.deputy_dong.person.phone).status_code == status


def test_staff_never_enter_by_phone_code(cast, by_code):
    answer = by_code(cast.clerk_li.person.phone)
    assert answer.status_code == 409 and "登录名和密码" in answer.content.decode()


def test_where_a_second_factor_is_required_a_deputy_sets_one_up_first(cast, as_, settings):
    settings.SECOND_FACTOR_REQUIRED, settings.DEPUTIES_BY_PHONE = True, False
    assert as_(cast.deputy_dong).get("/today/")["Location"] == "/account/2fa/totp/activate/"
    assert as_(cast.resident_wang).get("/today/").status_code == 200


def test_a_lost_password_is_no_dead_end_and_a_new_one_takes_the_lost_phone_along(cast, client):
    for address in ("/account/password/reset/", "/account/email/"):
        assert "管名册的人" in client.get(address).content.decode() and client.post(address).status_code == 405
    Authenticator.objects.create(user=cast.department_chen.person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    password = issue_password(seat=cast.department_chen, by=cast.government_liu)
    assert not Authenticator.objects.exists()
    signed_in = client.post("/account/login/", {"login": cast.department_chen.person.username, "password": password})
    assert client.get(signed_in["Location"])["Location"] == "/account/password/change/"
    new = {"oldpassword": password, "password1": "Xin-mima-2026", "password2": "Xin-mima-2026"}
    assert client.post("/account/password/change/", new)["Location"] == "/today/"


def test_a_page_of_the_account_has_one_heading(client):
    assert client.get("/account/login/").content.decode().count("<h1") == 1
    assert client.get("/account/signup/").content.decode().count("<h1") == 1


def test_who_came_by_phone_is_offered_no_password_page(cast, by_code, client):
    by_code("13712345678")
    page = client.get("/me/").content.decode()
    assert "没有密码" in page and "/account/password/change/" not in page


def test_a_forms_address_opened_by_hand_tells_the_way_back(cast, as_):
    answer = as_(cast.clerk_li).get(f"/people/{cast.department_chen.pk}/password/")
    assert answer.status_code == 405 and "只用来提交表单" in answer.content.decode() and answer["Allow"] == "POST"


def test_without_a_gateway_no_code_is_made_and_the_page_says_whom_to_ask(cast, client, settings, capsys):
    settings.SMS_GATEWAY = "piaojue.commons.sms.Missing"
    answer = client.post("/enter/", {"phone": "13712345678"})
    assert (
        answer.status_code == 409
        and "短信还没有接通" in answer.content.decode()
        and "13712345678" in answer.content.decode()
    )
    assert "验证码" not in capsys.readouterr().err


def test_whoever_has_a_passkey_opens_every_page_about_it(cast, client):
    person = cast.department_chen.person
    key = {"name": "手机", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=key)
    password = issue_password(seat=cast.department_chen, by=cast.government_liu)
    person.must_change_password = False
    person.save()
    client.force_login(person)
    client.post("/account/reauthenticate/", {"password": password})
    for page in ("", "webauthn/", "webauthn/add/", "totp/activate/", "recovery-codes/", "totp/deactivate/"):
        assert client.get(f"/account/2fa/{page}", follow=True).status_code in (200, 404), page
    assert "手机" in client.get("/account/2fa/webauthn/").content.decode()


def test_an_address_with_a_number_that_cannot_be_is_no_page(cast, client):
    assert client.get(f"/years/{2**63}/voided/").status_code == 404
