"""All doors: every room lists its own in its urls.py. tests/gates/test_doors.py knows each of them."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

import piaojue.commons.places.address  # noqa: F401 registers <place:…>

# without a token, so that one page can be shown to everybody (commons/web/shared.py); it sets a cookie of the language alone
urlpatterns = [path("i18n/setlang/", csrf_exempt(set_language), name="set_language")]
for app in settings.INSTALLED_APPS:
    if app.startswith("piaojue.") and find_spec(f"{app}.urls"):
        urlpatterns += import_module(f"{app}.urls").urlpatterns

handler400 = "piaojue.config.refusals.refused_early"
handler404 = "piaojue.config.refusals.not_found"
handler500 = "piaojue.config.refusals.broken"
handler403 = "piaojue.config.refusals.forbidden"
