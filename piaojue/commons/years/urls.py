"""Doors of the year."""

from django.urls import path

from piaojue.commons.years import pages, pages_checkpoints, pages_papers

urlpatterns = [
    path("years/", pages.year_list, name="years"),
    path("years/open/", pages.open_year, name="open_year"),
    path("<place:place>/<int:number>/road/", pages.road, name="year_road"),
    path("<place:place>/<int:number>/road/pass/", pages.pass_gate, name="pass_gate"),
    path("<place:place>/<int:number>/road/<slug:gate>/sign/", pages.sign, name="sign_gate"),
    path("<place:place>/<int:number>/settings/", pages.set_year, name="set_year"),
    path("<place:place>/<int:number>/papers/new/", pages_papers.file_paper, name="file_paper"),
    path("papers/<int:pk>/", pages_papers.paper, name="paper"),
    path("papers/<int:pk>/show/", pages_papers.show_paper, name="show_paper"),
    path("papers/<int:pk>.pdf", pages_papers.paper_pdf, name="paper_pdf"),
    path("<place:place>/<int:number>/checkpoints/", pages_checkpoints.checkpoints, name="checkpoints"),
    path("<place:place>/<int:number>/checkpoints/new/", pages_checkpoints.ask_checkpoint, name="ask_checkpoint"),
    path("checkpoints/<int:pk>/amend/", pages_checkpoints.amend_checkpoint, name="amend_checkpoint"),
    path("checkpoints/<int:pk>/", pages_checkpoints.checkpoint, name="checkpoint"),
]
