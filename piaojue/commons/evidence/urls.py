"""Door of files."""

from django.urls import path

from piaojue.commons.evidence import pages

urlpatterns = [
    path("files/<int:pk>/", pages.file, name="file"),
    path("files/<int:pk>/<int:width>.webp", pages.sized_photo, name="sized_photo"),
]
