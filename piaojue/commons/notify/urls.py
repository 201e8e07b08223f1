"""Doors of tasks and notices."""

from django.urls import path

from piaojue.commons.notify import pages

urlpatterns = [
    path("today/", pages.today, name="today"),
    path("notices/", pages.notices, name="notices"),
    path("notices/read/", pages.read, name="read_notices"),
    path("notices/how/", pages.hearing, name="hearing"),
    path("notices/mailbox/<str:token>/", pages.mailbox, name="confirm_mailbox"),
]
