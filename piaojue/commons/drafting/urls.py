"""Doors of papers that the system writes."""

from django.urls import path

from piaojue.commons.drafting import pages, pages_life, pages_points, pages_sending, pages_templates
from piaojue.commons.web.act_pages import act_paths

YEAR = "<place:place>/<int:number>/documents"
urlpatterns = [
    path(f"{YEAR}/", pages.documents, name="documents"),
    path(f"{YEAR}/<slug:code>/", pages.document, name="document"),
    path(f"{YEAR}/<slug:code>.<slug:kind>", pages.document_file, name="document_file"),
    path("documents/<int:pk>/", pages.kept_document, name="kept_document"),
    path("documents/<int:pk>.<slug:kind>", pages.kept_file, name="kept_file"),
    path("<place:place>/<int:number>/points/", pages_points.points, name="points"),
    path("points/<int:pk>/", pages_points.point, name="point"),
    path("received/", pages_sending.received, name="received"),
    path("deliveries/<int:pk>/", pages_sending.delivery, name="delivery"),
    path("templates/", pages_templates.templates, name="templates"),
    path("templates/<int:pk>/", pages_templates.template, name="template"),
    path("templates/<int:pk>.docx", pages_templates.template_preview, name="template_preview"),
    path("templates/<slug:code>/start.docx", pages_templates.template_start, name="template_start"),
    path("templates/<slug:code>/", pages_templates.templates_of, name="templates_of"),
    *act_paths(pages_life, pages_templates, pages_sending, pages_points),
]
