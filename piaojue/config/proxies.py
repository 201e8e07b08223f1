"""Whose request it is behind a proxy: rate limits, sign-in lock-out and floods go by REMOTE_ADDR."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class TrustedProxies:
    """REMOTE_ADDR becomes the address that the outermost of our own TRUSTED_PROXIES proxies saw.

    Each proxy appends to X-Forwarded-For whom it answers, so only the last entries are ours; what stands before them
    anybody may have written. With too few entries (somebody went past the proxies) or none that is an address,
    REMOTE_ADDR stays.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.TRUSTED_PROXIES:
            seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if len(seen) >= settings.TRUSTED_PROXIES and (address := _address(seen[-settings.TRUSTED_PROXIES])):
                request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


def _address(text: str) -> str:
    """The address in its one spelling (an IPv4 address inside IPv6 as IPv4); empty when it is none."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
