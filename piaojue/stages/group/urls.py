"""Doors of 归并."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.group import pages, pages_learned, pages_queue

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/demands/", pages.demand_list, name="demands"),
    path(f"{YEAR}/demands/options/", pages.demand_options, name="demand_options"),
    path(f"{YEAR}/grouping/decisions.csv", pages_queue.decisions, name="decisions"),
    path(f"{YEAR}/grouping/learned/", pages_learned.learned, name="learned"),
    path("d/<int:pk>/", pages.demand, name="demand"),
    *act_paths(pages, pages_queue, pages_learned),
]
