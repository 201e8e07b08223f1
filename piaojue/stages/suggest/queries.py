"""What may be seen of suggestions: every read starts here."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from engines.writing import read_code
from piaojue.commons.finding import NoSuch
from piaojue.commons.moves import NotYours
from piaojue.commons.notify.tell import told_outside
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import deputies_like
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.queries import named_controllers
from piaojue.commons.roles import Role
from piaojue.commons.tallies.queries import numbers
from piaojue.commons.years.models import Standing, Year, not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Alarm, Campaign, Channel, Suggestion, SuggestionState, Support
from piaojue.stages.suggest.moves import COLLECTING, EDITORS, MOVES, ON_DUTY
from piaojue.stages.suggest.publication import ELSEWHERE, ENDED, OPEN, Publication

SHORTEST_QUOTE, LATEST = 6, 300
"""Characters of a text that counts as quoted; suggestions of any year among which the newest of some years are looked for first."""
FAIR_LEAP, FAIR_STEPS, FAIR_PRIME = 6137, 9929, 9931
"""Of the order that changes daily: a far-away step every day, through a prime number of places."""
IS_PUBLIC = Q(publication=Publication.PUBLISHED) & ~Q(state=SuggestionState.WITHDRAWN)


def public_suggestions() -> QuerySet[Suggestion]:
    """What everybody may read, of all years: published and not withdrawn. Whatever is shown to the public begins here."""
    return Suggestion.objects.filter(IS_PUBLIC)


def received() -> QuerySet[Suggestion]:
    """What counts in public figures, of all years: everything that was not withdrawn, public or not. Never for its words."""
    return Suggestion.objects.exclude(state=SuggestionState.WITHDRAWN)


def goes_on(prefix: str = "") -> Q:
    """What is grouped and answered: not withdrawn, and not kept back for a reason that leads elsewhere.

    prefix: the way to the suggestion, like "suggestion__"
    """
    withdrawn = {f"{prefix}state": SuggestionState.WITHDRAWN}
    elsewhere = {f"{prefix}publication__in": ENDED, f"{prefix}unpublished__in": ELSEWHERE}
    return ~Q(**withdrawn) & ~Q(**elsewhere)


def suggestions_for(by: Seat | None, year: Year) -> QuerySet[Suggestion]:
    """The year's suggestions as this reader may read them: the public ones, those that one wrote or typed, for who works with them all.

    Withdrawn ones only for their proposer and the clerks.
    """
    rows = Suggestion.objects.filter(year=year).select_related("spot", "year", "place")
    if by is None:
        return rows.filter(IS_PUBLIC)
    if MOVES.entitled("read_proposers", year.place, by):
        return rows
    here = Q(pk__in=[])
    if MOVES.entitled("read_unpublished", year.place, by):
        here = Q(year=year)
    elif has_desk(by, year):
        here = Q(spot__code__startswith=by.place_id)
    typed = Q(proposer=None, created_by__person=by.person)
    return rows.filter(Q(proposer=by.person) | IS_PUBLIC | (here | typed) & ~Q(state=SuggestionState.WITHDRAWN))


def suggestion_for(by: Seat | None, pk: int) -> Suggestion:
    """One suggestion: its number and state. Whether its words may be shown says `may_read`.

    raises: NoSuch: there is none; NotYours: it is withdrawn and somebody else's
    """
    suggestion = (
        Suggestion.objects.select_related("spot", "year", "year__place", "place", "proposer", "created_by")
        .filter(pk=pk)
        .first()
    )
    if suggestion is None:
        raise NoSuch("没有这一条建议。地址可能写错了；知道查询码的，可以在首页“查进度”里查。")
    if suggestion.state == SuggestionState.WITHDRAWN and not may_read(suggestion, by):
        raise NotYours("suggestion")
    return suggestion


def quotes(text: str, suggestion: Suggestion) -> bool:
    """Whether a text has the suggestion's title or words, which no public suggestion of its year says as well."""
    words = (suggestion.content, suggestion.masked_content)
    if any(len(said) >= SHORTEST_QUOTE and said in text for said in words):
        return True
    if suggestion.title not in text and suggestion.masked_title not in text:
        return False
    same = public_suggestions().filter(year=suggestion.year, title=suggestion.title).exclude(pk=suggestion.pk)
    return not same.exists()


def may_read(suggestion: Suggestion, by: Seat | None, ticket: str = "") -> bool:
    """Whether this reader, or whoever holds the 查询码 `ticket`, may read the words."""
    if suggestion.is_public:
        return True
    if suggestion.state != SuggestionState.WITHDRAWN and holds(suggestion, ticket):
        return True
    return by is not None and suggestions_for(by, suggestion.year).filter(pk=suggestion.pk).exists()


def holds(suggestion: Suggestion, ticket: str) -> bool:
    """Whether the text is this suggestion's 查询码."""
    return read_code(ticket) == suggestion.ticket_no


def desk_of(by: Seat | None, year: Year) -> QuerySet[Suggestion]:
    """What a clerk may decide about: in the own place's year everything, from a street what is about its places.

    raises: NotYours
    """
    if by is None or not has_desk(by, year):
        raise NotYours("desk")
    rows = received().filter(year=year).select_related("spot", "year__place", "place")
    return rows if by.place_id == year.place_id else rows.filter(spot__code__startswith=by.place_id)


def has_desk(by: Seat | None, year: Year) -> bool:
    """Whether this seat decides about words of the year: of its own place, or about its street."""
    if by is None or not MOVES.entitled("read_desk", year.place, by):
        return False
    return by.place_id == year.place_id or by.role == Role.STREET_CLERK


def on_desks(by: Seat) -> QuerySet[Suggestion]:
    """What waits for this clerk's decision, of all years."""
    if by.role not in EDITORS:
        return Suggestion.objects.none()
    here = Q(place=by.place_id)
    if by.role == Role.STREET_CLERK:
        here |= Q(place__in=_around(by.place_id), spot__code__startswith=by.place_id)
    return received().filter(here, not_voided(), publication__in=OPEN)


def undecided(by: Seat) -> dict[tuple[int, str], int]:
    """How much waits on this clerk's desks: (year id, where the words stand) → number of `on_desks`."""
    if by.role not in EDITORS:
        return {}
    around = _around(by.place_id) if by.role == Role.STREET_CLERK else []
    years = Year.objects.filter(place__in={by.place_id, *around}).exclude(standing=Standing.VOIDED)
    own = dict(years.values_list("pk", "place_id"))
    kept = numbers(own, "undecided.spot")
    found: Counter[tuple[int, str]] = Counter()
    for year, place in own.items():
        for key, number in kept.kinds("undecided.spot", year).items():
            publication, _colon, spot = key.partition(":")
            if place == by.place_id or spot.startswith(by.place_id):
                found[year, publication] += number
    return dict(found)


def _around(place: str) -> list[str]:
    """The codes of the places that a place lies in."""
    return list(
        Place.objects.annotate(here=Value(place)).filter(here__startswith=F("code")).values_list("pk", flat=True)
    )


def has_seconded(suggestion: Suggestion, by: Seat | None) -> bool:
    """Whether this person seconded it before it was grouped."""
    return by is not None and suggestion.supports.filter(person=by.person).exists()


def people_behind(suggestion: Suggestion) -> int:
    """Who proposed it and who seconded it (人)."""
    return 1 + suggestion.supports.count()


def campaign_of(year: Year) -> Campaign | None:
    """The year's latest call."""
    return Campaign.objects.filter(year=year).order_by("-pk").first()


def proposing(by: Seat) -> dict[str, Combinable]:
    """What is asked with the year when somebody hands in a suggestion (`Known`): one question instead of four."""
    hour = timezone.now() - timedelta(hours=1)
    lately = Suggestion.objects.filter(proposer=by.person_id, created_at__gt=hour).order_by()
    number = lately.values("proposer").annotate(n=Count("*")).values("n")
    return {
        "call": Subquery(Campaign.objects.filter(year=OuterRef("pk")).order_by("-pk").values("pk")[:1]),
        "by_deputy": Exists(deputies_like(by.person_id, by.person.phone or "")),
        "lately": Coalesce(Subquery(number), 0),
        "told_outside": told_outside(by.person_id),
    }


def takes(year: Year) -> bool:
    """Whether suggestions are handed in for this year now."""
    return not MOVES.refusals("suggest", year, None)


def open_to_words(years: QuerySet[Year]) -> QuerySet[Year]:
    """Those for which suggestions are handed in now: from opening to screening, and before the campaign where somebody answers for them."""
    answered_for = named_controllers().exclude(phone="").values("place")
    return years.filter(Q(stage__in=COLLECTING) | Q(stage=Stage.PLANNED, place__in=answered_for))


def taking(place: Place) -> QuerySet[Year]:
    """Years that take suggestions now, of the place and of the regions it lies in: the nearest first, then the newest."""
    around = open_to_words(Year.real.all()).annotate(here=Value(place.code)).filter(here__startswith=F("place__code"))
    return around.select_related("place").order_by(-Length("place__code"), "-number")


def figures(year: Year) -> dict[str, int]:
    """How many suggestions came, public or not, from how many places and by how many channels."""
    kept = numbers([year.pk], "suggestions", "suggestions.spot", "suggestions.channel")
    return {
        "count": kept.one("suggestions", year.pk),
        "places": len(kept.kinds("suggestions.spot", year.pk)),
        "channels": len(kept.kinds("suggestions.channel", year.pk)),
    }


def published_figures(year: Year) -> dict[str, int]:
    """How many suggestions came, and of how many the words are public."""
    standing = numbers([year.pk], "suggestions.publication").kinds("suggestions.publication", year.pk)
    return {"all": sum(standing.values()), "public": standing.get(Publication.PUBLISHED, 0)}


def parts_of(place: Place) -> list[tuple[str, str]]:
    """(code, name) of what lies directly below a place."""
    return list(place.children.order_by("code").values_list("code", "name"))


def with_voices(rows: QuerySet[Suggestion], by: Seat | None) -> QuerySet[Suggestion]:
    """The same with `others`, how many seconded it, and `seconded`, whether this reader did."""
    theirs = Support.objects.filter(suggestion=OuterRef("pk"))
    number = theirs.order_by().values("suggestion").annotate(n=Count("*")).values("n")
    seconded = Exists(theirs.filter(person=by.person)) if by else Value(False)
    return rows.annotate(others=Coalesce(Subquery(number), 0), seconded=seconded)


def orders(today: date) -> dict[str, tuple[str, list]]:
    """What a list of suggestions can be ordered by."""
    return {
        "newest": ("最新", ["-pk"]),
        "seconded": ("附议最多", ["-others", "-pk"]),
        "fair": fair(today),
    }


def fair(today: date) -> tuple[str, list]:
    """An order that is another one every day, so that nobody stays on the last page: its name, and what `order_by` takes."""
    return "轮流（每天换一次）", [(F("pk") * (today.toordinal() * FAIR_LEAP % FAIR_STEPS + 1)) % FAIR_PRIME, "pk"]


def newest_words(*years: Year, most: int = 3) -> list[Suggestion]:
    """What residents said last, as everybody may read it, for a screen on a wall."""
    wanted = {year.pk for year in years}
    latest = public_suggestions().order_by("-pk").values_list("pk", "year_id")[:LATEST]
    keys = [key for key, year in latest if year in wanted][:most]
    if len(keys) < most:  # the last ones belong to other years: these years' own have to be looked for
        rows = public_suggestions().filter(year__in=wanted).order_by("-pk")
        keys = list(rows.values_list("pk", flat=True)[:most])
    return list(Suggestion.objects.filter(pk__in=keys).select_related("spot", "year__place").order_by("-pk"))


def my_suggestions(by: Seat) -> QuerySet[Suggestion]:
    """What this person suggested, newest first."""
    return Suggestion.objects.filter(proposer=by.person).select_related("spot", "year__place", "place")


def by_ticket(ticket_no: str) -> Suggestion | None:
    """查询码 → suggestion; the code is the key, so no sign-in is needed."""
    return Suggestion.objects.select_related("spot", "year", "place").filter(ticket_no=read_code(ticket_no)).first()


def slips_for(by: Seat | None, year: Year) -> QuerySet[Suggestion]:
    """纸质表 of a year with names and 查询码, to hand out: for a clerk all of them, for others those that they entered.

    raises: NotYours
    """
    if by is None or not MOVES.entitled("read_slips", year.place, by):
        raise NotYours("slips")
    rows = received().filter(year=year, channel=Channel.PAPER, proposer=None).select_related("spot")
    return rows if MOVES.entitled("read_proposers", year.place, by) else rows.filter(created_by__person=by.person)


def alarms_for(by: Seat | None, year: Year) -> QuerySet[Alarm]:
    """The year's urgent matters, open ones first; in its own place all, from a street those of its streets."""
    if MOVES.entitled("read_alarms", year.place, by):
        return _alarms().filter(year=year)
    if by is None or not by.place_id.startswith(year.place_id) or by.role not in ON_DUTY:
        raise NotYours("alarms")
    return _alarms().filter(year=year, suggestion__spot__code__startswith=by.place_id)


def alarm_for(by: Seat | None, pk: int) -> Alarm:
    """One urgent matter. Raises NotYours."""
    alarm = _alarms().filter(pk=pk).first()
    if alarm is None or not alarms_for(by, alarm.year).filter(pk=pk).exists():
        raise NotYours("alarm")
    return alarm


def open_alarms(by: Seat) -> QuerySet[Alarm]:
    """What somebody on duty has to deal with now."""
    if by.role not in ON_DUTY:
        return Alarm.objects.none()
    return _alarms().filter(
        Q(place__code__startswith=by.place_id) | Q(suggestion__spot__code__startswith=by.place_id),
        not_voided(),
        handled_at=None,
    )


def _alarms() -> QuerySet[Alarm]:
    return Alarm.objects.select_related(
        "suggestion__spot", "suggestion__place", "year__place", "place", "handled_by__body"
    ).order_by(F("handled_at").asc(nulls_first=True), "-pk")
