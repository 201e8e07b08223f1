"""Doors of 初定 and 候选."""

from django.urls import path

from piaojue.stages.shortlist import pages, pages_dossiers

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/outcomes/", pages.outcomes, name="outcomes"),
    path("outcomes/<int:pk>/", pages.outcome, name="outcome"),
    path("outcomes/<int:pk>/appeal/", pages.appeal, name="appeal"),
    path(f"{YEAR}/screening/", pages.screening_board, name="screening"),
    path(f"{YEAR}/screening/wordings/", pages.wordings, name="wordings"),
    path("d/<int:pk>/screen/", pages.screen, name="screen"),
    path("d/<int:pk>/answer/", pages.answer, name="answer_demand"),
    path(f"{YEAR}/appeals/", pages.appeals, name="appeals"),
    path("appeals/<int:pk>/", pages.decide, name="decide_appeal"),
    path(f"{YEAR}/candidates/", pages_dossiers.candidates, name="candidates"),
    path(f"{YEAR}/candidates.pdf", pages_dossiers.candidates_pdf, name="candidates_pdf"),
    path(f"{YEAR}/candidates/order/", pages_dossiers.order, name="order_candidates"),
    path(f"{YEAR}/candidates/freeze/", pages_dossiers.freeze, name="freeze_candidates"),
    path(f"{YEAR}/dossiers/", pages_dossiers.dossier_list, name="dossiers"),
    path(f"{YEAR}/dossiers/new/", pages_dossiers.draft, name="draft_dossier"),
    path("dossiers/<int:pk>/", pages_dossiers.dossier, name="dossier"),
    path("dossiers/<int:pk>/edit/", pages_dossiers.edit, name="edit_dossier"),
    path("dossiers/<int:pk>/appraisal/", pages_dossiers.appraisal, name="appraisal"),
    path("dossiers/<int:pk>/clear/", pages_dossiers.clear, name="clear_dossier"),
    path("dossiers/<int:pk>/review/", pages_dossiers.review, name="review_dossier"),
    path("dossiers/<int:pk>/step/<slug:act>/", pages_dossiers.step, name="dossier_step"),
    path("dossiers/<int:pk>/versions/<int:number>/", pages_dossiers.version, name="dossier_version"),
]
