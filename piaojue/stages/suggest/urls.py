"""Doors of 征集."""

from django.urls import path

from piaojue.commons.web.act_pages import act_paths
from piaojue.stages.suggest import pages, pages_alarms, pages_asking, pages_campaign, pages_desk, pages_new, pages_slips

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/campaign/", pages_campaign.campaign, name="campaign"),
    path(f"{YEAR}/campaign/<slug:kind>.pdf", pages_campaign.poster, name="poster"),
    path(f"{YEAR}/suggestions/", pages.suggestion_list, name="suggestions"),
    path(f"{YEAR}/asked/", pages_asking.asked_list, name="asked"),
    path(f"{YEAR}/similar/", pages.similar, name="similar"),
    path(f"{YEAR}/suggest/", pages_new.new_suggestion, name="suggest"),
    path(f"{YEAR}/suggest/await/", pages_new.await_suggesting, name="await_suggesting"),
    path(f"{YEAR}/suggest/for/", pages_new.new_on_behalf, name="suggest_for"),
    path(f"{YEAR}/suggest/slips/", pages_slips.slips, name="slips"),
    path(f"{YEAR}/alarms/", pages_alarms.alarms, name="alarms"),
    path("s/<int:pk>/", pages.suggestion_page, name="suggestion"),
    path("my/suggestions/", pages.mine, name="my_suggestions"),
    path("look-up/", pages.look_up, name="look_up"),
    *act_paths(pages, pages_alarms, pages_asking, pages_campaign, pages_desk),
]
