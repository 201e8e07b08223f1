"""Doors of 实施."""

from django.urls import path

from piaojue.stages.deliver import pages, pages_work, pages_year

urlpatterns = [
    path("<place:place>/<int:number>/projects/", pages.projects, name="projects"),
    path("<place:place>/<int:number>/projects/step/<slug:act>/", pages_year.step, name="projects_step"),
    path("<place:place>/<int:number>/projects/lamps/", pages_year.lamp_rule, name="lamp_rule"),
    path("<place:place>/<int:number>/wall/", pages.wall, name="wall"),
    path("projects/<int:pk>/", pages.project, name="work"),
    path("projects/<int:pk>/step/<slug:act>/", pages_work.step, name="work_step"),
    path("projects/<int:pk>/assign/", pages_work.assign, name="assign_project"),
    path("projects/<int:pk>/report/", pages_work.report, name="report_progress"),
    path("projects/<int:pk>/lamp/", pages_work.lamp, name="set_lamp"),
    path("projects/<int:pk>/problem/", pages_work.problem, name="raise_problem"),
    path("projects/<int:pk>/change/", pages_work.request_change, name="request_change"),
    path("projects/<int:pk>/accept/", pages_work.accept, name="accept_project"),
    path("tasks/<int:pk>/finish/", pages_work.finish, name="finish_task"),
    path("tasks/<int:pk>/slip/", pages_work.slip, name="slip_task"),
    path("problems/<int:pk>/decide/", pages_work.decide_problem, name="decide_problem"),
    path("problems/<int:pk>/solve/", pages_work.solve_problem, name="solve_problem"),
    path("changes/<int:pk>/", pages_work.change, name="change"),
]
