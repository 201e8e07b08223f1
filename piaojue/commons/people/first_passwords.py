"""Initial passwords of a whole body in one act: sealed slips of paper, or an invitation to the phone of the roll."""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import models

from piaojue.commons import sms
from piaojue.commons.acting import acting
from piaojue.commons.limits import brief
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
    """What came of it.

    invited:  seats whose person gets a message
    progress: the page that tells how far the messages are
    left_out: (seat, why) of those who got neither
    """

    slips: tuple[Slip, ...] = ()
    invited: tuple[Seat, ...] = ()
    progress: str = ""
    left_out: tuple[tuple[Seat, str], ...] = ()


Inviting = Callable[[Body, Sequence[Seat], str, Seat], str]
INVITING: list[Inviting] = []
"""Who sends the invitations: (body, seats, address of the sign-in page, by) → the page that shows how far they are."""


def invitations(send: Inviting) -> Inviting:
    """Decorator: let this send them (`commons.jobs.inviting`)."""
    INVITING.append(send)
    return send


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
        progress = INVITING[0](body, fit, address, by) if way == Way.PHONES else ""
        act.leave()
        act.note(way=way, people=len(fit), left_out=len(left_out), second_factors_removed=lost)
    if way == Way.PHONES:
        return Issued(invited=tuple(fit), progress=progress, left_out=tuple(left_out))
    slips = (Slip(seat, names[seat.person_id], str(word)) for seat, word in zip(fit, passwords, strict=True))
    return Issued(tuple(slips), left_out=tuple(left_out))


@contextmanager
def once(tap: str) -> Iterator[None]:
    """What is delivered once is not made anew by a second tap: the first file would open no door. Raises Refused."""
    key = f"slips {tap}"
    if not brief.claim(key, DELIVERED_SECONDS):
        raise Refused("这一批刚刚已经发过了。没有收到文件的，请重新打开这一页再发一次，上一批随即作废。")
    try:
        yield
    except Exception:
        brief.drop(key)
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


def invite(seat: Seat, address: str) -> bool:
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
