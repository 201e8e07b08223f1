"""Bad input on every form of a page: a clear message, what was typed is still there, never a stack trace.

The forms are found on the pages themselves (tests/doors.py), so a new form is tried without being listed here.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from lxml import html

from tests.doors import undone, unwritten

LONG = "很长" * 30_000
NASTY = "<script>alert(1)</script>'\"; DROP TABLE x; -- \u202e\x0b"
NUMBER = "99999999999999999999999"
NOT_A_PICTURE = b"MZ this is a program"
ELSEWHERE = ("/leave/", "/i18n/", "/text-size/", "/seat/")


@dataclass
class Form:
    """A POST form as a browser would see it: where it goes and what it holds."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> list[str]:
        """What somebody fills in."""
        return [name for name in self.kinds if not name.startswith("_") and name != "csrfmiddlewaretoken"]

    @property
    def likeness(self) -> tuple[str, tuple[str, ...]]:
        """The same for two forms that ask the same of the same address, wherever they stand."""
        return self.action, tuple(sorted(self.kinds))


def forms_of(page: bytes, path: str) -> list[Form]:
    forms = []
    for node in html.fromstring(page).iter("form"):
        action = node.get("action") or path
        if (node.get("method") or "get").lower() != "post" or action.startswith(ELSEWHERE):
            continue
        form = Form(action)
        for item in node.iter("input", "select", "textarea"):
            if name := item.get("name"):
                kind = item.get("type", item.tag) if item.tag == "input" else item.tag
                form.kinds[name] = kind
                if kind == "textarea":
                    form.values[name] = item.text or ""
                elif kind == "select":
                    form.values[name] = next(
                        (o.get("value", "") for o in item.iter("option") if o.get("selected") is not None), ""
                    )
                elif kind not in ("checkbox", "radio") or item.get("checked") is not None:
                    form.values[name] = item.get("value", "")
        forms.append(form)
    return forms


def attacks(form: Form) -> dict[str, dict]:
    """Several wrong ways to send it. Hidden guards (_tap) go along, so that the attempt reaches the form.

    Where nothing is typed there are two: a button is pressed, or its guards are forged.
    """
    typed = form.typed
    guards = {n: v for n, v in form.values.items() if n.startswith("_")}

    def every(value: object) -> dict:
        return guards | {
            n: SimpleUploadedFile("照片.png", NOT_A_PICTURE, "image/png") if form.kinds[n] == "file" else value
            for n in typed
        }

    forged = every("0") | {"_version": "-7", "_tap": NASTY}
    if not typed:
        return {PRESSED: guards, "forged ids": forged}
    return {
        "nothing at all": dict(guards),
        "too long": every(LONG),
        "nasty text": every(NASTY),
        "numbers out of range": every(NUMBER),
        "negative": every("-1"),
        "forged ids": forged,
        "lists": guards | {n: ["a", "b"] for n in typed if form.kinds[n] != "file"},
    }


PRESSED = "pressed"
WRITTEN_OUT = (PRESSED, "nothing at all", "too long", "nasty text")
"""What is shown again as it was typed; the answers to the rest are judged by their status."""
OF_THE_DATABASE = (PRESSED, "too long", "nasty text", "numbers out of range")
"""What another database may take otherwise; the rest is refused before it is asked."""


def survived(browser: Client, path: str, page: bytes, tried: set) -> Iterator[str]:
    """What is wrong with the answers to bad input on the page's forms.

    tried: the likenesses of the forms that need no second try, as the same person was there; the page's own are added.
    """
    browser.raise_request_exception = False
    for form in forms_of(page, path):
        if form.likeness in tried:
            continue
        tried.add(form.likeness)
        for how, data in attacks(form).items():
            if connection.vendor != "sqlite" and how not in OF_THE_DATABASE:
                continue
            with undone(), nullcontext() if how in WRITTEN_OUT else unwritten():
                answer = browser.post(form.action, data)
            if answer.status_code >= 500:
                yield f"{form.action}: {how}: {answer.status_code}"
            elif how == "nasty text" and answer.status_code in (409, 422) and b"<script>alert(1)" in answer.content:
                yield f"{form.action}: what was typed comes back as markup"
            elif (
                how == "nasty text"
                and answer.status_code == 422
                and "textarea" in form.kinds.values()
                and b"DROP TABLE" not in answer.content
            ):
                yield f"{form.action}: what was typed is gone"
