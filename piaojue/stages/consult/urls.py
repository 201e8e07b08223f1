"""Doors of 会商."""

from django.urls import path

from piaojue.stages.consult import pages, pages_ballot

YEAR = "<place:place>/<int:number>"
MEETING = "consultations/<int:pk>"
urlpatterns = [
    path(f"{YEAR}/consultations/", pages.consultations, name="consultations"),
    path(f"{YEAR}/consultations/new/", pages.call, name="call_consultation"),
    path(f"{MEETING}/", pages.consultation, name="consultation"),
    path("council-opinions/<int:pk>/", pages.amend_opinion, name="amend_council_opinion"),
    path(f"{MEETING}/count/", pages_ballot.count, name="count_consultation"),
    path(f"{MEETING}/step/open/", pages.open_meeting, name="open_consultation"),
    path(f"{MEETING}/step/open_ballot/", pages_ballot.open_ballot, name="open_council_ballot"),
    path(f"{MEETING}/step/conclude/", pages_ballot.conclude, name="conclude_consultation"),
    path(f"{MEETING}/step/confirm/", pages_ballot.confirm, name="confirm_consultation"),
]
