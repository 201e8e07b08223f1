"""The booth's doors, answered apart from the site (config/booth_apart.py): no session, no cookie, no seat."""

from django.urls import path

from booth import pages

urlpatterns = [
    path("booth/<uuid:uuid>/", pages.enter, name="booth"),
    path("booth/<uuid:uuid>/ballot/", pages.ballot, name="booth_ballot"),
    path("booth/<uuid:uuid>/review/", pages.review, name="booth_review"),
    path("booth/<uuid:uuid>/cast/", pages.cast, name="booth_cast"),
    path("booth/<uuid:uuid>/check/", pages.check, name="booth_check"),
]
