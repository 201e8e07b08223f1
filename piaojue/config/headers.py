"""What every answer tells a browser: whose scripts run, that nothing is framed, what is not kept on a shared computer."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; script-src 'self'{script}; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:{tiles}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Scripts come from our own files alone, and that one file of an official account which the office names (WECHAT_SDK). A style attribute may give a bar its length, which is data; it can run nothing."""
TILES = " https://*.tianditu.gov.cn"
"""Where tiles come from once the office has a key."""
PERMISSIONS = "accelerometer=(), camera=(self), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
SIGNED_IN = "_auth_user_id"
INSIDES = ("MicroMessenger", "DingTalk", "TaurusApp")
"""Words of browsers inside other programs (world/insides.py)."""


class Headers:
    """Sets `request.csp_nonce` for the few pages with a style element, and the headers of every answer.

    Pages of who is signed in are not kept by the browser: the next person at an office's computer cannot go back to them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(12)  # type: ignore[attr-defined]  # templates read it
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code == 500):  # the traceback of `make dev` brings its own style
            tiles = TILES if settings.TIANDITU_KEY else ""
            sdk = settings.WECHAT.get("sdk", "")
            script = f" {sdk}" if sdk else ""
            policy = POLICY.format(nonce=request.csp_nonce, tiles=tiles, script=script)  # type: ignore[attr-defined]
            response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if SIGNED_IN in getattr(request, "session", ()):
            response.headers.setdefault("Cache-Control", "private, no-store")
        if response.headers.get("Content-Type", "").startswith("text/html") and _is_inside(request):
            response.headers.setdefault("Cache-Control", "no-cache")  # such browsers show old pages otherwise
        return response


def _is_inside(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    return any(word in agent for word in INSIDES)
