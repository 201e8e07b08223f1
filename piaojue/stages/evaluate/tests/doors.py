"""Doors of 评价 and 归档."""

from piaojue.commons.roles import Role as R
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.codes import code_of
from piaojue.stages.evaluate.models import Subject
from piaojue.stages.evaluate.tests import make
from piaojue.stages.evaluate.values import InviteeDraft
from tests.doors import door, everybody

YEAR = "/150102/2026"
DESK = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.SECRETARIAT}
CHAIR = {R.CONGRESS_CHAIR}
ORGANISERS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}
WEIGHTS = {"deputies": 60, "residents": 40}
READERS = DESK | {R.COMMITTEE, R.GOV_OFFICE, R.DEPARTMENT, R.EVALUATOR, R.GUIDANCE}
BELOW = ORGANISERS | {R.GUIDANCE}


def year(cast) -> None:
    make.project(cast, make.evaluating_year(cast))


def written(cast) -> dict:
    formula, why = {"base": "valid"}, "代表提出统一口径"
    rule = {"subject": "deputies", "formula": formula, "why": why}
    return {"rule": actions.write_rule(year=make.evaluating_year(cast), by=cast.clerk_li, **rule).pk}


def prepared(cast) -> dict:
    return {"pk": make.survey(cast).pk}


def third_partys(cast) -> dict:
    return {"pk": make.survey(cast, subject=Subject.THIRD_PARTY).pk}


def judged(cast) -> dict:
    return {"pk": make.judged(cast, ("甲", 9, 1, 0)).pk}


def listed(cast) -> dict:
    """A residents' survey that is under way with a list of two: one to be visited."""
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    people = [InviteeDraft("beneficiary", "东街街道", phone) for phone in ("13811110000", "")]
    actions.add_to_frame(survey=survey, people=people, by=cast.clerk_li)
    actions.draw_sample(survey=survey, size=2, by=cast.clerk_li)
    actions.open_survey(survey=survey, by=cast.clerk_li)
    return {"pk": survey.pk, "code": code_of(survey.frame.first())}


def on_the_list(cast) -> dict:
    """The same before it begins."""
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    actions.add_to_frame(survey=survey, people=[InviteeDraft("beneficiary")], by=cast.clerk_li)
    return {"pk": survey.pk}


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
        READERS,
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
    door("survey_method", "/surveys/{pk}/method/", DESK, setup=listed),
    door("survey_method", "/surveys/{pk}/method/", DESK | {R.EVALUATOR}, setup=third_partys),
    door("evaluation_rules", f"{YEAR}/evaluation/rules/", everybody(), setup=written),
    door("write_rule", f"{YEAR}/evaluation/rules/new/", ORGANISERS, setup=year),
    door("withdraw_rule", "/evaluation-rules/{rule}/withdraw/", ORGANISERS, setup=written, method="post"),
    door("survey_frame", "/surveys/{pk}/frame/", READERS, setup=listed),
    door("add_proposers", "/surveys/{pk}/frame/proposers/", DESK, setup=on_the_list, method="post"),
    door("draw_sample", "/surveys/{pk}/frame/draw/", DESK, setup=on_the_list),
    door("draw_sample", "/surveys/{pk}/frame/draw/", DESK, setup=on_the_list, method="post", data={"size": "1"}),
    door("send_invitations", "/surveys/{pk}/frame/invite/", DESK, setup=listed, method="post"),
    door("remind_invited", "/surveys/{pk}/frame/remind/", DESK, setup=listed, method="post"),
    door("survey_sheets", "/surveys/{pk}/frame/sheets.pdf", DESK, setup=listed),
    door("survey_paper", "/surveys/{pk}/paper/", DESK, setup=listed),
    door("survey_paper", "/surveys/{pk}/paper/", DESK, setup=listed, method="post", data={"code": "{code}"}),
    door("survey_invited", "/i/{code}/", everybody(), setup=listed, neighbour=True),
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
