"""Bad input on every form of every page: a clear message, what was typed is still there, never a stack trace.

The forms are found on the pages themselves (tests/doors.py), so a new form is tried without being listed here.
"""

from dataclasses import dataclass, field

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from lxml import html

from piaojue.commons.people.roles import Role
from tests.doors import ACTORS
from tests.gates.test_doors import Undo, all_doors

LONG = "很长" * 30_000
NASTY = "<script>alert(1)</script>'\"; DROP TABLE x; -- \u202e\x0b"
NUMBER = "99999999999999999999999"
NOT_A_PICTURE = b"MZ this is a program"
ELSEWHERE = ("/leave/", "/i18n/", "/text-size/", "/seat/")

PAGES = [door for door in all_doors() if door.method == "get" and door.open_to]


@dataclass
class Form:
    """A POST form as a browser would see it: where it goes and what it holds."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


def forms_of(page: bytes, path: str) -> list[Form]:
    found = []
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
                    form.values[name] = next((o.get("value", "") for o in item.iter("option") if o.get("selected") is not None), "")
                elif kind not in ("checkbox", "radio") or item.get("checked") is not None:
                    form.values[name] = item.get("value", "")
        found.append(form)
    return found


def attacks(form: Form) -> dict[str, dict]:
    """Several wrong ways to send it. Hidden guards (_tap) go along, so that the attempt reaches the form."""
    typed = [n for n, kind in form.kinds.items() if not n.startswith("_") and n != "csrfmiddlewaretoken"]
    guards = {n: v for n, v in form.values.items() if n.startswith("_")}

    def every(value: object) -> dict:
        return guards | {n: SimpleUploadedFile("照片.png", NOT_A_PICTURE, "image/png") if form.kinds[n] == "file" else value for n in typed}

    return {
        "nothing at all": dict(guards),
        "too long": every(LONG),
        "nasty text": every(NASTY),
        "numbers out of range": every(NUMBER),
        "negative": every("-1"),
        "forged ids": every("0") | {"_version": "-7", "_tap": NASTY},
        "lists": guards | {n: ["a", "b"] for n in typed if form.kinds[n] != "file"},
    }


OF_THE_DATABASE = ("too long", "nasty text", "numbers out of range")
"""What another database may take otherwise; the rest is refused before it is asked."""


@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.name)
def test_forms_survive_bad_input(door, cast, as_):
    values = (door.setup(cast) if door.setup else None) or {}
    path = door.path.format(**values)
    role = max(door.open_to - {Role.ADMIN} or door.open_to, key=list(ACTORS).index)
    browser = as_(getattr(cast, ACTORS[role]) if ACTORS[role] else None)
    browser.raise_request_exception = False
    page = browser.get(path)
    if page.status_code != 200 or "html" not in page["Content-Type"]:
        return
    wrong = []
    for form in forms_of(page.content, path):
        for how, data in attacks(form).items():
            if connection.vendor != "sqlite" and how not in OF_THE_DATABASE:
                continue
            try:
                with transaction.atomic():
                    answer = browser.post(form.action, data)
                    raise Undo
            except Undo:
                pass
            if answer.status_code >= 500:
                wrong.append(f"{form.action}: {how}: {answer.status_code}")
            elif how == "nasty text" and answer.status_code in (409, 422) and b"<script>alert(1)" in answer.content:
                wrong.append(f"{form.action}: what was typed comes back as markup")
            elif how == "nasty text" and answer.status_code == 422 and "textarea" in form.kinds.values() and b"DROP TABLE" not in answer.content:
                wrong.append(f"{form.action}: what was typed is gone")
    assert wrong == []
