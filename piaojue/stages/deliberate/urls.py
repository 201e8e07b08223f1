"""Doors of 送阅 and 审议."""

from django.urls import path

from piaojue.stages.deliberate import pages, pages_compare, pages_desk

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/reading/", pages.reading, name="reading"),
    path("study/<int:pk>/", pages.study, name="study"),
    path("study/<int:pk>/ask/", pages.ask, name="ask"),
    path(f"{YEAR}/compare/", pages_compare.compare, name="compare"),
    path(f"{YEAR}/questions/", pages.questions, name="questions"),
    path("questions/<int:pk>/", pages.question, name="question"),
    path(f"{YEAR}/circulation/", pages_desk.circulation, name="circulation"),
    path(f"{YEAR}/deliberation/", pages_desk.sessions, name="deliberation"),
    path(f"{YEAR}/deliberation/new/", pages_desk.new_session, name="new_group_session"),
    path("group-sessions/<int:pk>/", pages_desk.session, name="group_session"),
    path("opinions/<int:pk>/", pages_desk.amend_opinion, name="amend_opinion"),
    path("group-sessions/<int:pk>/minutes/", pages_desk.amend_minutes, name="amend_minutes"),
    path(f"{YEAR}/bulletin.pdf", pages_desk.bulletin, name="bulletin"),
]
