"""会商 in a 街道: the council meets, talks, votes into its boxes and recommends; the Party committee confirms."""

from django.test import Client

from engines.law import Matter
from piaojue.commons.people.models import BodyKind
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import check_in
from piaojue.rehearsal.deciding import decided
from piaojue.rehearsal.scenes import voting
from piaojue.rehearsal.scenes.deliberating import candidates
from piaojue.rehearsal.stage import Stage, needed
from piaojue.rehearsal.texts import OPINIONS
from piaojue.stages.consult import actions
from piaojue.stages.consult.public import Consultation
from piaojue.stages.vote import actions as vote
from piaojue.stages.vote.public import Poll, roll_of


def meet(stage: Stage) -> Consultation:
    """Called, quorum, opinions."""
    crew, members = stage.company, stage.company.many[Role.COUNCIL_MEMBER]
    clerk = crew[Role.STREET_CLERK]
    rows = candidates(stage)
    consultation = actions.call(
        year=stage.year,
        council=crew.bodies[BodyKind.COUNCIL],
        name=f"{stage.year.place.name}居民议事会第一次会商会",
        on=stage.day(12, 20),
        dossiers=rows,
        by=clerk,
    )
    for seat in members[: round(len(members) * 0.9)]:
        check_in(sitting=consultation.sitting, seat=seat, by=clerk)
    consultation = actions.open_meeting(consultation=consultation, by=clerk)
    for dossier in rows:
        actions.speak(
            consultation=consultation, dossier=dossier, text=stage.luck.choice(OPINIONS), by=stage.luck.choice(members)
        )
    return consultation


def recommend(stage: Stage, consultation: Consultation) -> Consultation:
    """Deputies and residents vote by phone into a box each; joined, the first items pass both thresholds."""
    crew = stage.company
    consultation = actions.open_ballot(consultation=consultation, by=crew[Role.STREET_CLERK])
    tellers = [crew[role] for role in (Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER)]
    for poll in vote.prepare_advisory(consultation=consultation, by=crew[Role.STREET_CLERK], tellers=tellers):
        poll = vote.freeze_poll(poll=poll, by=crew[Role.STREET_CLERK])
        poll, codes = voting.open_box(stage, poll, roll_of(poll)[1])
        _choose(stage, poll, codes)
        voting.close_and_count(stage, poll)
    return vote.hand_over(consultation=consultation, by=crew[Role.STREET_CHAIR])


def _choose(stage: Stage, poll: Poll, codes: list[str]) -> None:
    """Each slip's holder chooses the first items; one in six takes another one instead of one of them."""
    phone, seats = Client(), needed(poll.the_rule.limit, "limit of choices")
    for code in stage.bar(codes, "票选"):
        chosen = set(range(min(seats, len(poll.items))))
        if len(poll.items) > seats and stage.luck.random() < 1 / 6:
            chosen.remove(stage.luck.randrange(seats))
            chosen.add(stage.luck.randrange(seats, len(poll.items)))
        phone.post(
            f"/booth/{poll.box_id}/cast/", {"slip": code, "page": "1", **{f"m{n:03d}": "approve" for n in chosen}}
        )


def confirm(stage: Stage, consultation: Consultation) -> None:
    decided(Matter.RECOMMENDATION, [consultation], year=stage.year)
