"""Doors of tasks and notices."""

from django.core import signing

from piaojue.commons.notify.actions import SALT
from piaojue.commons.notify.models import Hearing, Letter, LetterBatch
from piaojue.commons.roles import ANYONE, SIGNED_IN
from piaojue.commons.roles import Role as R
from tests.doors import door


def named(cast) -> dict:
    person = cast.resident_wang.person
    Hearing.objects.create(person=person, email="wang@example.org")
    return {"token": signing.dumps([person.pk, "wang@example.org"], salt=SALT)}


OFFICE = {R.CONGRESS_CLERK, R.STREET_CLERK, R.GOV_OFFICE}


def written(cast) -> dict:
    """A letter waits, another was printed."""
    batch = LetterBatch.objects.create(place=cast.xincheng, seat=cast.clerk_li, sheets=1)
    for one in (None, batch):
        Letter.objects.create(place=cast.xincheng, to="李奶奶\n东街社区", text="有了进展", url="/s/1/", batch=one)
    return {"batch": batch.pk}


DOORS = [
    door("letters", "/letters/", OFFICE, setup=written, neighbour=True),
    door("letters_paper", "/letters/{batch}.pdf", {R.CONGRESS_CLERK, R.GOV_OFFICE}, setup=written),
    door("print_letters", "/letters/print/", OFFICE, setup=written, method="post", neighbour=True),
    door("today", "/today/", SIGNED_IN, neighbour=True),
    door("notices", "/notices/", SIGNED_IN, neighbour=True),
    door("read_notices", "/notices/read/", SIGNED_IN, method="post", neighbour=True),
    door("hearing", "/notices/how/", SIGNED_IN, neighbour=True),
    door("confirm_mailbox", "/notices/mailbox/{token}/", ANYONE, setup=named, neighbour=True),
    # only where there is an official account that asks before each message, or names its script
    door("ask_once", "/wechat/once/?page=/p/EL2026/", set()),
    door("once_back", "/wechat/once/back/", set()),
    door("wechat_script", "/wechat/script/", set()),
]
