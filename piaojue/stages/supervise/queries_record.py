"""履职情况: what one deputy has done, from what the rooms keep anyway. Nothing here says how somebody voted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.moves import NotYours, owns
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Attendance
from piaojue.commons.years.models import not_voided
from piaojue.stages.suggest.public import Category, Suggestion, SuggestionState, public_suggestions
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import (
    HELD,
    Activity,
    Assessment,
    DeputySuggestion,
    Expertise,
    Finding,
    OpenRecord,
    Question,
    Watch,
)
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries_suggestion import ANSWERED

MOST = 100
"""Lines of each kind."""
ALL = Q()


@dataclass(frozen=True)
class Line:
    """One thing done. url: empty where there is no page of it"""

    on: date
    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One kind of things done, the newest first. number: all, also those that are not listed"""

    label: str
    number: int
    lines: tuple[Line, ...]


def address_of(seat: Seat) -> str:
    return reverse("deputy_record", args=[seat.pk])


def is_open(seat: Seat) -> bool:
    return OpenRecord.objects.filter(seat=seat).exists()


def watcher_for(by: Seat | None, pk: int) -> Seat:
    """A deputy or a volunteer, for oneself or for the office. Raises NotYours."""
    rows = Seat.objects.in_office().select_related("person", "body", "place")
    seat = rows.filter(pk=pk, role__in=[Role.DEPUTY, Role.VOLUNTEER]).first()
    if seat is None or not owns(MOVES["state_expertise"], seat, by):
        raise NotYours("watcher")
    return seat


def expertise_of(seat: Seat) -> list[str]:
    """Values of Category."""
    row = Expertise.objects.filter(seat=seat).first()
    return row.categories if row else []


def deputy_for(by: Seat | None, pk: int) -> Seat:
    """A deputy whose record may be seen: by everybody where it is open, by the deputy and the place's office always.

    raises: NotYours
    """
    seat = Seat.objects.select_related("person", "body", "place", "delegation").filter(pk=pk, role=Role.DEPUTY).first()
    if seat is None:
        raise NotYours("deputy")
    if not is_open(seat) and not owns(MOVES["open_record"], seat, by):
        MOVES.require("read_records", seat.place, by)
    return seat


def record_of(seat: Seat, by: Seat | None) -> dict[str, Any]:
    """Everything that the record's page takes. What is not public is counted for everybody, and read by the deputy and the office."""
    own = owns(MOVES["open_record"], seat, by)
    inside = own or MOVES.entitled("read_records", seat.place, by)
    parts = [
        _sittings(seat),
        _suggestions(seat, inside),
        _activities(seat, inside),
        _questions(seat, inside),
        _findings(seat),
        _formal(seat, inside),
    ]
    watched = Watch.objects.filter(not_voided(), seat=seat).select_related("project", "year").order_by("-pk")[:MOST]
    return {
        "deputy": seat,
        "parts": [part for part in parts if part.number],
        "total": sum(part.number for part in parts),
        "watched": watched,
        "open": is_open(seat),
        "own": own,
        "may_state": owns(MOVES["state_expertise"], seat, by),
        "expertise": [Category(value).label for value in expertise_of(seat) if value in Category.values],
        "today": timezone.localdate(),
    }


def _part(label: str, rows: Any, line: Any, shown: Q = ALL) -> Part:
    """shown: which of them this reader reads; the others are only counted."""
    return Part(label, rows.count(), tuple(line(row) for row in rows.filter(shown)[:MOST]))


def _sittings(seat: Seat) -> Part:
    """Sittings in which the deputy was present, votes taken part in among them; never how."""
    rows = Attendance.objects.filter(seat__person=seat.person_id, seat__place=seat.place_id)
    rows = rows.select_related("sitting").order_by("-sitting__starts_on", "-pk")
    return _part("出席会议", rows, lambda row: Line(row.sitting.starts_on, str(row.sitting)))


def _suggestions(seat: Seat, inside: bool) -> Part:
    """Residents' and own words that the deputy brought in for the year's projects."""
    rows = Suggestion.objects.filter(not_voided(), created_by=seat).exclude(state=SuggestionState.WITHDRAWN)
    rows = rows.select_related("year").order_by("-pk")
    return _part(
        "带来的建议",
        rows,
        lambda row: Line(timezone.localdate(row.created_at), row.title, note=str(row.year.number)),
        ALL if inside else Q(pk__in=public_suggestions().values("pk")),
    )


def _activities(seat: Seat, inside: bool) -> Part:
    """Inspections, research, talks, patrols that the deputy led or took part in."""
    rows = Activity.objects.filter(Q(members=seat) | Q(leader=seat), not_voided(), state__in=HELD).distinct()
    rows = rows.exclude(kind=ActivityKind.ASK).order_by("-held_on", "-pk")
    return _part(
        "参加监督活动",
        rows,
        lambda row: Line(row.held_on, row.title, row.get_absolute_url(), row.get_kind_display()),
        ALL if inside else Q(public=True),
    )


def _questions(seat: Seat, inside: bool) -> Part:
    rows = Question.objects.filter(not_voided(), created_by=seat).select_related("asked_of").order_by("-pk")
    return _part(
        "提出询问",
        rows,
        lambda row: Line(timezone.localdate(row.created_at), row.text[:60], row.get_absolute_url(), row.asked_of.name),
        ALL if inside else Q(activity__public=True),
    )


def _findings(seat: Seat) -> Part:
    """Problems found, and mended ones that the deputy went to look at."""
    rows = Finding.objects.filter(not_voided(), created_by=seat, reporter=None).order_by("-pk")
    found = _part(
        "发现问题和核实整改",
        rows,
        lambda row: Line(timezone.localdate(row.created_at), row.text[:60], row.get_absolute_url()),
    )
    looks = Assessment.objects.filter(not_voided(), created_by=seat).select_related("finding").order_by("-pk")
    looked = tuple(
        Line(timezone.localdate(row.created_at), row.note[:60], row.get_absolute_url(), "核实") for row in looks[:MOST]
    )
    lines = sorted((*found.lines, *looked), key=lambda line: line.on, reverse=True)
    return Part(found.label, found.number + looks.count(), tuple(lines[:MOST]))


def _formal(seat: Seat, inside: bool) -> Part:
    """Deputies' suggestions. Who signed a 质询 is not public and does not stand here."""
    rows = DeputySuggestion.objects.filter(not_voided(), created_by=seat).order_by("-pk")
    return _part(
        "代表建议",
        rows,
        lambda row: Line(
            timezone.localdate(row.created_at), row.title, row.get_absolute_url(), row.get_state_display()
        ),
        ALL if inside else ANSWERED,
    )
