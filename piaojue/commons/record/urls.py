"""Doors of the log."""

from django.urls import path

from piaojue.commons.record import pages

urlpatterns = [
    path("log/", pages.log, name="log"),
    path("witness/", pages.witnessed, name="witnessed"),
    path("witness/from/", pages.take_heads, name="take_heads"),
    path("witness/from/<int:pk>.json", pages.kept_heads, name="kept_heads"),
    path("witness/<str:digest>.json", pages.witnessed_file, name="witnessed_file"),
    path("log/<place:place>/<int:seq>/", pages.entry, name="log_entry"),
]
