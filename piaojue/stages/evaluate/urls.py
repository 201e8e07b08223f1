"""Doors of 评价 and 归档."""

from django.urls import path

from piaojue.stages.evaluate import pages, pages_after, pages_archive, pages_desk, pages_survey

YEAR = "<place:place>/<int:number>"
SURVEY = "surveys/<int:pk>"
RECTIFICATION = "rectifications/<int:pk>"
urlpatterns = [
    path(f"{YEAR}/evaluation/", pages.evaluations, name="evaluations"),
    path(f"{YEAR}/evaluation/new/", pages.new_survey, name="new_survey"),
    path(f"{YEAR}/evaluation/weights/", pages.weights, name="evaluation_weights"),
    path(f"{SURVEY}/", pages_survey.survey, name="survey"),
    path(f"{SURVEY}/reply/", pages.reply, name="survey_reply"),
    path(f"{SURVEY}/notice.pdf", pages.notice, name="survey_notice"),
    path(f"{SURVEY}/open/", pages_desk.open_survey, name="survey_open"),
    path(f"{SURVEY}/close/", pages_desk.close_survey, name="survey_close"),
    path(f"{SURVEY}/take/", pages_desk.take_poll, name="survey_take"),
    path(f"{SURVEY}/back/", pages_desk.take_back, name="survey_back"),
    path(f"{SURVEY}/drop/", pages_desk.drop_survey, name="survey_drop"),
    path(f"{SURVEY}/set/", pages_desk.set_survey, name="survey_set"),
    path(f"{SURVEY}/poll/", pages_desk.start_poll, name="survey_poll"),
    path(f"{SURVEY}/table/", pages_desk.table, name="survey_table"),
    path(f"{SURVEY}/import/", pages_desk.import_table, name="survey_import"),
    path(f"{SURVEY}/template.xlsx", pages_desk.template, name="survey_template"),
    path(f"{SURVEY}/publish/", pages_desk.publish, name="survey_publish"),
    path(f"{SURVEY}/reasons/", pages_desk.reasons, name="survey_reasons"),
    path(f"{SURVEY}/reasons/hide/", pages_desk.hide_reason, name="survey_hide_reason"),
    path(f"{SURVEY}/reasons/show/", pages_desk.show_reason, name="survey_show_reason"),
    path("survey-rows/<int:pk>/rectify/", pages_after.order, name="order_rectification"),
    path(f"{RECTIFICATION}/", pages_after.rectification, name="rectification"),
    path(f"{RECTIFICATION}/report/", pages_after.report, name="report_rectification"),
    path(f"{RECTIFICATION}/reevaluate/", pages_after.reevaluate, name="reevaluate"),
    path(f"{YEAR}/archive/", pages_archive.archive, name="archive"),
    path(f"{YEAR}/archive/analysis/", pages_archive.analysis, name="analysis"),
    path(f"{YEAR}/archive/analysis.<str:kind>", pages_archive.analysis_file, name="analysis_file"),
    path(f"{YEAR}/archive/carry/", pages_archive.carry, name="carry_over"),
    path(f"{YEAR}/archive/pack/", pages_archive.pack, name="pack_archive"),
    path(f"{YEAR}/archive/download/", pages_archive.download, name="archive_download"),
]
