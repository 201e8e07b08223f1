"""Addresses that belong to no room: one act for many things."""

from django.urls import path

from piaojue.commons.web.many import many

urlpatterns = [path("many/<str:kind>/", many, name="many")]
