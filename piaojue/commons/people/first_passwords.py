"""Initial passwords of a whole body in one act: sealed slips of paper, or an invitation to the phone of the roll."""

import logging
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core.cache import cache
from django.db import models

from piaojue.commons import sms
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.actions import MADE_UP
from piaojue.commons.people.models import Body, Person, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.renewing import PASSWORD_LETTERS, new_password, no_new_password, password_is_renewed
from piaojue.commons.roles import Role

DELIVERED_SECONDS = 86400
logger = logging.getLogger("piaojue")


class Way(models.TextChoices):
    SLIPS = "slips", "印成密封纸条，当面交给本人"
    PHONES = "phones", "发短信，本人凭手机验证码自己设密码"


class OfRandomWords(Argon2PasswordHasher):
    """For passwords of twelve random characters (59 bits), which nobody finds by trying: 5 ms in place of 200.

    At the sign-in Django writes the hash anew with its usual costs.
    """

    time_cost, memory_cost, parallelism = 1, 8 * 1024, 1


@dataclass(frozen=True)
class Slip:
    """What one person is handed. password: readable here only; it is kept nowhere."""

    seat: Seat
    username: str
    password: str


@dataclass(frozen=True)
class Issued:
    """invited: seats whose person got a message; left_out: (seat, why) of those who got neither."""

    slips: tuple[Slip, ...] = ()
    invited: tuple[Seat, ...] = ()
    left_out: tuple[tuple[Seat, str], ...] = ()


def issue_passwords(*, body: Body, seats: Iterable[Seat], way: str, address: str, by: Seat) -> Issued:
    """Give many people of a body their first way in. Old passwords and second factors go, as with a single one.

    seats:   of this body, in office
    address: full address of the sign-in page, for the message
    raises:  NotYours; Refused: nobody is left to get one, no gateway for messages
    """
    chosen = sorted({seat.person_id: seat for seat in seats}.values(), key=_order)
    left_out = [(seat, why) for seat in chosen if (why := _why_not(seat, way, by))]
    barred = {seat.pk for seat, _why in left_out}
    fit = [seat for seat in chosen if seat.pk not in barred]
    passwords = [new_password() if way == Way.SLIPS else None for _seat in fit]
    hashes = [make_password(password, hasher=OfRandomWords() if password else "default") for password in passwords]
    with acting(MOVES["issue_passwords"], body, by) as act:
        if not fit:
            raise Refused("所选的人里没有可以发放的", *(f"{seat.person}：{why}" for seat, why in left_out))
        if way == Way.PHONES and sms.is_missing():
            raise Refused("短信还没有接通，请改为印纸条")
        names = _renewed(fit, hashes)
        lost, _models = Authenticator.objects.filter(user__in=names).delete()
        password_is_renewed([seat.person for seat in fit], by)
        act.leave()
        act.note(way=way, people=len(fit), left_out=len(left_out), second_factors_removed=lost)
    if way == Way.PHONES:
        failed = [(seat, "短信没有发出去") for seat in fit if not _invite(seat, address)]
        invited = tuple(seat for seat in fit if seat not in [one for one, _why in failed])
        return Issued(invited=invited, left_out=(*left_out, *failed))
    slips = (Slip(seat, names[seat.person_id], str(word)) for seat, word in zip(fit, passwords, strict=True))
    return Issued(tuple(slips), left_out=tuple(left_out))


@contextmanager
def once(tap: str) -> Iterator[None]:
    """What is delivered once is not made anew by a second tap: the first file would open no door. Raises Refused."""
    key = f"slips:{sha256(tap.encode()).hexdigest()}"
    if not cache.add(key, 1, DELIVERED_SECONDS):
        raise Refused("这一批刚刚已经发过了。没有收到文件的，请重新打开这一页再发一次，上一批随即作废。")
    try:
        yield
    except Exception:
        cache.delete(key)
        raise


def _order(seat: Seat) -> tuple:
    return str(seat.delegation or ""), seat.card_no, seat.pk


def _why_not(seat: Seat, way: str, by: Seat) -> str:
    """Why this person cannot get one by us and in this way; empty: nothing stands against it."""
    theirs = seat.person.held  # type: ignore[attr-defined]  # queries.members: the person's seats in office
    elsewhere = any(not one.place_id.startswith(by.place_id) for one in theirs)
    if elsewhere or (by.role != Role.ADMIN and any(one.role == Role.ADMIN for one in theirs)):
        return "在别处还有席位，请由上级管理员发放"
    if seat.person_id == by.person_id:
        return "自己的密码请在“我的”一页修改"
    if problem := no_new_password(seat.person, theirs, by):
        return problem
    return "没有手机号" if way == Way.PHONES and not seat.person.phone else ""


def _renewed(seats: list[Seat], hashes: list[str]) -> dict[int, str]:
    """The people with their new passwords, saved; who had no name for signing in gets a short one. Returns the names."""
    hashed = dict(zip((seat.person_id for seat in seats), hashes, strict=True))
    people = list(Person.objects.select_for_update().filter(pk__in=hashed).order_by("pk"))
    taken = set(Person.objects.values_list("username", flat=True))
    for person in people:
        person.password, person.must_change_password = hashed[person.pk], True
        if person.username.startswith(MADE_UP):
            person.username = _short_name(taken)
    Person.objects.bulk_update(people, ["password", "must_change_password", "username"])
    return {person.pk: person.username for person in people}


def _short_name(taken: set[str]) -> str:
    """A name to be typed from paper: d and five characters that cannot be taken for each other."""
    while (name := "d" + "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(5))) in taken:
        continue
    taken.add(name)
    return name


def _invite(seat: Seat, address: str) -> bool:
    """Tell somebody to come in by phone code and choose a password. No secret is in it. Returns whether it left."""
    try:
        sms.send(
            str(seat.person.phone),
            f"【票决】{seat.body.name}为您开通了账号。请打开 {address} ，用本机号码获取验证码登录，再自己设密码。",
        )
    except Exception as error:  # any gateway's own kinds
        logger.warning("an invitation was not sent: %s", type(error).__name__)
        return False
    return True


def is_invited(person: Person) -> bool:
    """Whether a phone code is enough this once, to choose the first password."""
    return person.must_change_password and not person.has_usable_password()
