"""Doors of 会商. The doors' people of 新城区 look on; only 东街街道's own may act (its Party committee is none of them)."""

from datetime import date

from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.stages.consult import actions
from piaojue.stages.consult.models import Consultation
from piaojue.stages.shortlist.models import Dossier, DossierState
from tests import cast as the_cast
from tests.doors import door, everybody

DESK = {R.STREET_CHAIR, R.STREET_CLERK}


def story(cast) -> dict:
    """东街街道's council was called on three candidates."""
    year = the_cast.year(cast.dongjie, stage=Stage.CONSULTING)
    dossiers = [
        Dossier.objects.create(
            place=year.place,
            year=year,
            no=n,
            title=title,
            purpose="方便居民",
            scope="一处",
            spot=cast.community,
            state=DossierState.CANDIDATE,
        )
        for n, title in enumerate(["楼道灯更换", "社区食堂", "口袋公园"], 1)
    ]
    council = Body.objects.get(place=cast.dongjie, kind=BodyKind.COUNCIL)
    meeting = actions.call(
        year=year, council=council, name="第一次会商会", on=date(2026, 1, 8), dossiers=dossiers, by=cast.street_clerk_xu
    )
    return {"pk": meeting.pk}


def counting(cast) -> dict:
    values = story(cast)
    Consultation.objects.filter(pk=values["pk"]).update(state="ballot")
    return values


def minuted(cast) -> dict:
    """A member's opinion stands in the minutes."""
    values = story(cast)
    Consultation.objects.filter(pk=values["pk"]).update(state="open")
    meeting = Consultation.objects.get(pk=values["pk"])
    return values | {
        "opinion": actions.speak(
            consultation=meeting, dossier=meeting.dossiers.get(no=1), text="楼道太黑", by=cast.street_clerk_xu
        ).pk
    }


Y = "/150102004/2026"
DOORS = [
    door("consultations", f"{Y}/consultations/", everybody(), setup=story),
    door("call_consultation", f"{Y}/consultations/new/", DESK, setup=story),
    door("consultation", "/consultations/{pk}/", everybody(), setup=story),
    door("amend_council_opinion", "/council-opinions/{opinion}/", DESK, setup=minuted),
    door("count_consultation", "/consultations/{pk}/count/", DESK | {R.COUNCIL_MEMBER}, setup=counting),
    door("open_consultation", "/consultations/{pk}/step/open/", DESK, method="post", setup=story),
    door("open_council_ballot", "/consultations/{pk}/step/open_ballot/", DESK, method="post", setup=story),
    door("conclude_consultation", "/consultations/{pk}/step/conclude/", DESK, method="post", setup=story),
]
