"""Doors of 送阅 and 审议."""

from django.urls import path

from piaojue.stages.deliberate import pages

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/reading/", pages.reading, name="reading"),
    path("study/<int:pk>/", pages.study, name="study"),
    path("study/<int:pk>/ask/", pages.ask, name="ask"),
    path(f"{YEAR}/compare/", pages.compare, name="compare"),
    path(f"{YEAR}/questions/", pages.questions, name="questions"),
    path("questions/<int:pk>/", pages.question, name="question"),
    path(f"{YEAR}/circulation/", pages.circulation, name="circulation"),
    path(f"{YEAR}/deliberation/", pages.sessions, name="deliberation"),
    path(f"{YEAR}/deliberation/new/", pages.new_session, name="new_group_session"),
    path("group-sessions/<int:pk>/", pages.session, name="group_session"),
    path("opinions/<int:pk>/", pages.amend_opinion, name="amend_opinion"),
    path("group-sessions/<int:pk>/minutes/", pages.amend, name="amend_minutes"),
    path(f"{YEAR}/bulletin.pdf", pages.bulletin, name="bulletin"),
]
