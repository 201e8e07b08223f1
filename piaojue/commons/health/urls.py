"""Doors of 运行状况."""

from django.urls import path

from piaojue.commons.health import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("healthz", pages.healthz, name="healthz"),
    path("metrics", pages.numbers, name="metrics"),
    path("ready/", pages.ready, name="ready"),
    path("health/", pages.health, name="health"),
    *act_paths(pages),
]
