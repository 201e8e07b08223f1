"""Where a voice came from, as a mark that cannot be turned back into an address: to see floods, not people.

The mark is keyed with the server's secret and the year, so that it says nothing outside them (个人信息保护法 51 条:
de-identified). Many accounts behind one mark are one voice beyond FLOOD.
"""

from ipaddress import ip_network

from django.utils.crypto import salted_hmac

from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year

SECONDS_PER_HOUR = 60
FLOOD = 5
"""Accounts of one source that may speak for one demand as so many people: a family, a small office."""


def source_of(request: Request, year: Year) -> str:
    """24 hex digits; the same for the same address within one year, of IPv6 for the same /64: one connection holds all of it."""
    address = request.META.get("REMOTE_ADDR", "")
    if ":" in address:
        address = str(ip_network(f"{address}/64", strict=False))
    return salted_hmac(f"piaojue.source.{year.pk}", address, algorithm="sha256").hexdigest()[:24]
