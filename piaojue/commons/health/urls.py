"""Doors of 运行状况."""

from django.urls import path

from piaojue.commons.health import pages

urlpatterns = [
    path("healthz", pages.healthz, name="healthz"),
    path("metrics", pages.numbers, name="metrics"),
    path("health/", pages.health, name="health"),
]
