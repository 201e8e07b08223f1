"""Doors of 评价 and 归档."""

from django.urls import path

from piaojue.stages.evaluate import pages, pages_after, pages_desk

urlpatterns = [
    path("<place:place>/<int:number>/evaluation/", pages.evaluations, name="evaluations"),
    path("<place:place>/<int:number>/evaluation/new/", pages.new_survey, name="new_survey"),
    path("surveys/<int:pk>/", pages.survey, name="survey"),
    path("surveys/<int:pk>/reply/", pages.reply, name="survey_reply"),
    path("surveys/<int:pk>/notice.pdf", pages.notice, name="survey_notice"),
    path("surveys/<int:pk>/open/", pages.step, {"act": "open"}, name="survey_open"),
    path("surveys/<int:pk>/close/", pages.step, {"act": "close"}, name="survey_close"),
    path("surveys/<int:pk>/take/", pages.step, {"act": "take"}, name="survey_take"),
    path("surveys/<int:pk>/back/", pages.step, {"act": "back"}, name="survey_back"),
    path("surveys/<int:pk>/drop/", pages.step, {"act": "drop"}, name="survey_drop"),
    path("surveys/<int:pk>/set/", pages_desk.set_survey, name="survey_set"),
    path("surveys/<int:pk>/poll/", pages_desk.start_poll, name="survey_poll"),
    path("surveys/<int:pk>/table/", pages_desk.table, name="survey_table"),
    path("surveys/<int:pk>/import/", pages_desk.import_table, name="survey_import"),
    path("surveys/<int:pk>/template.xlsx", pages_desk.template, name="survey_template"),
    path("surveys/<int:pk>/publish/", pages_desk.publish, name="survey_publish"),
    path("surveys/<int:pk>/reasons/", pages_desk.reasons, name="survey_reasons"),
    path("surveys/<int:pk>/reasons/hide/", pages_desk.hide_reason, name="survey_hide_reason"),
    path("survey-rows/<int:pk>/rectify/", pages_after.order, name="order_rectification"),
    path("rectifications/<int:pk>/", pages_after.rectification, name="rectification"),
    path("rectifications/<int:pk>/report/", pages_after.report, name="report_rectification"),
    path("rectifications/<int:pk>/reevaluate/", pages_after.reevaluate, name="reevaluate"),
    path("<place:place>/<int:number>/archive/", pages_after.archive, name="archive"),
    path("<place:place>/<int:number>/archive/analysis/", pages_after.analysis, name="analysis"),
    path("<place:place>/<int:number>/archive/analysis.<str:kind>", pages_after.analysis_file, name="analysis_file"),
    path("<place:place>/<int:number>/archive/carry/", pages_after.carry, name="carry_over"),
    path("<place:place>/<int:number>/archive/pack/", pages_after.pack, name="pack_archive"),
    path("<place:place>/<int:number>/archive/download/", pages_after.download, name="archive_download"),
]
