"""What may be seen in 送阅 and 审议."""

from typing import TypeVar

from django.db.models import Count, Model, QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.deliberate.models import (
    Circulation,
    GroupSession,
    Opinion,
    Outline,
    Question,
    QuestionState,
    Reading,
)
from piaojue.stages.shortlist.public import Dossier

T = TypeVar("T", bound=Model)


def circulation_of(year: Year) -> Circulation | None:
    """The latest circulation."""
    return (
        Circulation.objects.filter(year=year).select_related("sitting", "year__place", "place").order_by("-pk").first()
    )


def circulation(pk: int) -> Circulation:
    """One circulation. Raises NotYours where there is none."""
    return _one(Circulation.objects.select_related("sitting", "year__place", "place"), pk)


def read_by(seat: Seat, year: Year) -> set[int]:
    """Ids of the dossiers this seat has opened."""
    return set(Reading.objects.filter(seat=seat, dossier__year=year).values_list("dossier_id", flat=True))


def receipts(year: Year) -> list[dict]:
    """[{delegation, deputies, opened, all_read}] in persons: how far each delegation has read; never a name."""
    circulation = circulation_of(year)
    seats = Seat.objects.in_office().filter(place=year.place, role=Role.DEPUTY)
    total = Dossier.objects.filter(year=year, state="candidate").count()
    done = {}
    if circulation:
        done = dict(Reading.objects.filter(circulation=circulation).values_list("seat").annotate(n=Count("pk")))
    rows: dict[str, dict] = {}
    for seat in seats.select_related("delegation").order_by("delegation_id", "pk"):
        name = seat.delegation.name if seat.delegation else "未编团"
        row = rows.setdefault(name, {"delegation": name, "deputies": 0, "opened": 0, "all_read": 0})
        row["deputies"] += 1
        row["opened"] += seat.pk in done
        row["all_read"] += total > 0 and done.get(seat.pk, 0) >= total
    return list(rows.values())


def group_session(pk: int) -> GroupSession:
    """One group's session. Raises NotYours where there is none."""
    rows = GroupSession.objects.select_related("delegation", "sitting", "year__place", "place")
    return _one(rows, pk)


def opinion(pk: int) -> Opinion:
    """One minuted opinion. Raises NotYours where there is none."""
    return _one(Opinion.objects.select_related("group_session__delegation", "year__place", "place"), pk)


def _one(rows: QuerySet[T], pk: int) -> T:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotYours(rows.model._meta.model_name)
    return row


def opinions_in(session: GroupSession) -> QuerySet[Opinion]:
    """What was said in one group, by candidate."""
    return session.opinions.select_related("dossier", "speaker__person").order_by("dossier__no", "pk")


def questions_for(by: Seat | None, year: Year) -> QuerySet[Question]:
    """Questions and answers of the year: public, without the asker's name."""
    return (
        Question.objects.filter(year=year)
        .select_related("dossier", "answered_by__body", "year")
        .order_by("state", "-pk")
    )


def question_for(by: Seat | None, pk: int) -> Question:
    """One question, public. Raises NotYours where there is none."""
    return _one(Question.objects.select_related("dossier__department", "year__place", "place", "answered_by__body"), pk)


def open_questions(year: Year) -> QuerySet[Question]:
    return Question.objects.filter(year=year, state=QuestionState.OPEN)


def yet_to_meet(year: Year) -> list[str]:
    """Delegations of the place's deputies without a group session in this year."""
    seats = Seat.objects.in_office().filter(place=year.place, role=Role.DEPUTY).exclude(delegation=None)
    seats = seats.exclude(delegation__in=GroupSession.objects.filter(year=year).values("delegation"))
    return list(dict.fromkeys(seats.order_by("delegation_id").values_list("delegation__name", flat=True)))


def outline_of(seat: Seat, dossier: Dossier) -> str:
    """The seat's own outline, nobody else's."""
    return Outline.objects.filter(seat=seat, dossier=dossier).values_list("text", flat=True).first() or ""


def sessions_for(year: Year) -> QuerySet[GroupSession]:
    return (
        GroupSession.objects.filter(year=year)
        .select_related("delegation", "sitting", "year")
        .annotate(said=Count("opinions"))
        .order_by("delegation_id")
    )


def opinions_by_dossier(year: Year) -> list[tuple[Dossier, list[Opinion]]]:
    """Each candidate with what was said about it, for the bulletin."""
    rows = Opinion.objects.filter(year=year).select_related("group_session__delegation", "speaker__person")
    by_dossier: dict[int, list[Opinion]] = {}
    for row in rows.order_by("pk"):
        by_dossier.setdefault(row.dossier_id, []).append(row)
    candidates = Dossier.objects.filter(year=year, state="candidate").order_by("no")
    return [(dossier, by_dossier.get(dossier.pk, [])) for dossier in candidates]
