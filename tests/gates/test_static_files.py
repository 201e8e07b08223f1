"""What a browser keeps for good is named by its content; what can tell something by its length is never compressed."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from piaojue.config.headers import SIGNED_IN
from piaojue.config.static_files import Compressed, StaticFiles, named_by_content

pytestmark = pytest.mark.once
HASHED = {"staticfiles": {"BACKEND": "piaojue.config.static_files.NamedByContent"}}


def test_a_style_is_served_under_its_content_and_kept_for_good():
    named = named_by_content("ui/base.css")
    assert named.startswith("ui/base.") and named.endswith(".css") and named != "ui/base.css"
    assert named_by_content("ui/none.css") == "ui/none.css" and named_by_content("ui/") == "ui/"
    with override_settings(STORAGES=HASHED, WHITENOISE_AUTOREFRESH=False):
        served = StaticFiles(lambda _request: HttpResponse(status=404))
        kept = served(RequestFactory().get(f"/static/{named}"))
        plain = served(RequestFactory().get("/static/ui/base.css"))
        gone = served(RequestFactory().get("/static/ui/base.000000000000.css"))
    assert "immutable" in kept["Cache-Control"] and "immutable" not in plain["Cache-Control"]
    assert b"".join(kept.streaming_content) == b"".join(plain.streaming_content) and gone.status_code == 404


@pytest.mark.parametrize(
    ("address", "signed_in", "zipped"), [("/", False, True), ("/", True, False), ("/booth/7/", False, False)]
)
def test_only_pages_that_hide_nothing_are_compressed(address, signed_in, zipped):
    request = RequestFactory().get(address, HTTP_ACCEPT_ENCODING="gzip")
    request.session = {SIGNED_IN: "1"} if signed_in else {}
    answer = Compressed(lambda _request: HttpResponse("票决" * 500))(request)
    assert answer.has_header("Content-Encoding") is zipped
