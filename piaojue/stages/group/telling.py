"""Telling everyone behind a demand: proposers with an account, seconders, and those who left a phone and agreed to SMS."""

from collections.abc import Iterable

from piaojue.commons.approved import Kind
from piaojue.commons.notify.letters import tell_by_letter
from piaojue.commons.notify.tell import tell, tell_phones
from piaojue.commons.people.models import Person
from piaojue.stages.group.models import Demand, Link, Merger, Second
from piaojue.stages.suggest.public import Suggestion, Support, addressee_of


def voices_of(demands: Iterable[Demand]) -> tuple[set[int], set[str]]:
    """(person ids, phones of nobody among them) behind the demands: who wrote on paper and seconds with the account of that phone is one."""
    keys = [demand.pk for demand in demands]
    rows = Link.objects.filter(demand__in=keys, ended_at=None).values_list(
        "suggestion__proposer_id", "suggestion__proposer_phone"
    )
    people = {person for person, _ in rows if person}
    phones = {phone for person, phone in rows if phone and not person}
    supports = Support.objects.filter(suggestion__links__demand__in=keys, suggestion__links__ended_at=None)
    people |= set(supports.values_list("person_id", flat=True))
    people |= set(Second.objects.filter(demand__in=keys).values_list("person_id", flat=True))
    return people, phones - set(_accounts(people, phones).values())


def with_merged(demands: Iterable[Demand]) -> set[int]:
    """Ids of the demands and of those merged into them: who seconded two that became one keeps a row and a choice in the one that went."""
    keys = new = {demand.pk for demand in demands}
    while new := set(Merger.objects.filter(kept__in=new, ended_at=None).values_list("gone_id", flat=True)) - keys:
        keys = keys | new
    return keys


def _accounts(people: set[int], phones: set[str]) -> dict[int, str]:
    """Which of the people verified one of the phones as their own."""
    owned = (
        Person.objects.filter(phone__in=phones, phone_verified=True).values_list("pk", "phone")
        if people and phones
        else ()
    )
    return {person: phone for person, phone in owned if phone and person in people}


def tell_voices(demands: Iterable[Demand], text: str, url: str = "") -> int:
    """Tell them all, by SMS as well those who wished so; returns how many heard (人)."""
    demands = list(demands)
    people, phones = voices_of(demands)
    wished = Link.objects.filter(demand__in=demands, ended_at=None, suggestion__by_sms=True).values_list(
        "suggestion__proposer_id", flat=True
    )
    by_sms = people & {*wished, *_seconders_by_sms(demands), *_by_paper(demands, people)}
    agreed = phones & _agreed(demands)
    year = demands[0].year if demands else None
    heard = tell(people - by_sms, text, url, year=year, kind=Kind.STEP)
    heard += tell(by_sms, text, url, by_sms=True, year=year, kind=Kind.STEP)
    written = Link.objects.filter(demand__in=demands, ended_at=None).values_list("suggestion", flat=True)
    return heard + tell_phones(agreed, text, year=year, kind=Kind.STEP) + _tell_on_paper(written, text)


def _tell_on_paper(written: Iterable[int], text: str) -> int:
    """A letter to each of those who wrote these suggestions and have no phone; returns how many."""
    rows = Suggestion.objects.filter(pk__in=written, proposer=None).exclude(proposer_name="")
    rows = rows.select_related("spot", "year__place")
    letters = [(row, to) for row in rows if (to := addressee_of(row))]
    return tell_by_letter((to for _row, to in letters), text, year=letters[0][0].year) if letters else 0


def _agreed(demands: list[Demand]) -> set[str]:
    """Phones left at the hotline or on paper with the word that SMS are welcome; the others hear nothing (个人信息保护法 13、14 条)."""
    links = Link.objects.filter(demand__in=demands, ended_at=None)
    left = links.filter(suggestion__proposer=None, suggestion__by_sms=True)
    return set(left.values_list("suggestion__proposer_phone", flat=True))


def _by_paper(demands: list[Demand], people: set[int]) -> set[int]:
    """Who left the number of an own account on paper and agreed to SMS."""
    return set(_accounts(people, _agreed(demands)))


def _seconders_by_sms(demands: list[Demand]) -> set[int]:
    """Who seconded, before or after grouping, and wished to hear by SMS."""
    seconds = Second.objects.filter(demand__in=with_merged(demands), by_sms=True).values_list("person_id", flat=True)
    supports = Support.objects.filter(
        suggestion__links__in=Link.objects.filter(demand__in=demands, ended_at=None), by_sms=True
    )
    return {*seconds, *supports.values_list("person_id", flat=True)}


def tell_writers(suggestions: Iterable[int], text: str, url: str = "") -> int:
    """Tell those who wrote these suggestions; returns how many heard (人)."""
    written = Suggestion.objects.filter(pk__in=list(suggestions))
    rows, first = (
        list(written.values_list("proposer_id", "proposer_phone", "by_sms")),
        written.select_related("year").first(),
    )
    people = {person for person, _phone, _sms in rows if person}
    phones = {phone for person, phone, sms in rows if sms and phone and not person}
    year = first.year if first else None
    heard = tell(people, text, url, year=year, kind=Kind.STEP)
    heard += tell_phones(phones, text, year=year, kind=Kind.STEP)
    return heard + _tell_on_paper(written.values_list("pk", flat=True), text)
