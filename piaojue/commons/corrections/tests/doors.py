"""Doors of corrections."""

from piaojue.commons.corrections.actions import correct
from piaojue.commons.corrections.year_actions import reopen_gate, void_year
from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.road import Stage
from tests import cast as the_cast
from tests.doors import door

COUNTY = STAFF - {R.STREET_CHAIR, R.STREET_CLERK, R.COUNCIL_MEMBER}
SECONDS = {R.CONGRESS_CHAIR, R.SECRETARIAT, R.GOV_OFFICE}


def a_paper(cast) -> dict:
    """A public paper of which the clerk has asked a correction."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    paper = file_paper(year=year, kind="other", title="通知", body="请看。", public=True, by=cast.clerk_li)
    asked = correct(thing=paper, values={"title": "通报"}, reason="写错了字", by=cast.clerk_li)
    return {"paper": paper.pk, "asked": asked.pk}


def a_motion(cast) -> dict:
    """The chair has asked that the first gate is reopened; a practice year stands beside."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    the_cast.year(cast.xincheng, number=2027, standing="practice")
    year.passages.create(gate="open_solicitation", seat=cast.clerk_li)
    return {"motion": reopen_gate(year=year, reason="公告还没有印好", by=cast.chair_zhang).pk}


def a_begun_year(cast) -> None:
    the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def a_voided_year(cast) -> dict:
    year = the_cast.year(cast.xincheng)
    void_year(year=year, reason="开错了年份", by=cast.clerk_li)
    return {"year": year.pk}


OURS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}
DOORS = [
    door("voided_year", "/years/{year}/voided/", COUNTY, setup=a_voided_year),
    door("void_year", "/150102/2026/void/", OURS, setup=a_begun_year),
    door("reopen_gate", "/150102/2026/reopen/", {R.CONGRESS_CHAIR, R.GOV_OFFICE}, setup=a_begun_year),
    door("wipe_practice", "/150102/12027/wipe/", OURS, setup=a_motion),
    door("motion", "/motions/{motion}/", COUNTY, setup=a_motion),
    door("agree_to_motion", "/motions/{motion}/agree/", {R.GOV_OFFICE}, setup=a_motion, method="post"),
    door("refuse_motion", "/motions/{motion}/refuse/", {R.GOV_OFFICE, R.CONGRESS_CHAIR}, setup=a_motion),
    door(
        "correct",
        "/correct/years-paper/{paper}/",
        {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.SECRETARIAT},
        setup=a_paper,
    ),
    door("corrections", "/corrections/", STAFF, setup=a_paper, neighbour=True),
    door("correction", "/corrections/{asked}/", COUNTY, setup=a_paper),
    door("countersign_correction", "/corrections/{asked}/countersign/", SECONDS, setup=a_paper, method="post"),
    door("refuse_correction", "/corrections/{asked}/refuse/", SECONDS, setup=a_paper),
    door("take_back_correction", "/corrections/{asked}/take-back/", {R.CONGRESS_CLERK}, setup=a_paper, method="post"),
]
