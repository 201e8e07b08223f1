"""Doors of 会商."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.consult import pages, pages_ballot

YEAR = "<place:place>/<int:number>"
MEETING = "consultations/<int:pk>"
urlpatterns = [
    path(f"{YEAR}/consultations/", pages.consultations, name="consultations"),
    *act_paths(pages, pages_ballot),
]
