"""Doors of law and local rules."""

from django.urls import path

from piaojue.commons.instruments import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("<place:place>/law/", pages.law, name="law"),
    path("instruments/<int:pk>/", pages.instrument, name="instrument"),
    *act_paths(pages),
]
