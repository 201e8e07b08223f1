"""Doors of 初定 and 候选."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.shortlist import pages, pages_candidates, pages_dossiers, pages_screening, pages_steps

YEAR = "<place:place>/<int:number>"
DOSSIER = "dossiers/<int:pk>"
urlpatterns = [
    path(f"{YEAR}/outcomes/", pages.outcomes, name="outcomes"),
    path("outcomes/<int:pk>/", pages.outcome, name="outcome"),
    path(f"{YEAR}/screening/", pages_screening.screening_board, name="screening"),
    path(f"{YEAR}/screening/wordings/", pages_screening.wordings, name="wordings"),
    path(f"{YEAR}/appeals/", pages.appeals, name="appeals"),
    path(f"{YEAR}/candidates/", pages_candidates.candidates, name="candidates"),
    path(f"{YEAR}/candidates.pdf", pages_candidates.candidates_pdf, name="candidates_pdf"),
    path(f"{YEAR}/dossiers/", pages_dossiers.dossier_list, name="dossiers"),
    path(f"{YEAR}/past/", pages_dossiers.past_projects, name="past_projects"),
    path(f"{DOSSIER}/", pages_dossiers.dossier, name="dossier"),
    path(f"{DOSSIER}/step/appraise/", pages_steps.appraise, name="appraise_dossier"),
    path(f"{DOSSIER}/step/reserve/", pages_steps.reserve, name="reserve_dossier"),
    path(f"{DOSSIER}/step/withdraw_candidate/", pages_steps.withdraw, name="withdraw_candidate"),
    path(f"{DOSSIER}/versions/<int:number>/", pages_dossiers.version, name="dossier_version"),
    *act_paths(pages, pages_candidates, pages_dossiers, pages_screening, pages_steps),
]
