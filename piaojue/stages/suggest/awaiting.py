"""常态征集: words are taken all year for the next round; where nothing is taken, whoever wants hears when it begins again."""

from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Person
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models_awaiting import Awaiting
from piaojue.stages.suggest.queries import taking


def await_call(*, person: Person, place: Place) -> None:
    """Hear once, when the place takes suggestions. Twice is once."""
    Awaiting.objects.get_or_create(person=person, place=place)


def awaits(person: Person, place: Place) -> bool:
    """Whether this person will hear."""
    return Awaiting.objects.filter(person=person, place=place).exists()


def tell_those_who_wait() -> int:
    """Whoever waits for a place that takes suggestions now hears of it, once. Returns how many persons did."""
    told = 0
    places = Place.objects.filter(pk__in=Awaiting.objects.values("place"))
    for place in places:
        own = [year for year in taking(place) if year.place_id == place.pk]
        if own:
            told += _tell(place, own[0])
    return told


def _tell(place: Place, year: Year) -> int:
    rows = Awaiting.objects.filter(place=place)
    people = list(rows.values_list("person", flat=True))
    tell(people, f"{year}开始收建议了：您想办的事，现在可以提。", year.page("suggest"), year=year)
    rows.filter(person__in=people).delete()
    return len(people)
