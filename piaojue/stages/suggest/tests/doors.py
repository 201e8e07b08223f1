"""Doors of 征集."""

from datetime import date

from piaojue.commons.privacy import actions as privacy
from piaojue.commons.roles import SIGNED_IN
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast
from tests.doors import door, everybody


def story(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    privacy.set_controller(
        place=year.place, name="新城区人大常委会办公室", phone="0471-6500000", kept_months=12, by=cast.clerk_li
    )
    actions.open_campaign(
        year=year,
        title="新城区征集",
        text="请提建议",
        opens_on=date(2026, 10, 1),
        closes_on=date(2026, 11, 30),
        by=cast.clerk_li,
    )
    made = make.suggestion(cast, year, title="给东街社区加装电梯", content="六楼老人下不来")
    return {"pk": made.pk}


def danger(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    made = make.suggestion(cast, year, title="东街社区燃气泄漏没人管", content="楼道里全是味")
    return {"pk": made.alarm.pk}


def desk(cast) -> dict:
    """One that waits, one that is public, one that was refused."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    waits = make.suggestion(cast, year, by=cast.clerk_li, name="赵奶奶", channel="paper")
    public = make.suggestion(cast, year)
    refused = make.suggestion(cast, year, by=cast.clerk_li, name="赵奶奶", channel="paper")
    actions.refuse_publication(suggestion=refused, code="hotline", by=cast.clerk_li)
    return {"waits": waits.pk, "public": public.pk, "refused": refused.pk}


def asking(cast) -> dict:
    """One question that stands, one that waits."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    made = make.suggestion(cast, year)
    stands = actions.ask_publicly(suggestion=made, text="什么时候能开工", by=cast.resident_zhao)
    waits = actions.ask_publicly(suggestion=made, text="电话 13912345678 是谁的", by=cast.resident_zhao)
    return {"pk": made.pk, "stands": stands.pk, "waits": waits.pk}


EDITORS = {R.CONGRESS_CLERK, R.STREET_CLERK}
ON_DUTY = {R.CONGRESS_CLERK, R.GOV_OFFICE, R.STREET_CLERK}
Y = "/150102/2026"
DOORS = [
    door("campaign", f"{Y}/campaign/", everybody(), setup=story),
    door("new_campaign", f"{Y}/campaign/new/", {R.CONGRESS_CLERK, R.GOV_OFFICE}, setup=story),
    door("poster", f"{Y}/campaign/leaflet.pdf", everybody(), setup=story),
    door(
        "export_suggestions", f"{Y}/suggestions/export/", {R.CONGRESS_CLERK, R.GOV_OFFICE}, method="post", setup=story
    ),
    door("suggestions", f"{Y}/suggestions/", everybody(), setup=story),
    door("suggest", f"{Y}/suggest/", everybody() - {R.ADMIN}, setup=story, neighbour=True),
    door(
        "await_suggesting", f"{Y}/suggest/await/", everybody() - {R.VISITOR}, method="post", setup=story, neighbour=True
    ),
    door("suggest_for", f"{Y}/suggest/for/", {R.CONGRESS_CLERK, R.DEPUTY, R.GOV_OFFICE, R.STREET_CLERK}, setup=story),
    door("slips", f"{Y}/suggest/slips/", {R.CONGRESS_CLERK, R.GOV_OFFICE}, setup=desk),
    door("suggestion", "/s/{pk}/", everybody(), setup=story),
    door("similar", f"{Y}/similar/?title=电梯", everybody(), setup=story),
    door("support", "/s/{pk}/second/", SIGNED_IN - {R.ADMIN}, method="post", setup=story, neighbour=True),
    door("correct_contact", "/s/{pk}/contact/", {R.CONGRESS_CLERK}, setup=story),
    door("erase_contact", "/s/{pk}/contact/erase/", {R.RESIDENT}, method="post", setup=story),
    door("hide_words", "/s/{pk}/hide/", {R.RESIDENT}, method="post", setup=story),
    door("delete_words", "/s/{pk}/delete/", {R.RESIDENT}, method="post", setup=story),
    door("withdraw", "/s/{pk}/withdraw/", {R.RESIDENT}, method="post", setup=story),
    door("my_suggestions", "/my/suggestions/", SIGNED_IN, neighbour=True),
    door("alarms", f"{Y}/alarms/", ON_DUTY, setup=danger),
    door("handle_alarm", "/alarms/{pk}/", ON_DUTY, setup=danger),
    door("desk", f"{Y}/desk/", EDITORS, setup=desk),
    door("set_publishing", f"{Y}/desk/rules/", {R.CONGRESS_CLERK}, setup=desk),
    door("publish", "/s/{waits}/publish/", EDITORS, method="post", setup=desk),
    door("hold", "/s/{waits}/hold/", EDITORS, method="post", setup=desk),
    door("decide_anew", "/s/{refused}/decide-anew/", EDITORS, method="post", setup=desk),
    door("refuse_publication", "/s/{waits}/refuse/", EDITORS, setup=desk),
    door("take_down", "/s/{public}/take-down/", EDITORS, setup=desk),
    door("publish_again", "/s/{refused}/publish-again/", EDITORS, method="post", setup=desk),
    door("asked", f"{Y}/asked/", everybody(), setup=asking),
    door("ask_publicly", "/s/{pk}/ask/", SIGNED_IN - {R.ADMIN}, setup=asking, neighbour=True),
    door("let_question_stand", "/asked/{waits}/stand/", EDITORS, method="post", setup=asking),
    door("refuse_question", "/asked/{waits}/refuse/", EDITORS, method="post", setup=asking),
    door("answer_publicly", "/asked/{stands}/answer/", EDITORS | {R.GOV_OFFICE}, setup=asking),
    door("look_up", "/look-up/", everybody()),
]
