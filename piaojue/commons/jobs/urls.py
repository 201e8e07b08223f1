"""Doors of 后台任务."""

from django.urls import path

from piaojue.commons.jobs import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("jobs/", pages.job_list, name="jobs"),
    path("jobs/<int:pk>/", pages.job, name="job"),
    path("jobs/<int:pk>/file/", pages.job_file, name="job_file"),
    *act_paths(pages),
]
