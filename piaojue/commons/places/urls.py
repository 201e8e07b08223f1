"""Doors of the region tree."""

from django.urls import path

from piaojue.commons.places import pages
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("places/children/", pages.children, name="place_children"),
    path("places/<place:place>/map.json", pages.region_map, name="place_map"),
    *act_paths(pages),
]
