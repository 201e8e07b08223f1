"""Doors of corrections."""

from django.urls import path

from piaojue.commons.corrections import pages, pages_years
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("correct/<slug:kind>/<int:pk>/", pages.correct, name="correct"),
    path("corrections/", pages.correction_list, name="corrections"),
    path("corrections/<int:pk>/", pages.correction, name="correction"),
    path("motions/<int:pk>/", pages_years.motion, name="motion"),
    path("years/<int:pk>/voided/", pages_years.voided_year, name="voided_year"),
    *act_paths(pages, pages_years),
]
