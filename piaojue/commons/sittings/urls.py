"""Doors of sittings."""

from django.urls import path

from piaojue.commons.sittings import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("sittings/", pages.sitting_list, name="sittings"),
    path("sittings/<int:pk>/", pages.sitting, name="sitting"),
    path("sittings/<int:pk>/cards.pdf", pages.attendance_cards, name="attendance_cards"),
    *act_paths(pages),
]
