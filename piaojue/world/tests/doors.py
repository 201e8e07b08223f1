"""Doors to the world: what is public is everybody's, here as on the pages; who is connected is the office's business."""

from piaojue.commons.roles import SIGNED_IN
from piaojue.commons.roles import Role as R
from piaojue.journey.tests.doors import life
from piaojue.world.tests import make
from tests.doors import door, everybody

API = "/api/v1"
YEAR = f"{API}/years/150102/2026"
LISTS = (
    "figures",
    "suggestions",
    "demands",
    "outcomes",
    "candidates",
    "results",
    "projects",
    "findings",
    "evaluations",
    "documents",
)
OFFICE = frozenset({R.CONGRESS_CLERK})


def a_partner(cast) -> dict:
    return {"pk": make.partner(cast).pk}


DOORS = [
    door("developers", "/api/", everybody(), setup=life),
    door("partners", "/partners/", OFFICE | {R.ADMIN}, setup=a_partner, neighbour=True),
    door("partner", "/partners/{pk}/", OFFICE, setup=a_partner),
    door("open_partner", "/partners/new/", OFFICE | {R.ADMIN}, setup=a_partner, neighbour=True),
    door("set_partner", "/partners/{pk}/set/", OFFICE, setup=a_partner),
    door("renew_key", "/partners/{pk}/renew/", OFFICE, setup=a_partner, method="post"),
    door("end_partner", "/partners/{pk}/end/", OFFICE, setup=a_partner, method="post"),
    door(
        "api_push_hotline",
        f"{YEAR}/hotline",
        frozenset(R),
        setup=life,
        method="post",
    ),
    door("api-root", f"{API}/", frozenset(), setup=life),
    door("openapi-json", f"{API}/openapi.json", everybody(), setup=life),
    door("api_places", f"{API}/places", everybody(), setup=life),
    door("api_place", f"{API}/places/150102", everybody(), setup=life),
    door("api_years", f"{API}/years", everybody(), setup=life),
    door("api_year", YEAR, everybody(), setup=life),
    door("api_demand", f"{API}/demands/{{demand}}", everybody(), setup=life),
    door("api_project", f"{API}/projects/{{code}}", everybody(), setup=life),
    door(
        "budget_codes",
        "/150102/2026/budget-codes/",
        {R.FINANCE, R.GOV_OFFICE, R.CONGRESS_CLERK, R.COMMITTEE},
        setup=life,
    ),
    door("data_package", "/150102/2026/datapackage.json", everybody(), setup=life),
    door("catalogue", "/catalogue.jsonld", everybody(), setup=life),
    door("place_feed", "/feed/1501/", everybody(), setup=life),
    door("field_feed", "/feed/150102/housing/", everybody(), setup=life),
    door("project_feed", "/p/{code}/feed/", everybody(), setup=life),
    door("follows", "/follows/", SIGNED_IN, neighbour=True),
    door("follow_project", "/p/{code}/follow/", SIGNED_IN, setup=life, method="post", neighbour=True),
    door("project_card", "/p/{code}/card.png", everybody(), setup=life),
    door("embedded_project", "/embed/p/{code}/", everybody(), setup=life),
    door("embedded_board", "/embed/150102/2026/", everybody(), setup=life),
    door("favicon", "/favicon.ico", everybody(), setup=life),
    door("site_icon", "/icon-180.png", everybody(), setup=life),
    door("robots", "/robots.txt", everybody(), setup=life),
    door("sitemap", "/sitemap.xml", everybody(), setup=life),
    door("sitemap_part", "/sitemap-projects.xml", everybody(), setup=life),
    *(door(f"api_{name}", f"{YEAR}/{name}", everybody(), setup=life) for name in LISTS),
]
