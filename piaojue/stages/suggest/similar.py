"""相似建议: earlier suggestions of the same region that answer to what is being typed (commons.wordindex).

The index only points: what is shown comes from the database by way of queries.py.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from engines.matching import shared
from engines.matching.places import NOWHERE
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.wordindex.find import Hit, alike
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.gazetteer import gazetteer_of
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.places import apart, named
from piaojue.stages.suggest.queries import public_suggestions

ASK_BEFORE_TAKING = 0.6  # score from which a suggestion is asked about before it is taken
SHOWN = 0.25  # score from which an earlier wish is shown
ELSEWHERE = 0.5  # what the score of a wish counts that is about another place than the text names


@dataclass(frozen=True)
class Earlier:
    """One earlier wish. people: how many asked for it (人); why: shared words and place; second: where to 附议, if one may."""

    title: str
    url: str
    people: int
    why: str
    score: float
    note: str = ""
    second: str = ""


Dress = Callable[[Seat | None, list[int]], dict[int, tuple[str, Earlier]]]
"""Suggestion ids → {id: (key, what is shown instead)}; equal keys are one wish. Registered by the room that groups."""
DRESSING: list[Dress] = []


def dressing(source: Dress) -> Dress:
    """Let a later room show the demand a suggestion became."""
    DRESSING.append(source)
    return source


def earlier(by: Seat | None, year: Year, text: str, most: int = 5, least: float = SHOWN) -> list[Earlier]:
    """What was asked for before in the year's region, best first. Two characters are enough. least: score from which it is shown."""
    hits = hits_for(year.place_id, text, most * 6, least)
    scores = _near(hits, named(text, year.place).sure, least) if hits else {}
    wishes: dict[str, tuple[Suggestion, Earlier]] = {}
    voices: dict[str, set[tuple[str, int | str]]] = defaultdict(set)
    keys = list(scores)
    for part in (keys[: most * 2], keys[most * 2 :]):
        if len(wishes) < most and part:
            _gather(by, year, {key: scores[key] for key in part}, wishes, voices)
    names = gazetteer_of(year.place) if wishes else NOWHERE
    return [
        replace(wish, why=str(shared(text, row.shown_title, row.shown_content, names)))
        for row, wish in list(wishes.values())[:most]
    ]


def _gather(
    by: Seat | None,
    year: Year,
    scores: dict[int, float],
    wishes: dict[str, tuple[Suggestion, Earlier]],
    voices: dict[str, set[tuple[str, int | str]]],
) -> None:
    """Put the wishes of some suggestions, in their order, beside those that are gathered already."""
    rows = Suggestion.objects.select_related("year__place", "place").prefetch_related("supports").in_bulk(list(scores))
    dressed: dict[int, tuple[str, Earlier]] = {}
    for dress in DRESSING:
        dressed |= dress(by, list(scores))
    for row in (rows[key] for key in scores if key in rows):
        alone = row.pk not in dressed
        key, shown = dressed.get(row.pk) or (f"{row.masked_title}@{row.spot_id}", _undressed(by, row))
        if alone:
            voices[key] |= _voices(row)
        if key not in wishes:
            wishes[key] = row, _of_its_year(replace(shown, score=scores[row.pk]), row, year)
        elif alone:  # the same words about the same place: one wish of several people
            first, wish = wishes[key]
            wish = replace(wish, people=len(voices[key]))
            wishes[key] = first, replace(wish, note=shown.note, second="") if shown.note and not wish.note else wish


def _near(hits: list[Hit], meant: Place | None, least: float) -> dict[int, float]:
    """{suggestion: score} of what everybody may read, best first; what is about another place than the text names counts less."""
    rows = public_suggestions().filter(pk__in=[hit.id for hit in hits], year__standing="real")
    spots = dict(rows.order_by().values_list("pk", "spot_id"))
    scores = {
        hit.id: hit.score * (ELSEWHERE if meant and apart(meant.pk, spots[hit.id]) else 1)
        for hit in hits
        if hit.id in spots
    }
    best = sorted(scores.items(), key=lambda one: (-one[1], -one[0]))
    return {pk: score for pk, score in best if score >= least}


def _of_its_year(wish: Earlier, row: Suggestion, year: Year) -> Earlier:
    """A wish of another year says which, and is not seconded any more."""
    if row.year_id == year.pk:
        return wish
    return replace(wish, note=_("%(n)s 年度") % {"n": row.year.number}, second="")


def _undressed(by: Seat | None, row: Suggestion) -> Earlier:
    mine = by is not None and row.proposer_id == by.person_id
    seconded = by is not None and any(support.person_id == by.person_id for support in row.supports.all())
    may = by is not None and not seconded and MOVES.may("support", row, by)
    second = reverse("support", args=[row.pk]) if may else ""
    note = "您提的" if mine else "您已经附议过" if seconded else ""
    return Earlier(row.masked_title, row.get_absolute_url(), len(_voices(row)), "", 0, note, second)


def _voices(row: Suggestion) -> set[tuple[str, int | str]]:
    """Who speaks in a suggestion: its proposer, by account, phone or paper, and who seconded it."""
    by_phone = ("phone", row.proposer_phone) if row.proposer_phone else ("paper", row.pk)
    return {
        ("person", row.proposer_id) if row.proposer_id else by_phone,
        *(("person", support.person_id) for support in row.supports.all()),
    }


def hits_for(place: str, text: str, most: int, least: float = SHOWN) -> list[Hit]:
    """Suggestions of a place that answer to a text, best first; whether they may be shown says the database."""
    return alike("suggestion", text, place=place, most=most, least=least)
