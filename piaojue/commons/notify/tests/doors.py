"""Doors of tasks and notices."""

from django.core import signing

from piaojue.commons.notify.actions import SALT
from piaojue.commons.notify.models import Hearing
from piaojue.commons.roles import ANYONE, SIGNED_IN
from tests.doors import door


def named(cast) -> dict:
    person = cast.resident_wang.person
    Hearing.objects.create(person=person, email="wang@example.org")
    return {"token": signing.dumps([person.pk, "wang@example.org"], salt=SALT)}


DOORS = [
    door("today", "/today/", SIGNED_IN, neighbour=True),
    door("notices", "/notices/", SIGNED_IN, neighbour=True),
    door("read_notices", "/notices/read/", SIGNED_IN, method="post", neighbour=True),
    door("hearing", "/notices/how/", SIGNED_IN, neighbour=True),
    door("confirm_mailbox", "/notices/mailbox/{token}/", ANYONE, setup=named, neighbour=True),
]
