"""Door of the region tree."""

from django.urls import path

from piaojue.commons.places import pages

urlpatterns = [path("places/children/", pages.children, name="place_children")]
