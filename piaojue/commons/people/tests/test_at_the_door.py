"""At the door: wrong passwords, codes for a phone, the first administrator. Nobody locks out anybody else."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from piaojue.commons import sms
from piaojue.commons.moves import Refused
from piaojue.commons.people.first_token import announce, first_token
from piaojue.commons.people.models import Person
from piaojue.commons.people.phone_code import PER_DAY, TRIES, check_code, send_code

PHONE, PASSWORD = "13712345678", "Xin-mima-2026"


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """Codes as they reached the phone."""
    codes: list[str] = []
    monkeypatch.setattr(sms, "send", lambda phone, text: codes.append("".join(filter(str.isdecimal, text))[:6]))
    return codes


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_stranger_uses_up_neither_the_tries_nor_the_codes_of_the_owner(db, sent):
    send_code(PHONE, "owner", known=True)
    mine = sent[-1]
    for number in range(PER_DAY):
        send_code(PHONE, f"stranger{number}")
        for _ in range(TRIES):
            with pytest.raises(Refused):
                check_code(PHONE, wrong(sent[-1]), f"stranger{number}")
    with pytest.raises(Refused, match="今天要的验证码太多了"):
        send_code(PHONE, "another stranger")
    with pytest.raises(Refused, match="已过期"):  # a code is good where it was asked for
        check_code(PHONE, mine, "somewhere else")
    check_code(PHONE, mine, "owner")
    with pytest.raises(Refused):  # once
        check_code(PHONE, mine, "owner")


def test_a_right_code_does_not_count_after_too_many_wrong_ones(db, sent):
    send_code(PHONE, "me")
    with pytest.raises(Refused, match="刚刚发出"):
        send_code(PHONE, "me")
    for _ in range(TRIES):
        with pytest.raises(Refused):
            check_code(PHONE, wrong(sent[-1]), "me")
    with pytest.raises(Refused, match="错了太多次"):
        check_code(PHONE, sent[-1], "me")


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_counted_one_by_one(sent):
    send_code(PHONE, "me")
    code, judged = sent[-1], []

    def guess(_number: int) -> None:
        try:
            check_code(PHONE, wrong(code), "me")
        except Refused as refusal:
            judged.append(refusal.reasons[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(guess, range(24)))
    assert sum("还可以再试" in words for words in judged) < TRIES and len(judged) == 24
    with pytest.raises(Refused):
        check_code(PHONE, code, "me")


@pytest.fixture
def account(cast) -> Person:
    person = cast.resident_wang.person
    person.username = "wang"
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(client: Client, password: str):
    return client.post("/account/login/", {"login": "wang", "password": password})


def test_wrong_passwords_lock_strangers_out_and_neither_the_hall_nor_the_owner(cast, account, settings):
    own, stranger = Client(), Client()
    assert log_in(own, PASSWORD).status_code == 302
    own.post("/leave/")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = log_in(stranger, "wrong-password")
    assert answer.status_code == 429 and "密码错了太多次" in answer.content.decode()
    assert log_in(stranger, PASSWORD).status_code == 429 and log_in(Client(), PASSWORD).status_code == 429
    assert log_in(own, PASSWORD).status_code == 302  # the device is known
    other = cast.resident_zhao.person  # at the same address
    other.username = "zhao"
    other.set_password(PASSWORD)
    other.save()
    assert Client().post("/account/login/", {"login": "zhao", "password": PASSWORD}).status_code == 302
    call_command("unlock", "wang")
    assert log_in(Client(), PASSWORD).status_code == 302


def test_forty_people_of_a_hall_sign_in_within_a_minute(account):
    assert {log_in(Client(), PASSWORD).status_code for _ in range(40)} == {302}


def test_an_empty_production_server_asks_for_the_word_it_printed(db, client, settings, capsys):
    settings.PRODUCTION = True
    announce()
    assert first_token() in capsys.readouterr().err
    typed = {"prefix": "150103", "username": "admin", "name": "史管理", "password": PASSWORD, "token": "guess"}
    answer = client.post("/enter/first/", typed)
    assert answer.status_code == 409 and "开通码不对" in answer.content.decode() and not Person.objects.exists()
    assert client.post("/enter/first/", typed | {"token": first_token()}).status_code == 302
    announce()
    assert Person.objects.get().username == "admin" and capsys.readouterr().err == ""
