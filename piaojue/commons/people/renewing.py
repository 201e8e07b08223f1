"""A new initial password for one person: who may give it out, what two have agreed on, who is told (docs/domain.md#who-may-be-whom)."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import ChangeState, Person, RollChange, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.office import Renewal
from piaojue.commons.people.sides import held_for_a_vote, needing_two, of_two, seats_of, tell_of
from piaojue.commons.roles import Role

AGREED_HOURS = 24
PASSWORD_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
NOT_ME = "不是您要求的，请立即告诉您所在机构的负责人。"


def issue_password(*, seat: Seat, by: Seat) -> str:
    """A new initial password, returned once to be handed over; it must be changed at the first sign-in.

    Second factors go with the old password: who lost the phone starts anew.
    raises: NotYours; Refused for an administrator by others, for somebody who works elsewhere, too, and where it takes two
    """
    with acting(MOVES["issue_password"], seat, by) as act:
        person = act.thing.person
        if person.pk == by.person_id:
            raise Refused("自己的密码请在“我的”一页修改")
        if problem := no_new_password(person, seats_of(person), by):
            raise Refused(problem)
        elsewhere = person.seats.in_office().exclude(place__code__startswith=by.place_id).exists()
        administers = person.seats.in_office().filter(role=Role.ADMIN).exists()
        if elsewhere or (administers and by.role != Role.ADMIN):
            raise Refused("这个人在别处还有席位，请由上级管理员发放密码")
        password = new_password()
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        lost, _models = Authenticator.objects.filter(user=person).delete()
        act.note(second_factors_removed=lost)
        password_is_renewed([person], by)
    return password


def no_new_password(person: Person, seats: Sequence[Seat], by: Seat) -> str | None:
    """Why this one alone may not give the person a new password; None: she may, or two have agreed on it.

    seats: what the person holds now, with body and place
    """
    if problem := held_for_a_vote(seats):
        return problem
    seat = needing_two(seats, by)
    if seat is None or agreements([person], by).exists():
        return None
    return of_two(seat.role, seat.place)


def agreements(people: Iterable[Person], by: Seat) -> QuerySet[RollChange]:
    """Renewals of these people's passwords that this one proposed and another agreed to, not used yet, not older than a day."""
    since = timezone.now() - timedelta(hours=AGREED_HOURS)
    rows = RollChange.objects.filter(seat__person__in=people, cause=Renewal.PASSWORD, state=ChangeState.DONE)
    return rows.filter(used_at=None, signed_at__gte=since, proposed_by__person=by.person_id)


def password_is_renewed(people: Sequence[Person], by: Seat) -> None:
    """What two had agreed on is used up, and the people are told."""
    agreements(people, by).update(used_at=timezone.now())
    tell_of(people, f"{by.body.name}为您发放了登录密码，原来的密码和第二步验证已经作废。{NOT_ME}")


def new_password() -> str:
    """Twelve random characters that cannot be taken for each other, in three groups."""
    return "-".join("".join(secrets.choice(PASSWORD_LETTERS) for _ in range(4)) for _ in range(3))
