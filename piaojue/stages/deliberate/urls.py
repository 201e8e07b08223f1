"""Doors of 送阅 and 审议."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.deliberate import pages, pages_compare, pages_desk

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/reading/", pages.reading, name="reading"),
    path(f"{YEAR}/reading/speech/", pages.speech, name="speech"),
    path(f"{YEAR}/compare/", pages_compare.compare, name="compare"),
    path(f"{YEAR}/questions/", pages.questions, name="questions"),
    path(f"{YEAR}/deliberation/", pages_desk.sessions, name="deliberation"),
    path(f"{YEAR}/bulletin.pdf", pages_desk.bulletin, name="bulletin"),
    *act_paths(pages, pages_desk),
]
