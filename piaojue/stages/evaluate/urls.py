"""Doors of 评价 and 归档."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.evaluate import (
    pages,
    pages_after,
    pages_archive,
    pages_desk,
    pages_frame,
    pages_reply,
    pages_rules,
    pages_survey,
)

YEAR = "<place:place>/<int:number>"
SURVEY = "surveys/<int:pk>"
RECTIFICATION = "rectifications/<int:pk>"
urlpatterns = [
    path(f"{YEAR}/evaluation/", pages.evaluations, name="evaluations"),
    path(f"{YEAR}/evaluation/rules/", pages_rules.rules, name="evaluation_rules"),
    path(f"{SURVEY}/", pages_survey.survey, name="survey"),
    path(f"{SURVEY}/reply/", pages_reply.reply, name="survey_reply"),
    path(f"{SURVEY}/notice.pdf", pages.notice, name="survey_notice"),
    path(f"{SURVEY}/table/", pages_desk.table, name="survey_table"),
    path(f"{SURVEY}/frame/", pages_frame.frame, name="survey_frame"),
    path(f"{SURVEY}/frame/sheets.pdf", pages_frame.sheets, name="survey_sheets"),
    path(f"{SURVEY}/reasons/", pages_desk.reasons, name="survey_reasons"),
    path(f"{RECTIFICATION}/", pages_after.rectification, name="rectification"),
    path(f"{YEAR}/archive/", pages_archive.archive, name="archive"),
    path(f"{YEAR}/archive/analysis.<str:kind>", pages_archive.analysis_file, name="analysis_file"),
    path(f"{YEAR}/archive/download/", pages_archive.download, name="archive_download"),
    *act_paths(pages, pages_after, pages_archive, pages_desk, pages_frame, pages_reply, pages_rules),
]
