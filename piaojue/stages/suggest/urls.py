"""Doors of 征集."""

from django.urls import path

from piaojue.stages.suggest import pages

urlpatterns = [
    path("<str:place>/<int:number>/suggestions/", pages.suggestion_list, name="suggestions"),
    path("<str:place>/<int:number>/suggest/", pages.new_suggestion, name="suggest"),
    path("<str:place>/<int:number>/suggest/for/", pages.new_on_behalf, name="suggest_for"),
    path("s/<int:pk>/", pages.suggestion_page, name="suggestion"),
]
