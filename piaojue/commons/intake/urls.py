"""Doors of tables that come in."""

from django.urls import path

from piaojue.commons.intake import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("intake/", pages.batches, name="batches"),
    path("intake/batches/<int:pk>/", pages.batch, name="batch"),
    path("intake/<slug:kind>/<int:pk>/template.xlsx", pages.template, name="table_template"),
    *reversed(act_paths(pages)),  # what has a fixed word in it before <kind>
]
