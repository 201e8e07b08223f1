"""What may be seen of demands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, Exists, FloatField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast

from engines.matching import Gazetteer, Hint, accept_line, doubt, gist, hints, says, shared
from engines.matching import Proposal as Guess
from piaojue.commons.finding import NoSuch
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.wordindex.find import alike_each, having
from piaojue.commons.years.models import Year
from piaojue.stages.group.models import GONE, Decision, Demand, DemandState, How, Link, Merger, Proposal, Second
from piaojue.stages.group.standing import suggestions_of
from piaojue.stages.group.telling import with_merged
from piaojue.stages.group.wording import quoting_nobody
from piaojue.stages.suggest.public import (
    Suggestion,
    SuggestionState,
    Support,
    categories,
    department,
    gazetteer_of,
    goes_on,
)

GIST_OF = 30  # suggestions of a card among whose sentences one is chosen
HINTED, WORDS_SHOWN = 10, 5  # suggestions of a card that are looked through for hints, and words shown of each hint
KEYS_TO_PART = 2.0  # keys that a stranger in a bundle costs: ticked, then split off
LIKE = 0.4  # score from which a demand is named beside a suggestion that waits


def where_asked(column: str) -> Subquery:
    """The point of the first suggestion in a demand that has one. column: lng or lat"""
    rows = Link.objects.filter(demand=OuterRef("pk"), ended_at=None).exclude(suggestion__lng=None)
    return Subquery(rows.order_by("pk").values(f"suggestion__{column}")[:1])


def demands_for(by: Seat | None, year: Year) -> QuerySet[Demand]:
    """The year's demands, public; merged ones are found under the demand they went into, dissolved ones as suggestions."""
    return (
        Demand.objects.filter(year=year).exclude(state__in=GONE).select_related("spot", "place", "year", "department")
    )


def demand_for(by: Seat | None, pk: int) -> Demand:
    """One demand with its present suggestions, those whose words are public apart. Raises NoSuch when there is none.

    present_links: all of them; public_links: what everybody may read
    """
    links = Link.objects.filter(ended_at=None).select_related("suggestion", "suggestion__spot")
    rows = Demand.objects.select_related("spot", "year", "year__place", "place", "department")
    demand = rows.prefetch_related(Prefetch("links", links, to_attr="present_links")).filter(pk=pk).first()
    if demand is None:
        raise NoSuch("没有这一条诉求。地址可能写错了，可以在首页查找。")
    links = vars(demand)["present_links"]
    vars(demand)["public_links"] = [link for link in links if link.suggestion.is_public]
    return demand


def merger(pk: int) -> Merger:
    """One merger. Raises NotYours when there is none."""
    row = Merger.objects.select_related("kept", "gone__year__place", "gone__place").filter(pk=pk).first()
    if row is None:
        raise NotYours("merger")
    return row


def absorbed_by(demand: Demand) -> QuerySet[Merger]:
    """The mergers that brought other demands into this one."""
    return demand.absorbed.filter(ended_at=None).select_related("gone")


def merger_of(demand: Demand) -> Merger | None:
    """The merger by which this demand went into another."""
    return demand.absorbed_into.filter(ended_at=None).select_related("kept").first()


def unplaced(year: Year) -> int:
    """Suggestions that the engine has not compared yet (条)."""
    return suggestions_of(year).filter(proposal=None).count()


def open_demands(year: Year, most: int = 300) -> QuerySet[Demand]:
    """Demands that suggestions may still join, most voices first."""
    return demands_for(None, year).filter(state=DemandState.OPEN)[:most]


def open_demands_like(year: Year, text: str, most: int = 20) -> QuerySet[Demand]:
    """Demands that suggestions may still join, of these words; without words those of most voices."""
    rows = demands_for(None, year).filter(state=DemandState.OPEN)
    return (rows.filter(having("demand", year=year.pk)(text)) if text.strip() else rows)[:most]


def seconded(demand: Demand, by: Seat | None) -> tuple[bool, bool | None]:
    """(whether the reader seconded the demand, whether SMS was wished; None: seconded neither it nor what is in it)."""
    if by is None:
        return False, None
    seconds = list(
        Second.objects.filter(demand__in=with_merged([demand]), person=by.person).values_list("by_sms", flat=True)
    )
    links = Link.objects.filter(demand=demand, ended_at=None)
    supports = list(
        Support.objects.filter(suggestion__links__in=links, person=by.person).values_list("by_sms", flat=True)
    )
    return bool(seconds), any(seconds + supports) if seconds or supports else None


def waiting(year: Year) -> QuerySet[Suggestion]:
    """Suggestions that belong to no demand yet, public or not; what leads elsewhere is not grouped (suggest `goes_on`)."""
    rows = Suggestion.objects.filter(goes_on(), year=year, state=SuggestionState.RECEIVED)
    return rows.select_related("spot", "year", "place")


def similar(suggestions: Sequence[Suggestion], limit: int = 5) -> dict[int, list[tuple[Demand, list[str]]]]:
    """{suggestion: open demands whose suggestions resemble it, best first, with the reason}; suggestions of one year."""
    if not suggestions:
        return {}
    year, titles = suggestions[0].year_id, {one.pk: one.title for one in suggestions}
    near = alike_each("suggestion", titles, place=suggestions[0].place_id, least=LIKE)
    links = Link.objects.filter(
        suggestion__in={hit.id for hits in near.values() for hit in hits},
        ended_at=None,
        demand__state=DemandState.OPEN,
        demand__year=year,
    )
    by_suggestion = {link.suggestion_id: link for link in links.select_related("demand__spot", "suggestion")}
    return {
        pk: _likes(
            titles[pk], [by_suggestion[hit.id] for hit in hits if hit.id != pk and hit.id in by_suggestion], limit
        )
        for pk, hits in near.items()
    }


def _likes(title: str, links: Sequence[Link], limit: int) -> list[tuple[Demand, list[str]]]:
    """The demands of some links, each once, in their order."""
    first: dict[int, Link] = {}
    for link in links:
        first.setdefault(link.demand_id, link)
    return [
        (link.demand, [str(shared(title, link.suggestion.shown_title, link.suggestion.shown_content))])
        for link in list(first.values())[:limit]
    ]


@dataclass(frozen=True)
class Told:
    """A sentence of the card's n-th suggestion (`source`, from 1); same: how many others say the same."""

    sentence: str
    source: int
    same: int


@dataclass
class Card:
    """One proposed demand in the review queue. proposals: what waits; demand: what others of it became already; sent: what
    was typed in this card and comes back with objections; field: the category that is chosen beforehand, None where `doubt`
    says why none is; guesses: the likeliest ones."""

    bundle: int
    proposals: list[Proposal]
    demand: Demand | None = None
    others: int = 0
    field: tuple | None = None
    doubt: str = ""
    guesses: Sequence[tuple] = ()
    department: tuple | None = None
    sent: Mapping[str, str] | None = None

    @property
    def hints(self) -> list[Hint]:
        """Positive and negative lists, other channels, danger, over the whole card; each with its words."""
        by_key: dict[str, Hint] = {}
        for suggestion in self.suggestions[:HINTED]:
            for hint in hints(suggestion.title, suggestion.content):
                words = (*by_key[hint.key].words, *hint.words) if hint.key in by_key else hint.words
                by_key[hint.key] = replace(hint, words=tuple(dict.fromkeys(words))[:WORDS_SHOWN])
        return list(by_key.values())

    @property
    def text(self) -> tuple[str, str]:
        """Title and words by which field and department are proposed."""
        return self.title, " ".join(suggestion.content for suggestion in self.suggestions[:5])

    @cached_property
    def gist(self) -> "Told | None":
        """What it is about in one sentence of somebody whose words are public; None: there is no such sentence."""
        public = [(at, one) for at, one in enumerate(self.suggestions[:GIST_OF], 1) if one.is_public]
        told = gist([(one.masked_title, one.masked_content) for _at, one in public], self._names)
        return Told(told.sentence, public[told.source][0], len(told.same)) if told else None

    @property
    def _names(self) -> Gazetteer:
        return gazetteer_of(self.suggestions[0].place)

    @property
    def perhaps(self) -> list[str]:
        """Names of up to two categories that some of its words speak for."""
        return [name for _key, name, _sure, words in self.guesses if words][:2]

    @property
    def department_is_sure(self) -> bool:
        """Whether the proposed department is chosen beforehand."""
        return self.department is not None and not doubt([self.department[1]])

    @property
    def suggestions(self) -> list[Suggestion]:
        return [proposal.suggestion for proposal in self.proposals]

    @property
    def confidence(self) -> float:
        """The least sure link decides, 0–1; a single needs no confidence."""
        linked = [proposal.confidence for proposal in self.proposals if proposal.like_id]
        return min(linked) if linked else 0

    @property
    def title(self) -> str:
        """The public wording that most others resemble, of equal ones that says most of place, matter and wish: a start for the demand's; without one, words that quote nobody."""
        liked = Counter(proposal.like_id for proposal in self.proposals)
        public = [suggestion for suggestion in self.suggestions if suggestion.is_public]
        if not public:
            first = self.suggestions[0]
            return quoting_nobody(first.spot, first.category)
        most = max(liked[suggestion.pk] for suggestion in public)
        central = [suggestion for suggestion in public if liked[suggestion.pk] == most]
        return max(central, key=lambda one: (says(one.masked_title, self._names), -one.pk)).masked_title


def bundles_waiting(year: Year, singles: bool = False, text: str = "") -> QuerySet:
    """Bundles with something to review, {"bundle", "n", "worth"}; singles: those that resemble nobody.

    First those in which a key settles most: likely links by expected keys, one to accept and KEYS_TO_PART for each wrong link.
    """
    fellows = Proposal.objects.filter(year=year, bundle=OuterRef("bundle")).exclude(suggestion=OuterRef("suggestion"))
    alone = ~Exists(fellows.filter(goes_on("suggestion__")))
    rows = Proposal.objects.filter(goes_on("suggestion__"), year=year, suggestion__state=SuggestionState.RECEIVED)
    if text.strip():
        rows = rows.filter(having("suggestion", year=year.pk, at="suggestion")(text))
    rows = rows.filter(alone if singles else ~alone)
    likely = Sum("confidence", filter=Q(like__isnull=False), default=0.0)
    links = Cast(Count("like"), FloatField())
    worth = likely / (1.0 + KEYS_TO_PART * (links - likely))
    return rows.order_by().values("bundle").annotate(n=Count("pk"), worth=worth).order_by("-worth", "bundle")


def cards(year: Year, bundles: Iterable[int] | None = None) -> list[Card]:
    """The cards of some bundles in the order given; all that have several members when none are named."""
    names = list(bundles) if bundles is not None else [row["bundle"] for row in bundles_waiting(year)]
    rows = Proposal.objects.filter(goes_on("suggestion__"), year=year, bundle__in=names)
    rows = rows.select_related("suggestion__spot", "suggestion__year", "suggestion__place", "like").order_by(
        "suggestion_id"
    )
    by_name = {name: Card(name, []) for name in names}
    taken = defaultdict(list)
    for row in rows:
        if row.suggestion.state == SuggestionState.RECEIVED:
            by_name[row.bundle].proposals.append(row)
        else:
            taken[row.bundle].append(row.suggestion_id)
    demand_of = _open_demands_of([pk for keys in taken.values() for pk in keys])
    for name, keys in taken.items():
        by_name[name].others = len(keys)
        by_name[name].demand = next((demand_of[pk] for pk in keys if pk in demand_of), None)
    shown = [card for card in by_name.values() if card.proposals]
    for card in shown:
        if card.demand is None:
            card.guesses, card.doubt = _likely_fields(year, card)
            card.field = None if card.doubt or not card.guesses else card.guesses[0]
            card.department = department(year.place, *card.text)
    return shown


def _open_demands_of(suggestions: Iterable[int]) -> dict[int, Demand]:
    """Suggestion id → the open demand it is in."""
    links = Link.objects.filter(suggestion__in=suggestions, ended_at=None, demand__state=DemandState.OPEN)
    return {link.suggestion_id: link.demand for link in links.select_related("demand__year", "demand__spot")}


def _likely_fields(year: Year, card: Card) -> tuple[list[tuple], str]:
    """(the likeliest categories, best first; why none of them is chosen beforehand, empty where one is).

    What most proposers named goes first where the words allow it, and is chosen where the words are sure enough of it.
    """
    named = Counter(suggestion.category for suggestion in card.suggestions if suggestion.category).most_common(1)
    likely = categories(year.place, *card.text)
    if named and (said := [guess for guess in likely if guess[0] == named[0][0]]):
        likely = said + [guess for guess in likely if guess not in said]
        return likely, doubt(_as_guesses(said))
    return likely, doubt(_as_guesses(likely))


def _as_guesses(found: Iterable[tuple]) -> list[Guess]:
    return [Guess(key, sure, words) for key, _name, sure, words in found]


def line_of(year: Year) -> float:
    """Likeness from which links may stand by themselves, learned from all that the place's clerks judged."""
    return accept_line(judged(year))


def judged(year: Year) -> list[tuple[float, bool]]:
    """(likeness the engine gave, whether people kept it) for each pair, by the latest word on it."""
    latest: dict[tuple[int, int], bool] = {}
    likenesses: dict[tuple[int, int], float] = {}
    rows = (
        Decision.objects.filter(place=year.place)
        .order_by("pk")
        .values_list("one_id", "other_id", "same", "likeness", "act")
    )
    for one, other, same, likeness, how in rows:
        pair = (min(one, other), max(one, other))
        if how == How.UNDO:
            likenesses.pop(pair, None)
            continue
        latest[pair] = same
        if likeness:
            likenesses[pair] = likeness
    return [(likeness, latest[pair]) for pair, likeness in likenesses.items()]


def precision(year: Year) -> tuple[float | None, int]:
    """(share of judged links above the line that people kept, how many such links)."""
    line = line_of(year)
    above = [right for likeness, right in judged(year) if likeness >= line]
    return (sum(above) / len(above) if above else None), len(above)


def decisions_for(year: Year) -> QuerySet[Decision]:
    """All judged pairs, oldest first."""
    return Decision.objects.filter(year=year).order_by("pk")


def departments(year: Year) -> QuerySet[Body]:
    """承办部门 of the year's place."""
    return Body.objects.standing().filter(place=year.place, kind="department")
