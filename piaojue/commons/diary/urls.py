"""Doors of 日程与期限."""

from django.urls import path

from piaojue.commons.diary import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("days/", pages.days, name="days"),
    path("calendar/<str:key>.ics", pages.calendar, name="calendar"),
    *act_paths(pages),
]
