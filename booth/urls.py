"""The booth's doors, answered apart from the site (config/booth_apart.py): no session, no cookie, no seat."""

from django.urls import path

from booth import pages
from booth.sealed import pages as sealed

urlpatterns = [
    path("booth/page/<str:name>", pages.page_file, name="booth_page_file"),
    path("booth/phone/", pages.phone, name="booth_phone"),
    path("booth/<uuid:uuid>/", pages.enter, name="booth"),
    path("booth/<uuid:uuid>/ballot/", pages.ballot, name="booth_ballot"),
    path("booth/<uuid:uuid>/review/", pages.review, name="booth_review"),
    path("booth/<uuid:uuid>/cast/", pages.cast, name="booth_cast"),
    path("booth/<uuid:uuid>/check/", pages.check, name="booth_check"),
    path("booth/<uuid:uuid>/opened/", pages.opened, name="booth_opened"),
    path("booth/<uuid:uuid>/opened/<slug:code>/", sealed.opened, name="booth_opened_ballot"),
    path("booth/<uuid:uuid>/slip/", sealed.slip, name="booth_slip"),
    path("booth/<uuid:uuid>/ballots/", sealed.ballots, name="booth_ballots"),
    path("booth/<uuid:uuid>/transcribed/", sealed.transcribed, name="booth_transcribed"),
    path("booth/<uuid:uuid>/hand/", sealed.hand, name="booth_hand"),
    path("booth/<uuid:uuid>/board.json", sealed.about, name="booth_board"),
    path("booth/<uuid:uuid>/board.bel", sealed.archive, name="booth_archive"),
    path("booth/<uuid:uuid>/checkpoints.txt", sealed.checkpoints, name="booth_checkpoints"),
    path("booth/<uuid:uuid>/bundle.zip", sealed.bundle, name="booth_bundle"),
    path("booth/<uuid:uuid>/station/", sealed.station, name="booth_station"),
    path("booth/<uuid:uuid>/slips/", sealed.slips, name="booth_slips"),
]
