"""What may be seen of 会商."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation, CouncilOpinion, MeetingState, Recommendation


def consultations_for(by: Seat | None, year: Year) -> QuerySet[Consultation]:
    """The year's council meetings, public."""
    return Consultation.objects.filter(year=year).select_related("sitting", "year", "place").order_by("-pk")


def consultation_for(by: Seat | None, pk: int) -> Consultation:
    """One meeting, public. Raises NotYours where there is none."""
    meeting = Consultation.objects.select_related("sitting__body", "year__place", "place").filter(pk=pk).first()
    if meeting is None:
        raise NotYours("consultation")
    return meeting


def opinion_at(pk: int) -> CouncilOpinion:
    """One minuted opinion. Raises NotYours where there is none."""
    related = ("consultation__sitting__body", "year__place", "place", "dossier", "speaker__person")
    opinion = CouncilOpinion.objects.select_related(*related).filter(pk=pk).first()
    if opinion is None:
        raise NotYours("opinion")
    return opinion


def opinions_of(consultation: Consultation) -> QuerySet[CouncilOpinion]:
    """What was said, by topic."""
    return consultation.opinions.select_related("dossier", "speaker__person").order_by("dossier__no", "pk")


def recommended_by(consultation: Consultation) -> QuerySet[Recommendation]:
    """What one meeting recommends, and what it does not."""
    return consultation.recommendations.select_related("dossier").order_by("-recommended", "-all_for")


def boxes_of(consultation: Consultation) -> QuerySet:
    """The ballot boxes of this meeting."""
    return consultation.sitting.polls.exclude(state="abandoned").order_by("pk")


def members_of(consultation: Consultation) -> QuerySet[Seat]:
    """The council's members, each marked `from_congress`: whether the person is also a deputy, or sits here as one."""
    elected = Seat.objects.in_office().filter(person=OuterRef("person"), role=Role.DEPUTY)
    rows = Seat.objects.in_office().filter(body=consultation.sitting.body).select_related("person", "body")
    return rows.annotate(from_congress=Exists(elected) | Q(title__startswith=Role.DEPUTY.label)).order_by(
        "-from_congress", "pk"
    )


def present(consultation: Consultation) -> QuerySet[Seat]:
    """Members who are checked in; guests do not count."""
    return members_of(consultation).filter(pk__in=consultation.sitting.attendances.values("seat"))


def recommendations(year: Year) -> QuerySet[Recommendation]:
    """What the council recommended; public once it was concluded."""
    done = [MeetingState.CLOSED, MeetingState.CONFIRMED]
    return (
        Recommendation.objects.filter(year=year, consultation__state__in=done)
        .select_related("dossier", "consultation")
        .order_by("-recommended", "-all_for")
    )


def way_of(consultation: Consultation) -> str:
    """How this round is voted on, in a sentence; empty before the ballot."""
    if consultation.state in (MeetingState.CALLED, MeetingState.OPEN):
        return ""
    if consultation.result.box:
        return _("用票签或加密票箱票选：无记名，各箱只数合计，代表票和居民票合并后按票选办法形成推荐。")
    if consultation.state == MeetingState.BALLOT and not consultation.result.entries:
        return _("可以用票箱票选（手机投票，纸质票并行），也可以发纸质票、由两人各自计数录入。")
    return _("用纸质票票选：两人各自独立计数、录入，一致才形成推荐。")
