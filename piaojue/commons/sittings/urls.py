"""Doors of sittings."""

from django.urls import path

from piaojue.commons.sittings import pages

urlpatterns = [
    path("sittings/", pages.sitting_list, name="sittings"),
    path("sittings/new/", pages.call_sitting, name="call_sitting"),
    path("sittings/<int:pk>/", pages.sitting, name="sitting"),
    path("sittings/<int:pk>/agenda/", pages.agenda, name="set_agenda"),
    path("sittings/<int:pk>/check-in/", pages.check_in, name="check_in"),
    path("sittings/<int:pk>/check-in/undo/", pages.undo_check_in, name="undo_check_in"),
    path("sittings/<int:pk>/minutes/", pages.minutes, name="minutes"),
    path("sittings/<int:pk>/close/", pages.close, name="close_sitting"),
]
