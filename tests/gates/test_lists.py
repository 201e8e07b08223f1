"""Lists ask the database as often for many rows as for few."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from piaojue.commons.places import known
from piaojue.commons.roles import Role
from piaojue.stages.suggest import gazetteer
from tests import cast as the_cast
from tests.doors import all_doors
from tests.gates.growing import council_meets, grow, residents_say_why

pytestmark = pytest.mark.once

FEW, MANY = 4, 9
PAGES = [
    "/", "/echo/", "/choose/suggest/", "/choose/candidates/", "/choose/projects/", "/choose/evaluation/", "/search/?q=电梯",
    "/search/?q=电梯&kind=project", "/years/", "/sittings/", "/sittings/{sitting}/", "/policy/", "/places/children/?of=1501",
    "/city/1501/", "/city/1501/wall/", "/city/1501/years/", "/city/1501/years.xlsx", "/150102/2026/", "/150102/2026/road/", "/papers/{paper}/", "/papers/{paper}.pdf",
    "/150102/2026/campaign/", "/150102/2026/suggestions/", "/150102/2026/asked/", "/150102/2026/similar/?title=电梯", "/s/{suggestion}/", "/s/{suggestion}/way/",
    "/150102/2026/demands/", "/d/{demand}/", "/d/{demand}/from/", "/150102/2026/outcomes/", "/outcomes/{outcome}/", "/150102/2026/echo/",
    "/150102/2026/candidates/", "/150102/2026/candidates.pdf", "/dossiers/{dossier}/", "/150102/2026/compare/",
    "/150102004/2026/consultations/", "/consultations/{consultation}/",
    "/150102/2026/questions/", "/questions/{question}/", "/150102/2026/polls/", "/150102/2026/result/",
    "/150102/2026/projects/", "/150102/2026/projects/rules/", "/150102/2026/wall/", "/p/P0/",
    "/150102/2026/supervision-plans/", "/supervision-plans/{plan}/", "/150102/ledger/",
    "/150102/2026/supervision/", "/activities/{activity}/", "/150102/2026/findings/", "/findings/{finding}/",
    "/150102/2026/deputy-suggestions/", "/deputy-suggestions/{suggested}/", "/150102/2026/interpellations/", "/interpellations/{called}/",
    "/150102/2026/review-opinions/", "/review-opinions/{opinion}/",
    "/150102/2026/evaluation/", "/150102/2026/evaluation/rules/", "/surveys/{survey}/", "/surveys/{residents}/", "/surveys/{residents}/notice.pdf",
    "/rectifications/{rectification}/",
    "/150102/2026/board/", "/150102/2026/board.xlsx", "/150102/2026/coverage/", "/150102/2026/coverage.xlsx",
    "/150102/2026/data/", "/150102/2026/data/suggestions.csv", "/150102/2026/data/projects.json",
    "/decisions/", "/decisions/{decision}/", "/150102/2026/decisions/", "/sittings/{sitting}/order/",
    "/150102/law/", "/instruments/{instrument}/", "/150102/privacy/", "/witness/",
    "/api/", "/catalogue.jsonld", "/150102/2026/datapackage.json", "/feed/150102/", "/feed/150102/transport/", "/p/P0/feed/",
    "/p/P0/card.png", "/embed/p/P0/", "/embed/150102/2026/", "/sitemap.xml", "/sitemap-years.xml", "/150102/2026/demands/options/?q=电梯",
    "/api/v1/places", "/api/v1/places/150102", "/api/v1/years/150102/2026/figures",
    "/api/v1/years", "/api/v1/years/150102/2026", "/api/v1/years/150102/2026/suggestions",
    "/api/v1/years/150102/2026/demands", "/api/v1/demands/{demand}", "/api/v1/years/150102/2026/outcomes",
    "/api/v1/years/150102/2026/candidates", "/api/v1/years/150102/2026/results", "/api/v1/years/150102/2026/projects",
    "/api/v1/projects/P0",
    "/api/v1/years/150102/2026/findings", "/api/v1/years/150102/2026/evaluations", "/api/v1/years/150102/2026/documents",
]  # fmt: skip
WITHOUT_ROWS = {
    "spot_offline",
    "spot_worker",
    "survey_invited",
    "enter",
    "enter_staff",
    "demo",
    "forgotten_password",
    "look_up",
    "poster",
    "place_map",
    "file",
    "sized_photo",
    "poll",
    "closed_account",
    "confirm_mailbox",
    "healthz",
    "measures",
    "metrics",
    "kept_heads",
    "witnessed_file",
    "wechat_back",
    "openapi-json",
    "robots",
    "favicon",
    "site_icon",
    "calendar",
}
"""Public doors that show no rows of a year: forms to come in, one file, one leaflet. `poll` leads on to the result, and
`calendar` and `survey_invited` are one person's by a secret address."""
DESK = [
    "/today/",
    "/150102/2026/asked/",
    "/150102/2026/archive/",
    "/150102/2026/checkpoints/",
    "/city/150102/leader/",
    "/150102/2026/dossiers/",
    "/150102/2026/appeals/",
    "/150102/2026/alarms/",
    "/150102/2026/screening/",
    "/log/",
    "/people/",
    "/notices/",
    "/150102/2026/compare/",
    "/150102/2026/circulation/",
    "/150102/2026/deliberation/",
    "/150102/2026/outcomes/",
    "/150102/2026/projects/",
    "/150102/2026/findings/",
]
RESIDENT = ["/my/suggestions/", "/notices/", "/today/", "/surveys/{asking}/reply/"]


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage="soliciting")


AN_HOUR = 3600


def test_lists_ask_as_often_for_many_rows_as_for_few(cast, year, as_, monkeypatch):
    for kept in (known, gazetteer):  # names of places are asked for once a minute, which may fall between few and many
        monkeypatch.setattr(kept, "KEPT_SECONDS", AN_HOUR)
    first = grow(cast, year, range(FEW))
    values = first.addresses | residents_say_why(cast, year, range(FEW))
    values["consultation"] = council_meets(cast, range(FEW)).pk
    readers = [(as_(None), PAGES), (as_(cast.clerk_li), DESK), (as_(cast.resident_wang), RESIDENT)]
    few = [counted(browser, pages, values) for browser, pages in readers]
    grow(cast, year, range(FEW, MANY), first)
    residents_say_why(cast, year, range(FEW, MANY))
    council_meets(cast, range(FEW, MANY))
    many = [counted(browser, pages, values) for browser, pages in readers]
    grown = [
        {page: (before[page], after[page]) for page in after if after[page] > before[page]}
        for before, after in zip(few, many, strict=True)
    ]
    assert not any(grown), str(grown)


def test_every_page_that_is_open_to_everybody_is_counted():
    names = {resolve(re.sub("{.*?}", "1", page.split("?")[0])).url_name for page in PAGES}
    public = {door.name for door in all_doors() if door.open_to == set(Role) and door.method == "get"}
    assert public - names - WITHOUT_ROWS == set()


def counted(browser: Client, pages: list[str], values: dict[str, int]) -> dict[str, int]:
    """Page → how many queries its second showing takes."""
    counts = {}
    for page in pages:
        address = page.format(**values)
        assert b"".join(browser.get(address)), address
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
            b"".join(answer)
        assert answer.status_code == 200, address
        counts[page] = len(queries)
    return counts
