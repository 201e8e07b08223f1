"""Doors of the year."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.commons.years import pages, pages_checkpoints, pages_papers

urlpatterns = [
    path("years/", pages.year_list, name="years"),
    path("<place:place>/<int:number>/road/", pages.road, name="year_road"),
    path("papers/<int:pk>/", pages_papers.paper, name="paper"),
    path("papers/<int:pk>.pdf", pages_papers.paper_pdf, name="paper_pdf"),
    path("papers/<int:pk>.docx", pages_papers.paper_docx, name="paper_docx"),
    path("<place:place>/<int:number>/checkpoints/", pages_checkpoints.checkpoints, name="checkpoints"),
    *act_paths(pages, pages_checkpoints, pages_papers),
]
