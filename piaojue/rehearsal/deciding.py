"""What bodies decide in a rehearsal: entered by their offices from minutes that all who came have agreed to."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from engines.law import Base, Competence, Matter, Organ
from engines.papers import Draft, para
from piaojue.commons.decisions import actions, queries
from piaojue.commons.decisions.counting import who_was_there_is_unknown
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.decisions.forms import MOST_NAMES
from piaojue.commons.decisions.models import Decision, PaperForm, Tabling
from piaojue.commons.decisions.values import Item, Minutes, Tabled, Tally
from piaojue.commons.evidence.keep import store
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.sittings.actions import call_sitting, held_on
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.sittings.organs import ORGANS, kept_count, members
from piaojue.commons.web.official import DOCX, official_docx
from piaojue.commons.years.models import Year

PUBLIC = frozenset({Organ.CONGRESS, Organ.STANDING_COMMITTEE, Organ.CHAIRS_MEETING})
"""Whose decisions everybody reads; the others keep minutes inside."""
FEW = 5
SHORT = {
    Organ.CONGRESS: "人发",
    Organ.STANDING_COMMITTEE: "人常发",
    Organ.CHAIRS_MEETING: "人主任会议",
    Organ.PRESIDIUM: "人主席团",
    Organ.STREET_COMMITTEE: "人工委",
    Organ.GOVERNMENT: "政发",
    Organ.PARTY_GROUP: "党发",
    Organ.COUNCIL: "议事会",
}
"""How each body's papers are numbered."""


def decided(
    matter: Matter,
    things: Iterable[Any] = (),
    *,
    year: Year,
    agreed: bool = True,
    note: str = "",
    by: Seat | None = None,
) -> Decision:
    """One decision on these things (none: on all that wait), by the first body that the law names, unanimous or turned down.

    by:     of the body's office; None: whoever holds it here
    raises: LookupError: the place has no such body or office
    """
    rule = deciders(matter, year.place)[0]
    sitting = _sitting(rule.organ, matter, year)
    rows = list(things) or queries.to_decide(matter, year)
    show = _tally(rule, sitting, agreed=agreed)
    by = by or office_of(rule.organ, year.place)
    text = f"会议{'同意' if agreed else '不同意'}：{matter.label}。{note}".strip()
    paper = Minutes(
        text=text,
        number=_number(rule.organ, matter, year),
        form=PaperForm.MINUTES if rule.base is Base.NONE else PaperForm.DECISION,
        on=timezone.localdate(),
        public=rule.organ in PUBLIC,
        scans=_signed(sitting, text, by) if who_was_there_is_unknown(sitting) else (),
    )
    return actions.decide(
        sitting=sitting,
        matter=matter,
        items=[Item(row, agreed=agreed, note=note) for row in rows],
        tally=show,
        paper=paper,
        tabled=_tabled(matter, year.place),
        year=year,
        by=by,
    )


def _signed(sitting: Sitting, text: str, by: Seat) -> tuple[Upload, ...]:
    """The signed minutes of a session at which nobody checked in."""
    data = official_docx(Draft(title=f"{sitting}会议纪要", blocks=(para(text),), on=timezone.localdate()))
    return (store(data, name="会议纪要（签字件）.docx", mime=DOCX, place=sitting.place, by=by),)


def _sitting(organ: Organ, matter: Matter, year: Year) -> Sitting:
    """The session that meets today; of a small body a meeting of today, entered with the decision."""
    today, line = timezone.localdate(), ORGANS[organ]
    if organ is Organ.CONGRESS:
        sessions = Sitting.objects.filter(place=year.place, kind=SittingKind.SESSION)
        return sessions.filter(starts_on__lte=today, ends_on__gte=today).first() or _special_session(year.place, today)
    body = body_of(organ, year.place)
    return held_on(body=body, kind=line.meets[0], name=_called(organ, body, today, matter), on=today)


def _special_session(place: Place, today: date) -> Sitting:
    """临时会议: what the congress alone decides cannot wait for the next year."""
    return call_sitting(
        body=body_of(Organ.CONGRESS, place),
        kind=SittingKind.SESSION,
        name=f"{place.name}人民代表大会临时会议（{today.year}年{today.month}月）",
        starts_on=today,
        ends_on=today,
        by=office_of(Organ.CONGRESS, place),
    )


def _called(organ: Organ, body: Body, today: date, matter: Matter) -> str:
    words = ORGANS[organ].meets[0].called_in(body.place)
    return f"{body.name}{today.year}年{today.month}月{today.day}日{words}（{matter.label}）"[:120]


def body_of(organ: Organ, place: Place) -> Body:
    """The body of this place in whose name the organ meets. Raises LookupError."""
    body = Body.objects.standing().filter(place=place, kind=ORGANS[organ].body).first()
    if body is None:
        raise LookupError(f"{place} has no {organ.label}")
    return body


def office_of(organ: Organ, place: Place) -> Seat:
    """Who enters what this organ decides. Raises LookupError."""
    seats = Seat.objects.in_office().filter(place=place, role__in=ORGANS[organ].office)
    seat = seats.select_related("person", "body", "place").order_by("role", "pk").first()
    if seat is None:
        raise LookupError(f"nobody enters the decisions of {organ.label} in {place}")
    return seat


def _tally(rule: Competence, sitting: Sitting, *, agreed: bool) -> Tally:
    """Everybody of a small body came and voted the same way; of a session those who are checked in."""
    seats = members(sitting)
    rolled = ORGANS[rule.organ].rolled
    came = seats if rolled and len(seats) <= MOST_NAMES else []
    number = len(seats) if rolled and seats else max(FEW, len(seats))
    if rule.organ is Organ.CONGRESS and sitting.attendances.exists():
        came, number = [], kept_count(sitting)["present"]
    ayes, noes = (number, 0) if agreed else (0, number)
    return Tally(
        came=tuple(came),
        present=None if came else number,
        roll=None if rolled else number,
        ayes=None if rule.base is Base.NONE else ayes,
        noes=noes,
    )


def _tabled(matter: Matter, place: Place) -> Tabled:
    if matter in (Matter.CANDIDATES, Matter.CHANGE, Matter.TERMINATION):
        return Tabled(Tabling.MOTION, Body.objects.filter(place=place, kind=ORGANS[Organ.GOVERNMENT].body).first())
    return Tabled()


def _number(organ: Organ, matter: Matter, year: Year) -> str:
    count = Decision.objects.filter(place=year.place, organ=organ.value).count() + 1
    return f"{year.place.name[:2]}{SHORT[organ]}〔{timezone.localdate().year}〕{count}号"
