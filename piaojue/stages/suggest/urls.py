"""Doors of 征集."""

from django.urls import path

from piaojue.stages.suggest import pages, pages_alarms, pages_campaign, pages_new

YEAR = "<place:place>/<int:number>"
urlpatterns = [
    path(f"{YEAR}/campaign/", pages_campaign.campaign, name="campaign"),
    path(f"{YEAR}/campaign/new/", pages_campaign.new_campaign, name="new_campaign"),
    path(f"{YEAR}/campaign/<slug:kind>.pdf", pages_campaign.poster, name="poster"),
    path(f"{YEAR}/tickets/import/", pages_campaign.import_tickets, name="import_tickets"),
    path(f"{YEAR}/suggestions/export/", pages_campaign.export_all, name="export_suggestions"),
    path(f"{YEAR}/suggestions/", pages.suggestion_list, name="suggestions"),
    path(f"{YEAR}/similar/", pages.similar, name="similar"),
    path(f"{YEAR}/suggest/", pages_new.new_suggestion, name="suggest"),
    path(f"{YEAR}/suggest/for/", pages_new.new_on_behalf, name="suggest_for"),
    path(f"{YEAR}/alarms/", pages_alarms.alarms, name="alarms"),
    path("alarms/<int:pk>/", pages_alarms.handle_alarm, name="handle_alarm"),
    path("s/<int:pk>/", pages.suggestion_page, name="suggestion"),
    path("s/<int:pk>/contact/", pages.correct_contact, name="correct_contact"),
    path("s/<int:pk>/withdraw/", pages.withdraw, name="withdraw"),
    path("s/<int:pk>/second/", pages.support, name="support"),
    path("my/suggestions/", pages.mine, name="my_suggestions"),
    path("look-up/", pages.look_up, name="look_up"),
]
