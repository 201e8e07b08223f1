"""Why an earlier suggestion answers to one that is being typed: the words and places that both have."""

from .grams import wish
from .likeness import Why
from .placenames import SUFFIXES
from .places import NOWHERE, Gazetteer, core, find_places
from .synonyms import one_word
from .traits import matter_words
from .wording import normalise

BODY = 200


def shared(typed: str, title: str, body: str = "", gazetteer: Gazetteer = NOWHERE, most: int = 4) -> Why:
    """Why an earlier message answers to what is typed: places both name, then longest words both hold."""
    earlier = one_word(normalise(f"{title} {body[:BODY]}"))
    names = {one_word(core(normalise(m.name))) for m in find_places(typed, gazetteer)}
    places = tuple(sorted((name for name in names if name in earlier), key=lambda name: (-len(name), name))[:2])
    words = [
        w
        for w in dict.fromkeys(matter_words(wish(one_word(normalise(typed)))))
        if w in earlier and w not in SUFFIXES and not any(w in p for p in places)
    ]
    return Why(places, tuple(sorted(words, key=lambda word: -len(word))[:most]))
