"""Doors of 评价 and 归档."""

from piaojue.commons.roles import Role as R
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.models import Subject
from piaojue.stages.evaluate.tests import make
from tests.doors import door, everybody

YEAR = "/150102/2026"
DESK = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.SECRETARIAT}
CHAIR = {R.CONGRESS_CHAIR}
ORGANISERS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}
WEIGHTS = {"deputies": 60, "residents": 40}
BELOW = ORGANISERS | {R.GUIDANCE}


def year(cast) -> None:
    make.project(cast, make.evaluating_year(cast))


def prepared(cast) -> dict:
    return {"pk": make.survey(cast).pk}


def third_partys(cast) -> dict:
    return {"pk": make.survey(cast, subject=Subject.THIRD_PARTY).pk}


def judged(cast) -> dict:
    return {"pk": make.judged(cast, ("甲", 9, 1, 0)).pk}


def shown(cast) -> dict:
    return {"pk": make.published(cast, ("甲", 9, 1, 0)).pk}


def asking(cast) -> dict:
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    actions.open_survey(survey=survey, by=cast.clerk_li)
    item = survey.items.get()
    kept = actions.reply(
        survey=survey, marks={item.pk: "dissatisfied"}, reasons={item.pk: "电梯常停"}, by=cast.resident_zhao
    )
    return {"pk": survey.pk, "line": f"{kept.pk}-{item.pk}"}


def bad(cast) -> dict:
    row = make.evaluating_year(cast)
    made = make.published(cast, (make.project(cast, row).title, 1, 1, 8), year=row)
    return {"item": made.items.get().pk}


def ordered(cast) -> dict:
    return {"pk": make.rectification(cast).pk}


def reported(cast) -> dict:
    return {"pk": make.reported(cast).pk}


def packed(cast) -> None:
    row = make.evaluating_year(cast)
    actions.file_analysis(year=row, by=cast.clerk_li)
    actions.pack_archive(year=row, by=cast.clerk_li)


DOORS = [
    door("evaluations", f"{YEAR}/evaluation/", everybody(), setup=year),
    door("new_survey", f"{YEAR}/evaluation/new/", DESK, setup=year),
    door("new_survey", f"{YEAR}/evaluation/new/", DESK, setup=year, method="post", data={"subject": "deputies"}),
    door("evaluation_weights", f"{YEAR}/evaluation/weights/", ORGANISERS, setup=year),
    door("evaluation_weights", f"{YEAR}/evaluation/weights/", ORGANISERS, setup=year, method="post", data=WEIGHTS),
    door("survey", "/surveys/{pk}/", everybody(), setup=shown),
    door(
        "survey",
        "/surveys/{pk}/",
        DESK | {R.COMMITTEE, R.GOV_OFFICE, R.DEPARTMENT, R.EVALUATOR, R.GUIDANCE},
        setup=prepared,
    ),
    door("survey_reply", "/surveys/{pk}/reply/", everybody() - {R.VISITOR, R.ADMIN}, setup=asking, neighbour=True),
    door(
        "survey_reply",
        "/surveys/{pk}/reply/",
        everybody() - {R.VISITOR, R.ADMIN},
        setup=asking,
        method="post",
        neighbour=True,
    ),
    door("survey_notice", "/surveys/{pk}/notice.pdf", everybody(), setup=shown),
    door("survey_open", "/surveys/{pk}/open/", DESK, setup=prepared, method="post"),
    door("survey_close", "/surveys/{pk}/close/", DESK, setup=asking, method="post"),
    door("survey_take", "/surveys/{pk}/take/", DESK, setup=prepared, method="post"),
    door("survey_back", "/surveys/{pk}/back/", DESK, setup=prepared, method="post"),
    door("survey_close_early", "/surveys/{pk}/close-early/", CHAIR, setup=asking),
    door("survey_stop", "/surveys/{pk}/stop/", CHAIR, setup=asking),
    door("survey_drop", "/surveys/{pk}/drop/", DESK, setup=prepared, method="post"),
    door("survey_set", "/surveys/{pk}/set/", DESK, setup=prepared),
    door("survey_poll", "/surveys/{pk}/poll/", DESK, setup=prepared),
    door("survey_table", "/surveys/{pk}/table/", DESK | {R.EVALUATOR}, setup=third_partys),
    door("survey_table", "/surveys/{pk}/table/", DESK, setup=prepared),
    door("survey_publish", "/surveys/{pk}/publish/", ORGANISERS, setup=judged),
    door("survey_publish", "/surveys/{pk}/publish/", ORGANISERS, setup=judged, method="post"),
    door("survey_reasons", "/surveys/{pk}/reasons/", DESK, setup=asking),
    door(
        "survey_hide_reason", "/surveys/{pk}/reasons/hide/", DESK, setup=asking, method="post", data={"line": "{line}"}
    ),
    door(
        "survey_show_reason", "/surveys/{pk}/reasons/show/", DESK, setup=asking, method="post", data={"line": "{line}"}
    ),
    door("order_rectification", "/survey-rows/{item}/rectify/", ORGANISERS, setup=bad),
    door("rectification", "/rectifications/{pk}/", everybody(), setup=ordered),
    door("report_rectification", "/rectifications/{pk}/report/", {R.DEPARTMENT, R.GOV_OFFICE}, setup=ordered),
    door("reevaluate", "/rectifications/{pk}/reevaluate/", DESK, setup=reported, method="post"),
    door("archive", f"{YEAR}/archive/", BELOW, setup=year),
    door("analysis", f"{YEAR}/archive/analysis/", ORGANISERS, setup=year),
    door("analysis_file", f"{YEAR}/archive/analysis.docx", ORGANISERS, setup=year),
    door("carry_over", f"{YEAR}/archive/carry/", ORGANISERS, setup=year),
    door("pack_archive", f"{YEAR}/archive/pack/", ORGANISERS, setup=year, method="post"),
    door("archive_download", f"{YEAR}/archive/download/", BELOW, setup=packed),
]
