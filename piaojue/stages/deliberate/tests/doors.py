"""Doors of 送阅 and 审议."""

from datetime import timedelta

from django.utils import timezone

from piaojue.commons.people.models import Body
from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from piaojue.commons.sittings.actions import call_sitting
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate import actions
from piaojue.stages.deliberate.models import GroupSession
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.tests import make
from tests import cast as the_cast
from tests.doors import door, everybody
from tests.scenes import scene

READERS = {R.DEPUTY, R.COMMITTEE, R.PRESIDIUM}
DESK = {R.SECRETARIAT, R.CONGRESS_CLERK}
INNER = (STAFF | {R.DEPUTY}) - {R.STREET_CHAIR, R.STREET_CLERK, R.GUIDANCE, R.ADMIN}


SOON = timezone.localdate() + timedelta(days=20)


@scene
def story(cast, stage=Stage.CIRCULATING) -> dict:
    """Candidates were sent; one deputy asked; one group met."""
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    dossier = make.candidates(cast, year)[0]
    body = Body.objects.get(place=cast.xincheng, kind="congress")
    sitting = call_sitting(
        body=body,
        kind="session",
        name="第六次会议",
        starts_on=SOON,
        ends_on=SOON + timedelta(days=3),
        by=cast.secretary_he,
    )
    year.stage = Stage.CIRCULATING
    year.save()
    circulation = actions.circulate(year=year, sitting=sitting, by=cast.secretary_he)
    dossier = dossier.__class__.objects.get(pk=dossier.pk)
    question = actions.ask(dossier=dossier, text="资金什么时候到位？", by=cast.deputy_dong)
    year.stage = Stage.DELIBERATING
    year.save()
    group = actions.hold_group_session(
        year=year,
        sitting=sitting,
        delegation=cast.deputy_dong.delegation,
        minutes="讨论热烈",
        minutes_spent=90,
        by=cast.secretary_he,
    )
    year.stage = stage
    year.save()
    things = {"question": question, "group": group, "sitting": sitting, "circulation": circulation}
    return {"pk": dossier.pk, **{name: thing.pk for name, thing in things.items()}}


def said(cast) -> dict:
    """A deputy has spoken in her group."""
    values = story(cast, stage=Stage.DELIBERATING)
    group = GroupSession.objects.get(pk=values["group"])
    return {
        "opinion": actions.minute_opinion(
            session=group, dossier=Dossier.objects.get(pk=values["pk"]), text="选址要再看", by=cast.deputy_dong
        ).pk
    }


Y = "/150102/2026"
DOORS = [
    door("reading", f"{Y}/reading/", READERS, setup=story),
    door("speech", f"{Y}/reading/speech/", READERS, setup=story),
    door("study", "/study/{pk}/", READERS, setup=story),
    door("ask", "/study/{pk}/ask/", READERS, setup=story),
    door("compare", f"{Y}/compare/", everybody(), setup=story),
    door("questions", f"{Y}/questions/", everybody(), setup=story),
    door("question", "/questions/{question}/", everybody(), setup=story),
    door("circulation", f"{Y}/circulation/", DESK | {R.CONGRESS_CHAIR}, setup=story),
    door("remind_readers", "/circulations/{circulation}/remind/", DESK, method="post", setup=story),
    door("deliberation", f"{Y}/deliberation/", INNER, setup=story),
    door("new_group_session", f"{Y}/deliberation/new/", DESK, setup=story),
    door("group_session", "/group-sessions/{group}/", INNER, setup=story),
    door("amend_opinion", "/opinions/{opinion}/", DESK | {R.DEPUTY}, setup=said),
    door("amend_minutes", "/group-sessions/{group}/minutes/", DESK, setup=story),
    door("bulletin", f"{Y}/bulletin.pdf", INNER, setup=story),
]
