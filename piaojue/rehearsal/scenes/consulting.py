"""会商 in a 街道: the council meets, talks, counts twice and recommends; the Party committee confirms."""

from piaojue.commons.people.models import BodyKind
from piaojue.commons.people.roles import Role
from piaojue.commons.sittings.actions import check_in
from piaojue.rehearsal.scenes.deliberating import candidates
from piaojue.rehearsal.stage import Stage
from piaojue.rehearsal.texts import OPINIONS
from piaojue.stages.consult import actions
from piaojue.stages.consult.models import Consultation


def meet(stage: Stage) -> Consultation:
    """Called, quorum, opinions."""
    crew, members = stage.company, stage.company.many[Role.COUNCIL_MEMBER]
    clerk = crew[Role.STREET_CLERK]
    rows = candidates(stage)
    made = actions.call(
        year=stage.year, council=crew.bodies[BodyKind.COUNCIL], name=f"{stage.year.place.name}居民议事会第一次会商会", on=stage.day(12, 20),
        dossiers=rows, by=clerk,
    )  # fmt: skip
    for seat in members[: round(len(members) * 0.9)]:
        check_in(sitting=made.sitting, seat=seat, by=clerk)
    made = actions.open_meeting(consultation=made, by=clerk)
    for dossier in rows:
        actions.speak(consultation=made, dossier=dossier, text=stage.luck.choice(OPINIONS), by=stage.luck.choice(members))
    return made


def recommend(stage: Stage, made: Consultation) -> Consultation:
    """Two people count the same paper ballots; most items pass both thresholds, one fails."""
    crew = stage.company
    made = actions.open_ballot(consultation=made, by=crew[Role.STREET_CLERK])
    here = made.sitting.attendances.count()
    deputies = here // 4
    rows = candidates(stage)
    items = {str(d.pk): [deputies - n % 2, here - 2 - n] if n < len(rows) - 1 else [deputies // 3, here // 2] for n, d in enumerate(rows)}
    sheet = {"issued": here, "returned": here, "deputies_returned": deputies, "items": items}
    for seat in (crew[Role.STREET_CLERK], crew.many[Role.COUNCIL_MEMBER][0]):
        made = actions.enter_count(consultation=made, sheet=sheet, by=seat)
    return actions.conclude(consultation=made, by=crew[Role.STREET_CHAIR])


def confirm(stage: Stage, made: Consultation) -> None:
    actions.confirm(consultation=made, by=stage.company[Role.LEADING_GROUP])
