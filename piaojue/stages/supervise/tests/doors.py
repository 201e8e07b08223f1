"""Doors of 监督. Nobody of the executing unit closes what it was charged with."""

from piaojue.commons.roles import Role as R
from piaojue.stages.supervise.tests import make
from tests.doors import door, everybody

CLERKS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}
LOOKERS = CLERKS | {R.DEPUTY, R.COMMITTEE, R.GUIDANCE}
EYES = {R.DEPUTY, R.COMMITTEE, R.VOLUNTEER}
AT_WORK = LOOKERS | {R.DEPARTMENT, R.GOV_OFFICE, R.PRESIDIUM, R.LEADING_GROUP, R.FINANCE}
YEAR = f"/150102/{make.NUMBER}"


def here(cast) -> dict:
    project = make.project(cast)
    return {"pk": project.pk, "code": project.code}


def raised(cast) -> dict:
    return {"pk": make.suggestion(cast).pk}


def handed_over(cast) -> dict:
    return {"pk": make.handed_over(cast).pk}


def replied(cast) -> dict:
    return {"pk": make.replied(cast).pk}


def activity(cast) -> dict:
    return {"pk": make.activity(cast).pk}


def found(cast) -> dict:
    return {"pk": make.found(cast).pk}


def given(cast) -> dict:
    return {"pk": make.given(cast).pk}


def fixed(cast) -> dict:
    return {"pk": make.fixed(cast).pk}


def scanned(cast) -> dict:
    return {"pk": make.closed(cast, make.fixed(cast, make.given(cast, make.scanned(cast)))).pk}


def asked(cast) -> dict:
    return {"pk": make.question(cast).pk}


AGREEING = {"agrees": "1", "note": "到现场看过，已经整改到位"}
CLOSING = {"note": "到现场看过，已经整改到位"}
DOORS = [
    door("activities", f"{YEAR}/supervision/", everybody(), setup=activity),
    door("new_activity", f"{YEAR}/supervision/new/", LOOKERS, setup=here),
    door("findings", f"{YEAR}/findings/", everybody(), setup=found),
    door("new_finding", f"{YEAR}/findings/new/", LOOKERS, setup=here),
    door("stickers", f"{YEAR}/stickers.pdf", AT_WORK, setup=here),
    door("activity", "/activities/{pk}/", everybody(), setup=activity),
    door("activity_finding", "/activities/{pk}/finding/", LOOKERS, setup=activity),
    door("ask_question", "/activities/{pk}/ask/", LOOKERS, setup=activity),
    door("answer_inquiry", "/inquiries/{pk}/answer/", {R.DEPARTMENT}, setup=asked),
    door("finding", "/findings/{pk}/", everybody(), setup=scanned),
    door("mend_finding", "/findings/{pk}/assign/", CLERKS | {R.GOV_OFFICE}, setup=found),
    door("mend_finding", "/findings/{pk}/dismiss/", CLERKS, setup=found),
    door("mend_finding", "/findings/{pk}/answer/", {R.DEPARTMENT}, setup=given),
    door("mend_finding", "/findings/{pk}/assess/", EYES, setup=fixed, method="post", data=AGREEING),
    door("mend_finding", "/findings/{pk}/close/", CLERKS, setup=fixed, method="post", data=CLOSING),
    door("mend_finding", "/findings/{pk}/dispute/", {R.RESIDENT}, setup=scanned),
    door("report_by_scan", "/p/{code}/report/", everybody() - {R.VISITOR, R.ADMIN}, setup=here, neighbour=True),
    door("patrol", "/p/{code}/patrol/", {R.VOLUNTEER, R.DEPUTY}, setup=here),
    door("ask_progress", "/p/{code}/ask/", {R.DEPUTY}, setup=here),
    door("deputy_suggestions", f"{YEAR}/deputy-suggestions/", everybody(), setup=replied),
    door("deputy_suggestion", "/deputy-suggestions/{pk}/", everybody(), setup=replied),
    door("rate_suggestion", "/deputy-suggestions/{pk}/rate/", {R.DEPUTY}, setup=replied),
    door("question_to_suggestion", "/inquiries/{pk}/to-suggestion/", {R.DEPUTY}, setup=asked),
    door("mend_finding", "/findings/{pk}/suggest/", {R.DEPUTY}, setup=found),
    door("assign_suggestion", "/deputy-suggestions/{pk}/assign/", CLERKS | {R.SECRETARIAT}, setup=raised),
    door("extend_suggestion", "/deputy-suggestions/{pk}/extend/", {R.DEPARTMENT}, setup=handed_over),
    door("answer_suggestion", "/deputy-suggestions/{pk}/answer/", {R.DEPARTMENT}, setup=handed_over),
    door("supervision_group", "/p/{code}/group/", CLERKS, setup=here),
    door("watch_project", "/projects/{pk}/watch/join/", {R.DEPUTY}, setup=here, method="post"),
]
