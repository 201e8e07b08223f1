"""Devices: a phone or a computer from which somebody has signed in is known, so that strangers who try lock out themselves alone.

A hall full of deputies has one address on the network. So nobody is locked out by address: what counts is the account, and
whether this device has been let in to it before (docs/domain.md#locked-out).
"""

import secrets
from hashlib import sha256
from ipaddress import IPv6Address
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from piaojue.commons.people.models import Person
from piaojue.commons.web.request import Request

COOKIE, SALT = "device", "people.device"
SECONDS = 400 * 86400
MOST_PEOPLE = 20
PRIVATE_NET = 0xFD << 120
"""fd00::/8, which no machine on the internet has: a device is kept where django-axes keeps an address."""
OTHERS = str(IPv6Address(PRIVATE_NET))
"""All devices that the account does not know count as one: else a stranger would take a new one for each guess."""


def _read(request: HttpRequest) -> tuple[str, list[int]]:
    """(the device's own word, keys of those who were let in from it); empty where the cookie is none of ours."""
    try:
        word, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return word, people


def known_device(request: HttpRequest, person: int | None) -> str:
    """The word of the device, where this person was let in from it before; else empty."""
    word, people = _read(request)
    return word if person and person in people else ""


def remember(request: Request, response: HttpResponse) -> None:
    """Mark the device of whoever is signed in."""
    if not request.session.session_key or not request.user.is_authenticated:
        return
    word, people = _read(request)
    if request.user.pk in people:
        return
    value = signing.dumps((word or secrets.token_hex(16), [*people, request.user.pk][-MOST_PEOPLE:]), salt=SALT)
    response.set_cookie(COOKIE, value, max_age=SECONDS, httponly=True, samesite="Lax", secure=request.is_secure())


def address_of(request: HttpRequest) -> str:
    """What django-axes takes for the address: the device, where the account knows it; else that of all others."""
    name = request.POST.get("login") or request.POST.get("username") or ""
    person = Person.objects.filter(username=name).values_list("pk", flat=True).first() if name else None
    word = known_device(request, person)
    if not word:
        return OTHERS
    return str(IPv6Address(PRIVATE_NET | int.from_bytes(sha256(word.encode()).digest()[:15], "big")))


def locked_out(request: Request, *_more: Any) -> HttpResponse:
    """Who tried too often from here reads how long to wait, and who can unlock."""
    return render(request, "people/locked_out.html", {}, status=429)
