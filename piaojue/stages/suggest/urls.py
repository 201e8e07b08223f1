"""Doors of 征集."""

from django.urls import path

from piaojue.stages.suggest import pages, pages_alarms, pages_campaign

urlpatterns = [
    path("<place:place>/<int:number>/campaign/", pages_campaign.campaign, name="campaign"),
    path("<place:place>/<int:number>/campaign/new/", pages_campaign.new_campaign, name="new_campaign"),
    path("<place:place>/<int:number>/campaign/<slug:kind>.pdf", pages_campaign.poster, name="poster"),
    path("<place:place>/<int:number>/tickets/import/", pages_campaign.import_tickets, name="import_tickets"),
    path("<place:place>/<int:number>/suggestions/export/", pages_campaign.export_all, name="export_suggestions"),
    path("<place:place>/<int:number>/suggestions/", pages.suggestion_list, name="suggestions"),
    path("<place:place>/<int:number>/similar/", pages.similar, name="similar"),
    path("<place:place>/<int:number>/suggest/", pages.new_suggestion, name="suggest"),
    path("<place:place>/<int:number>/suggest/for/", pages.new_on_behalf, name="suggest_for"),
    path("<place:place>/<int:number>/alarms/", pages_alarms.alarms, name="alarms"),
    path("alarms/<int:pk>/", pages_alarms.handle_alarm, name="handle_alarm"),
    path("s/<int:pk>/", pages.suggestion_page, name="suggestion"),
    path("s/<int:pk>/contact/", pages.correct_contact, name="correct_contact"),
    path("s/<int:pk>/withdraw/", pages.withdraw, name="withdraw"),
    path("s/<int:pk>/second/", pages.support, name="support"),
    path("my/suggestions/", pages.mine, name="my_suggestions"),
    path("look-up/", pages.look_up, name="look_up"),
]
