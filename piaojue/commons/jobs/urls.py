"""Doors of 后台任务."""

from django.urls import path

from piaojue.commons.jobs import pages

urlpatterns = [
    path("jobs/", pages.job_list, name="jobs"),
    path("jobs/<int:pk>/", pages.job, name="job"),
    path("jobs/<int:pk>/file/", pages.job_file, name="job_file"),
    path("jobs/<int:pk>/cancel/", pages.cancel, name="cancel_job"),
    path("jobs/<int:pk>/resume/", pages.resume, name="resume_job"),
]
