"""What may be seen in 送阅 and 审议."""

from django.db.models import Count, QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.people.roles import Role
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
from piaojue.stages.shortlist.models import Dossier


def circulation_of(year: Year) -> Circulation | None:
    """The latest circulation."""
    return Circulation.objects.filter(year=year).select_related("sitting").order_by("-pk").first()


def read_by(seat: Seat, year: Year) -> set[int]:
    """Ids of the dossiers this seat has opened."""
    return set(Reading.objects.filter(seat=seat, dossier__year=year).values_list("dossier_id", flat=True))


def receipts(year: Year) -> list[dict]:
    """[{delegation, deputies, opened, all_read}] in persons: how far each delegation has read; never a name."""
    circulation = circulation_of(year)
    seats = Seat.objects.filter(place=year.place, role=Role.DEPUTY, active=True)
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


def questions_for(by: Seat | None, year: Year) -> QuerySet[Question]:
    """Questions and answers of the year: public, without the asker's name."""
    return (
        Question.objects.filter(year=year)
        .select_related("dossier", "answered_by__body", "year")
        .order_by("state", "-pk")
    )


def question_for(by: Seat | None, pk: int) -> Question:
    found = (
        Question.objects.select_related("dossier__department", "year__place", "place", "answered_by__body")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotYours("question")
    return found


def open_questions(year: Year) -> QuerySet[Question]:
    return Question.objects.filter(year=year, state=QuestionState.OPEN)


def outlined_by(seat: Seat, year: Year) -> set[int]:
    """Ids of the dossiers to which this seat has written an outline."""
    return set(
        Outline.objects.filter(seat=seat, dossier__year=year).exclude(text="").values_list("dossier_id", flat=True)
    )


def yet_to_meet(year: Year) -> list[str]:
    """Delegations of the place's deputies without a group session in this year."""
    seats = Seat.objects.filter(place=year.place, role=Role.DEPUTY, active=True).exclude(delegation=None)
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
    said: dict[int, list[Opinion]] = {}
    for opinion in (
        Opinion.objects.filter(year=year).select_related("group_session__delegation", "speaker__person").order_by("pk")
    ):
        said.setdefault(opinion.dossier_id, []).append(opinion)
    return [
        (dossier, said.get(dossier.pk, []))
        for dossier in Dossier.objects.filter(year=year, state="candidate").order_by("no")
    ]
