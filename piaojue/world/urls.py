"""Doors to the world: the API, who is connected, and files and small pages for other programs."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.world import pages, pages_budget, pages_following, pages_public
from piaojue.world.api.api import api
from piaojue.world.sitemaps import SITEMAPS

MAPS = {"sitemaps": SITEMAPS}
YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path("api/", pages.developers, name="developers"),
    path("api/v1/", api.urls),
    path("partners/", pages.partners, name="partners"),
    path("partners/<int:pk>/", pages.partner, name="partner"),
    *act_paths(pages),
    path(f"{YEAR}/budget-codes/", pages_budget.budget_codes, name="budget_codes"),
    path(f"{YEAR}/datapackage.json", pages_public.data_package, name="data_package"),
    path("catalogue.jsonld", pages_public.catalogue, name="catalogue"),
    path("feed/<place:place>/", pages_public.place_feed, name="place_feed"),
    path("feed/<place:place>/<slug:category>/", pages_public.place_feed, name="field_feed"),
    path("p/<str:code>/feed/", pages_public.project_feed, name="project_feed"),
    path("p/<str:code>/follow/", pages_public.follow_project, name="follow_project"),
    path("follows/", pages_following.follows, name="follows"),
    path("p/<str:code>/card.png", pages_public.project_card, name="project_card"),
    path("embed/p/<str:code>/", pages_public.embedded_project, name="embedded_project"),
    path(f"embed/{YEAR}/", pages_public.embedded_board, name="embedded_board"),
    path("favicon.ico", pages_public.site_icon, name="favicon"),
    path("icon-<int:size>.png", pages_public.site_icon, name="site_icon"),
    path("robots.txt", pages_public.robots, name="robots"),
    path("sitemap.xml", index, {**MAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, MAPS, name="sitemap_part"),
]
