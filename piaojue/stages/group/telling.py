"""Telling everyone behind a demand: proposers with an account, seconders, and those who left only a phone."""

from collections.abc import Iterable

from piaojue.commons.notify.tell import tell, tell_phones
from piaojue.stages.group.models import Demand, Link, Second
from piaojue.stages.suggest.models import Suggestion, Support


def voices_of(demands: Iterable[Demand]) -> tuple[set[int], set[str]]:
    """(person ids, phones without an account) behind the demands."""
    keys = [demand.pk for demand in demands]
    rows = Link.objects.filter(demand__in=keys, ended_at=None).values_list(
        "suggestion__proposer_id", "suggestion__proposer_phone"
    )
    people = {person for person, _ in rows if person}
    phones = {phone for person, phone in rows if phone and not person}
    supports = Support.objects.filter(suggestion__links__demand__in=keys, suggestion__links__ended_at=None)
    people |= set(supports.values_list("person_id", flat=True))
    people |= set(Second.objects.filter(demand__in=keys).values_list("person_id", flat=True))
    return people, phones


def tell_voices(demands: Iterable[Demand], text: str, url: str = "") -> int:
    """Tell them all, by SMS as well those who wished so; returns how many heard (人)."""
    demands = list(demands)
    people, phones = voices_of(demands)
    wished = Link.objects.filter(demand__in=demands, ended_at=None, suggestion__by_sms=True).values_list("suggestion__proposer_id", flat=True)
    by_sms = people & {*wished, *_seconders_by_sms(demands)}
    return tell(people - by_sms, text, url) + tell(by_sms, text, url, by_sms=True) + tell_phones(phones, text)


def _seconders_by_sms(demands: list[Demand]) -> set[int]:
    """Who seconded, before or after grouping, and wished to hear by SMS."""
    seconds = Second.objects.filter(demand__in=demands, by_sms=True).values_list("person_id", flat=True)
    supports = Support.objects.filter(suggestion__links__in=Link.objects.filter(demand__in=demands, ended_at=None), by_sms=True)
    return {*seconds, *supports.values_list("person_id", flat=True)}


def tell_proposers(suggestions: Iterable[int], text: str, url: str = "") -> int:
    """Tell those who wrote these suggestions; returns how many heard (人)."""
    rows = list(Suggestion.objects.filter(pk__in=list(suggestions)).values_list("proposer_id", "proposer_phone"))
    people, phones = {person for person, _ in rows if person}, {phone for person, phone in rows if phone and not person}
    return tell(people, text, url) + tell_phones(phones, text)
