"""Doors of 监督."""

from django.urls import path

from piaojue.stages.supervise import pages, pages_mend, pages_spot, pages_work

urlpatterns = [
    path("<place:place>/<int:number>/supervision/", pages.activities, name="activities"),
    path("<place:place>/<int:number>/supervision/new/", pages_work.new_activity, name="new_activity"),
    path("<place:place>/<int:number>/findings/", pages.findings, name="findings"),
    path("<place:place>/<int:number>/findings/new/", pages_work.new_finding, name="new_finding"),
    path("<place:place>/<int:number>/stickers.pdf", pages.stickers, name="stickers"),
    path("activities/<int:pk>/", pages.activity, name="activity"),
    path("activities/<int:pk>/finding/", pages_work.activity_finding, name="activity_finding"),
    path("activities/<int:pk>/ask/", pages_work.ask, name="ask_question"),
    path("inquiries/<int:pk>/answer/", pages_work.answer_question, name="answer_inquiry"),
    path("findings/<int:pk>/", pages.finding, name="finding"),
    path("findings/<int:pk>/<slug:act>/", pages_mend.mend, name="mend_finding"),
    path("p/<str:code>/report/", pages_spot.report, name="report_by_scan"),
    path("p/<str:code>/patrol/", pages_spot.patrol, name="patrol"),
    path("p/<str:code>/ask/", pages_spot.ask_progress, name="ask_progress"),
    path("p/<str:code>/group/", pages_work.group, name="supervision_group"),
    path("projects/<int:pk>/watch/<slug:act>/", pages_work.watch, name="watch_project"),
]
