"""Who hears of it. Called by actions; messages leave after the transaction has committed."""

from collections.abc import Iterable

from django.db import transaction

from engines.writing import read_phones
from piaojue.commons import sms
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.models import Person
from piaojue.commons.people.sides import hears
from piaojue.commons.years.models import Year

PRACTISED = "【试运行】"


def tell(
    people: Iterable[Person | int], text: str, url: str = "", *, by_sms: bool = False, year: Year | None = None
) -> int:
    """Put a notice into each person's inbox; by_sms also to the verified phone. Returns how many heard.

    text: ≤ 300 characters, no personal data of others
    year: whose affair it is; what is only practised says so, and no SMS leaves the house
    """
    text = f"{PRACTISED}{text}" if year is not None and year.is_practice else text
    by_sms = by_sms and (year is None or year.may_send)
    keys = {person.pk if isinstance(person, Person) else person for person in people}
    Notice.objects.bulk_create(
        (Notice(person_id=key, text=text[:300], url=url) for key in sorted(keys)), batch_size=1000
    )
    if by_sms:
        phones = Person.objects.filter(pk__in=keys, phone_verified=True).values_list("phone", flat=True)
        _after_commit([phone for phone in phones if phone], text)
    return len(keys)


def tell_phones(phones: Iterable[str], text: str, *, year: Year | None = None) -> int:
    """SMS to people without an account (their suggestion came on paper or by phone). year: as in `tell`."""
    if year is not None and not year.may_send:
        return 0
    text = f"{PRACTISED}{text}" if year is not None and year.is_practice else text
    phones = sorted(
        {mobile for phone in phones for mobile in read_phones(phone or "").mobiles}
    )  # a fixed line cannot read
    _after_commit(phones, text)
    return len(phones)


def _after_commit(phones: list[str], text: str) -> None:
    def go() -> None:
        for phone in phones:
            sms.send(phone, text)

    transaction.on_commit(go)


@hears
def _about_oneself(people: Iterable[int], text: str, url: str) -> None:
    """What is done to somebody's seat or password is told to that person, by SMS, too."""
    tell(people, text, url, by_sms=True)
