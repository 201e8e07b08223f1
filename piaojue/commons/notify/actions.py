"""Reading one's notices, and saying how one wants to hear."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.limits import brief
from piaojue.commons.moves import Refused
from piaojue.commons.notify import outbox
from piaojue.commons.notify.models import Hearing
from piaojue.commons.notify.robots import check_robot
from piaojue.commons.people.models import Person

SALT = "notify.mailbox"
LINK_SECONDS = 3 * 86400
DAY = 86400
MAILBOXES_PER_DAY = 3
"""Mailboxes that one person may name in 24 hours: each gets a mail, and it may be a stranger's."""


def read_all(*, person: Person) -> int:
    """Mark the person's notices as read; returns how many were new. Not an act of office: the log does not keep it."""
    return person.notices.filter(read_at=None).update(read_at=timezone.now())


@transaction.atomic
def set_hearing(*, person: Person, email: str, robot: str = "", **paces: str) -> Hearing:
    """Keep how this person wants to hear; a new mailbox gets a link to confirm. A private wish: the log does not keep it.

    paces:  sms, by_email, by_wechat, by_robot: a value of Pace; what is not named stays as it is
    raises: Refused: an address that is no robot's; too many mailboxes in a day
    """
    if robot:
        check_robot(robot)
    row = Hearing.objects.select_for_update().filter(person=person).first() or Hearing(person=person)
    is_new = email and (email != row.email or not row.confirmed)
    row.confirmed = row.confirmed and email == row.email
    row.email, row.robot = email, robot
    for name in ("sms", "by_email", "by_wechat", "by_robot"):
        setattr(row, name, paces.get(name, getattr(row, name)))
    row.save()
    if is_new and _may_write_to(person, email):
        token = signing.dumps([person.pk, email], salt=SALT)
        link = f"{settings.SITE_URL}{reverse('confirm_mailbox', args=[token])}"
        outbox.put_to_mailbox(
            person.pk, email, f"请点开下面的链接，确认用这个邮箱接收票决的消息（三天内有效）： {link} "
        )
    return row


def _may_write_to(person: Person, email: str) -> bool:
    """Whether this mailbox has not had its one mail of these 24 hours. raises: Refused: the person has named too many."""
    if not brief.claim(f"mailbox {email.lower()}", DAY):
        return False
    if brief.count(f"mailboxes of {person.pk}", DAY) > MAILBOXES_PER_DAY:
        raise Refused("今天换邮箱的次数太多了，请明天再改")
    return True


def confirm_mailbox(*, token: str) -> Hearing:
    """The owner of a mailbox opened the link that went there. Raises Refused: out of date, or another mailbox is named since."""
    try:
        key, email = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        raise Refused("这个链接过期了。请重新填写邮箱，我们再发一封。") from None
    if not Hearing.objects.filter(person=key, email=email).update(confirmed=True):
        raise Refused("现在登记的是别的邮箱，这个链接不再有用。")
    return Hearing.objects.get(person=key)
