"""Doors of 催办."""

from django.urls import path

from piaojue.commons.ladder import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("overdue/", pages.overdue, name="overdue"),
    *act_paths(pages),
]
