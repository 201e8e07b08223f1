"""Doors of 会商."""

from django.urls import path

from piaojue.stages.consult import pages

urlpatterns = [
    path("<place:place>/<int:number>/consultations/", pages.consultations, name="consultations"),
    path("<place:place>/<int:number>/consultations/new/", pages.call, name="call_consultation"),
    path("consultations/<int:pk>/", pages.consultation, name="consultation"),
    path("council-opinions/<int:pk>/", pages.amend_opinion, name="amend_council_opinion"),
    path("consultations/<int:pk>/count/", pages.count, name="count_consultation"),
    path("consultations/<int:pk>/step/<slug:act>/", pages.step, name="consultation_step"),
]
