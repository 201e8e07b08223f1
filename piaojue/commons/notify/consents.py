"""一次性订阅: somebody allows one message about one page in WeChat, where the account may not write by itself."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from piaojue.commons.moves import Refused
from piaojue.commons.notify.models import Consent, Message
from piaojue.commons.people.models import Person

MOST_SCENE = 10_000
"""WeChat's own bound."""
MOST = 50
"""Consents of one person that wait to be used."""


def next_scene(person: Person) -> int:
    """A number that none of the person's consents has, nor a message on its way. raises: Refused: too many wait."""
    used: set[int | None] = set(Consent.objects.filter(person=person).values_list("scene", flat=True))
    if len(used) >= MOST:
        raise Refused(_("您已经订阅了 %(n)s 条，等收到一些以后再订阅") % {"n": MOST})
    used |= set(Message.objects.filter(person=person).exclude(scene=None).values_list("scene", flat=True))
    return next(number for number in range(1, MOST_SCENE + 1) if number not in used)


@transaction.atomic
def keep(*, person: Person, scene: int, url: str) -> None:
    """WeChat says that the person agreed. Twice for one page is once. A private wish: the log does not keep it."""
    Consent.objects.filter(person=person, url=url).delete()
    Consent.objects.update_or_create(person=person, scene=scene, defaults={"url": url[:200]})


@transaction.atomic
def use(people: Collection[int], url: str) -> dict[int, int]:
    """Person → number of the consent for this page, which is used up with it. Inside the act's transaction."""
    rows = list(Consent.objects.select_for_update().filter(person__in=people, url=url)) if url else []
    Consent.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return {row.person_id: row.scene for row in rows}


def waits(person: Person, url: str) -> bool:
    """Whether the next step of this page will be told."""
    return Consent.objects.filter(person=person, url=url).exists()
