"""Doors of decisions."""

from django.urls import path

from piaojue.commons.decisions import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("decisions/", pages.decision_list, name="decisions"),
    path("decisions/<int:pk>/", pages.decision, name="decision"),
    path("<place:place>/<int:number>/decisions/", pages.year_decisions, name="year_decisions"),
    path("<place:place>/<int:number>/decisions/<slug:matter>/", pages.decide, name="decide"),
    *act_paths(pages),
]
