"""Reading one's notices, and saying how one wants to hear."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.notify import outbox
from piaojue.commons.notify.models import Hearing
from piaojue.commons.people.models import Person

SALT = "notify.mailbox"
LINK_SECONDS = 3 * 86400


def read_all(*, person: Person) -> int:
    """Mark the person's notices as read; returns how many were new. Not an act of office: the log does not keep it."""
    return person.notices.filter(read_at=None).update(read_at=timezone.now())


@transaction.atomic
def set_hearing(*, person: Person, sms: str, email: str, by_email: str) -> Hearing:
    """Keep how this person wants to hear; a new mailbox gets a link to confirm. A private wish: the log does not keep it."""
    row = Hearing.objects.select_for_update().filter(person=person).first() or Hearing(person=person)
    is_new = email and (email != row.email or not row.confirmed)
    row.confirmed = row.confirmed and email == row.email
    row.sms, row.email, row.by_email = sms, email, by_email
    row.save()
    if is_new:
        token = signing.dumps([person.pk, email], salt=SALT)
        link = f"{settings.SITE_URL}{reverse('confirm_mailbox', args=[token])}"
        outbox.put_to_mailbox(
            person.pk, email, f"请点开下面的链接，确认用这个邮箱接收票决的消息（三天内有效）： {link} "
        )
    return row


def confirm_mailbox(*, token: str) -> Hearing:
    """The owner of a mailbox opened the link that went there. Raises Refused: out of date, or another mailbox is named since."""
    try:
        key, email = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        raise Refused("这个链接过期了。请重新填写邮箱，我们再发一封。") from None
    if not Hearing.objects.filter(person=key, email=email).update(confirmed=True):
        raise Refused("现在登记的是别的邮箱，这个链接不再有用。")
    return Hearing.objects.get(person=key)
