"""Doors of the log."""

from django.urls import path

from piaojue.commons.record import pages

urlpatterns = [
    path("log/", pages.log, name="log"),
    path("log/<place:place>/<int:seq>/", pages.entry, name="log_entry"),
]
