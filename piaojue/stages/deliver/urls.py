"""Doors of 实施."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.deliver import (
    pages,
    pages_budget,
    pages_lamps,
    pages_minutes,
    pages_sites,
    pages_wall,
    pages_work,
    pages_year,
)

urlpatterns = [
    path("<place:place>/<int:number>/projects/", pages.projects, name="projects"),
    path("<place:place>/<int:number>/projects/step/<slug:act>/", pages_year.step, name="projects_step"),
    path("<place:place>/<int:number>/wall/", pages_wall.wall, name="wall"),
    path("<place:place>/<int:number>/projects/rules/", pages_lamps.rules, name="lamp_rules"),
    path("projects/<int:pk>/", pages.project, name="work"),
    path("changes/<int:pk>/", pages_work.change, name="change"),
    path("projects/<int:pk>/step/<slug:act>/", pages_work.step, name="work_step"),
    *act_paths(pages_work, pages_budget, pages_lamps, pages_sites, pages_minutes),
]
