"""What a body decides about 会商: the Party working committee confirms what the council recommends (docs/domain.md#council).

A meeting that somebody confirmed by a click, before decisions were kept, stays confirmed. It waits for its decision.
"""

from collections.abc import Iterable

from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.decisions.models import Decision
from piaojue.commons.decisions.queries import undecided
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.consult import actions
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.models import MeetingState as S


def to_confirm(place: Place, year: Year) -> Iterable[Consultation]:
    if year.stage != Stage.CONSULTING:
        return []
    rows = Consultation.objects.filter(year=year, state__in=[S.CLOSED, S.CONFIRMED]).order_by("pk")
    return undecided(Matter.RECOMMENDATION, rows.select_related("sitting", "place", "year__place"))


def confirmed(consultation: Consultation, decision: Decision, by: Seat) -> None:
    if consultation.state == S.CLOSED:
        actions.confirm(consultation=consultation, decision=decision, by=by)


decidable(Matter.RECOMMENDATION, Consultation, waiting=to_confirm, carry_out=confirmed)
