"""Doors of 初定 and 候选."""

from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.tests import make
from tests import cast as the_cast
from tests.doors import door, everybody

INNER = (STAFF | {R.REVIEWER}) - {R.STREET_CHAIR, R.STREET_CLERK, R.GUIDANCE, R.ADMIN}
REVIEWERS = {R.DEPARTMENT, R.FINANCE, R.LEGAL, R.REVIEWER}
ANSWERERS = {R.GOV_OFFICE, R.DEPARTMENT, R.CONGRESS_CLERK}
DECIDERS = ANSWERERS | {R.CONGRESS_CHAIR}
EDITORS = {R.GOV_OFFICE, R.DEPARTMENT}
PUTTING_OFF = {R.CONGRESS_CHAIR, R.GOV_OFFICE}


def screening(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    demand = make.judged(cast, year)
    answered = make.outcome(
        cast, year, disposition="declined", code="private", demand=make.judged(cast, year, title="给我家修门")
    )
    appeal = actions.appeal(outcome=answered, text="这不是一家的事，整栋楼都一样", by=cast.resident_wang)
    return {"demand": demand.pk, "outcome": answered.pk, "appeal": appeal.pk}


def year(cast) -> None:
    the_cast.year(cast.xincheng, stage=Stage.SCREENING)


def nominating(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    make.candidates(cast, year)
    return {"pk": make.dossier(cast, year, title="还在编的项目").pk}


def appraised(cast) -> dict:
    pk = nominating(cast)["pk"]
    dossier = Dossier.objects.get(pk=pk)
    actions.set_appraisal(dossier=dossier, conclusions=dict.fromkeys(make.APPRAISALS, "同意"), by=cast.government_liu)
    actions.appraise(dossier=dossier, by=cast.government_liu)
    return {"pk": pk}


def circulating(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    first, *_others = make.candidates(cast, year)
    year.stage = Stage.CIRCULATING
    year.save()
    return {"pk": first.pk}


Y = "/150102/2026"
DOORS = [
    door("outcomes", f"{Y}/outcomes/", everybody(), setup=screening),
    door("outcome", "/outcomes/{outcome}/", everybody(), setup=screening),
    door("appeal", "/outcomes/{outcome}/appeal/", {R.RESIDENT}, setup=screening),
    door("wordings", f"{Y}/screening/wordings/", ANSWERERS, setup=year),
    door("screening", f"{Y}/screening/", INNER, setup=screening),
    door("screen", "/d/{demand}/screen/", REVIEWERS, setup=screening),
    door("answer_demand", "/d/{demand}/answer/", ANSWERERS, setup=screening),
    door("appeals", f"{Y}/appeals/", DECIDERS, setup=screening),
    door("decide_appeal", "/appeals/{appeal}/", DECIDERS, setup=screening),
    door("candidates", f"{Y}/candidates/", everybody(), setup=circulating),
    door("candidates_pdf", f"{Y}/candidates.pdf", everybody(), setup=circulating),
    door("order_candidates", f"{Y}/candidates/order/", {R.CONGRESS_CHAIR, R.CONGRESS_CLERK}, setup=nominating),
    door(
        "freeze_candidates",
        f"{Y}/candidates/freeze/",
        {R.CONGRESS_CHAIR, R.CONGRESS_CLERK},
        method="post",
        setup=nominating,
    ),
    door("dossiers", f"{Y}/dossiers/", INNER, setup=nominating),
    door("past_projects", f"{Y}/past/", INNER, setup=nominating),
    door("draft_dossier", f"{Y}/dossiers/new/", EDITORS, setup=nominating),
    door("dossier", "/dossiers/{pk}/", everybody(), setup=circulating),
    door("edit_dossier", "/dossiers/{pk}/edit/", EDITORS, setup=nominating),
    door("appraisal", "/dossiers/{pk}/appraisal/", EDITORS | {R.FINANCE, R.LEGAL}, setup=nominating),
    door("appraisals", "/150102/2026/dossiers/appraisals/", EDITORS | {R.FINANCE, R.LEGAL}, setup=nominating),
    door("appraise_ready", "/150102/2026/dossiers/appraise/", {R.GOV_OFFICE}, method="post", setup=nominating),
    door("appraise_dossier", "/dossiers/{pk}/step/appraise/", {R.GOV_OFFICE}, method="post", setup=nominating),
    door("reserve_dossier", "/dossiers/{pk}/step/reserve/", PUTTING_OFF, method="post", setup=nominating),
    door("withdraw_candidate", "/dossiers/{pk}/step/withdraw_candidate/", PUTTING_OFF, method="post", setup=nominating),
    door("dossier_version", "/dossiers/{pk}/versions/1/", INNER, setup=nominating),
]
