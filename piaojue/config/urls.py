"""All doors: every room lists its own in its urls.py. tests/gates/test_doors.py knows each of them."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

import piaojue.commons.places.address  # noqa: F401 registers <place:…>

urlpatterns = [path("i18n/", include("django.conf.urls.i18n"))]
for app in settings.INSTALLED_APPS:
    if app.startswith("piaojue.") and find_spec(f"{app}.urls"):
        urlpatterns += import_module(f"{app}.urls").urlpatterns

handler404 = "piaojue.config.refusals.not_found"
handler500 = "piaojue.config.refusals.broken"
handler403 = "piaojue.config.refusals.forbidden"
