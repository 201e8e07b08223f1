"""Who hears of it. Called by actions; what leaves the house is written with the act and sent by a worker (`outbox`)."""

from collections.abc import Iterable

from django.db.models import Exists, Q, Value
from django.db.models.expressions import Combinable

from engines.writing import read_phones
from piaojue.commons import wechat
from piaojue.commons.approved import Kind
from piaojue.commons.notify import outbox
from piaojue.commons.notify.models import Hearing, Notice
from piaojue.commons.people.models import Person
from piaojue.commons.people.sides import hears
from piaojue.commons.years.models import Year

PRACTISED = "【试运行】"


def tell(
    people: Iterable[Person | int],
    text: str,
    url: str = "",
    *,
    by_sms: bool = False,
    year: Year | None = None,
    urgent: bool = False,
    inside: bool = False,
    kind: str = Kind.NOTICE,
) -> int:
    """Put a notice into each person's inbox; by_sms also to the verified phone, and to the mailbox of who wants that.

    text:   ≤ 300 characters, no personal data of others
    year:   whose affair it is; what is only practised says so, and nothing leaves the house
    urgent: leaves at night, too, and waits for no digest
    inside: the caller knows that nobody of them is told outside the house (`told_outside`)
    kind:   what it is about, for the templates of providers (commons/approved.py)
    returns how many heard
    """
    text = f"{PRACTISED}{text}" if year is not None and year.is_practice else text
    keys = {person.pk if isinstance(person, Person) else person for person in people}
    Notice.objects.bulk_create(
        (Notice(person_id=key, text=text[:300], url=url) for key in sorted(keys)), batch_size=1000
    )
    if not inside and (year is None or year.may_send):
        outbox.put_for(keys, text, by_sms=by_sms, urgent=urgent, url=url, kind=kind)
    return len(keys)


def told_outside(person: int) -> Combinable:
    """Whether somebody has a way to be told outside the house, other than by SMS; to be asked with another question."""
    if wechat.sends() or wechat.asks_once():
        return Value(True)
    return Exists(Hearing.objects.filter(Q(confirmed=True) | ~Q(robot=""), person=person))


def tell_phones(
    phones: Iterable[str], text: str, *, year: Year | None = None, urgent: bool = False, kind: str = Kind.NOTICE
) -> int:
    """SMS to people without an account (their suggestion came on paper or by phone). year, urgent, kind: as in `tell`."""
    if year is not None and not year.may_send:
        return 0
    text = f"{PRACTISED}{text}" if year is not None and year.is_practice else text
    numbers = {mobile for phone in phones for mobile in read_phones(phone or "").mobiles}  # a fixed line cannot read
    outbox.put_to_phones(sorted(numbers), text, urgent=urgent, kind=kind)
    return len(numbers)


def tell_each_phone(letters: Iterable[tuple[str, str]], *, year: Year | None = None, kind: str = Kind.NOTICE) -> int:
    """SMS to many people without an account, to each a text of its own: (telephone, text). year, kind: as in `tell`."""
    if year is not None and not year.may_send:
        return 0
    mark = PRACTISED if year is not None and year.is_practice else ""
    sent = [(mobile, mark + text) for phone, text in letters for mobile in read_phones(phone).mobiles]
    outbox.put_each_to_phones(sent, kind=kind)
    return len(sent)


@hears
def _about_oneself(people: Iterable[int], text: str, url: str) -> None:
    """What is done to somebody's seat or password is told to that person, by SMS, too."""
    tell(people, text, url, by_sms=True, urgent=True, kind=Kind.ACCOUNT)
