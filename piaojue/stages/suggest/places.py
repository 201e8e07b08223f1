"""Where a message is about: places of the region tree that it names. Same names are asked about, never guessed."""

from dataclasses import dataclass

from engines.matching import State, find_places
from piaojue.commons.places.models import Place
from piaojue.stages.suggest.gazetteer import gazetteer_of


@dataclass(frozen=True)
class Named:
    """What a text says of its place.

    sure:   the closest place inside the region that the text names beyond doubt
    asked:  [(name as written, places it may be)]: several of that name
    """

    sure: Place | None
    asked: list[tuple[str, list[Place]]]


def named(text: str, region: Place) -> Named:
    """Places of `region` that a text names."""
    mentions = [m for m in find_places(text, gazetteer_of(region), region.pk) if m.state is not State.NEW]
    codes = {
        code for mention in mentions for code in mention.regions if code.startswith(region.pk) and code != region.pk
    }
    places = Place.objects.select_related("parent").in_bulk(codes) if codes else {}
    sure = sorted(
        {m.regions[0] for m in mentions if m.state is State.KNOWN and m.regions[0] in places},
        key=lambda code: (-len(code), code),
    )
    deepest = [code for code in sure if not any(other != code and other.startswith(code) for other in sure)]
    asked = {
        m.name: [places[code] for code in m.regions if code in places] for m in mentions if m.state is State.AMBIGUOUS
    }
    return Named(
        places[deepest[0]] if len(deepest) == 1 else None,
        [(name, several) for name, several in asked.items() if len(several) > 1],
    )


def elsewhere(one: Place, other: Place) -> bool:
    """Whether neither lies in the other."""
    return apart(one.pk, other.pk)


def apart(one: str, other: str) -> bool:
    """The same of two codes."""
    return not (one.startswith(other) or other.startswith(one))
