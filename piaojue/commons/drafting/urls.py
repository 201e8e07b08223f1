"""Doors of papers that the system writes."""

from django.urls import path

from piaojue.commons.drafting import pages
from piaojue.commons.web.act_pages import act_paths

YEAR = "<place:place>/<int:number>/documents"
urlpatterns = [
    path(f"{YEAR}/", pages.documents, name="documents"),
    path(f"{YEAR}/<slug:code>/", pages.document, name="document"),
    path(f"{YEAR}/<slug:code>.<slug:kind>", pages.document_file, name="document_file"),
    path("documents/<int:pk>/", pages.kept_document, name="kept_document"),
    path("documents/<int:pk>.<slug:kind>", pages.kept_file, name="kept_file"),
    *act_paths(pages),
]
