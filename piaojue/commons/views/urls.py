from django.urls import path

from piaojue.commons.views import pages

urlpatterns = [
    path("views/save/", pages.save, name="save_view"),
    path("views/<int:pk>/drop/", pages.drop, name="drop_view"),
]
