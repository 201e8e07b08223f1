"""Doors of 初定 and 候选."""

from django.urls import path

from piaojue.stages.shortlist import pages, pages_candidates, pages_dossiers, pages_screening, pages_steps

YEAR = "<place:place>/<int:number>"
DOSSIER = "dossiers/<int:pk>"
urlpatterns = [
    path(f"{YEAR}/outcomes/", pages.outcomes, name="outcomes"),
    path("outcomes/<int:pk>/", pages.outcome, name="outcome"),
    path("outcomes/<int:pk>/appeal/", pages.appeal, name="appeal"),
    path(f"{YEAR}/screening/", pages_screening.screening_board, name="screening"),
    path(f"{YEAR}/screening/wordings/", pages_screening.wordings, name="wordings"),
    path("d/<int:pk>/screen/", pages_screening.screen, name="screen"),
    path("d/<int:pk>/answer/", pages_screening.answer, name="answer_demand"),
    path(f"{YEAR}/appeals/", pages.appeals, name="appeals"),
    path("appeals/<int:pk>/", pages.decide, name="decide_appeal"),
    path(f"{YEAR}/candidates/", pages_candidates.candidates, name="candidates"),
    path(f"{YEAR}/candidates.pdf", pages_candidates.candidates_pdf, name="candidates_pdf"),
    path(f"{YEAR}/candidates/order/", pages_candidates.order, name="order_candidates"),
    path(f"{YEAR}/candidates/freeze/", pages_candidates.freeze, name="freeze_candidates"),
    path(f"{YEAR}/dossiers/", pages_dossiers.dossier_list, name="dossiers"),
    path(f"{YEAR}/dossiers/new/", pages_dossiers.draft, name="draft_dossier"),
    path(f"{DOSSIER}/", pages_dossiers.dossier, name="dossier"),
    path(f"{DOSSIER}/edit/", pages_dossiers.edit, name="edit_dossier"),
    path(f"{DOSSIER}/appraisal/", pages_steps.appraisal, name="appraisal"),
    path(f"{DOSSIER}/clear/", pages_steps.clear, name="clear_dossier"),
    path(f"{DOSSIER}/review/", pages_steps.review, name="review_dossier"),
    path(f"{DOSSIER}/step/appraise/", pages_steps.appraise, name="appraise_dossier"),
    path(f"{DOSSIER}/step/nominate/", pages_steps.nominate, name="nominate_dossier"),
    path(f"{DOSSIER}/step/reserve/", pages_steps.reserve, name="reserve_dossier"),
    path(f"{DOSSIER}/step/withdraw_candidate/", pages_steps.withdraw, name="withdraw_candidate"),
    path(f"{DOSSIER}/versions/<int:number>/", pages_dossiers.version, name="dossier_version"),
]
