"""Door of files."""

from django.urls import path

from piaojue.commons.evidence import pages

urlpatterns = [path("files/<int:pk>/", pages.file, name="file")]
