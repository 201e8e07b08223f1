"""Every answer says whose scripts run, and pages of who is signed in are not kept on a shared computer."""

import re
from pathlib import Path

import pytest

from piaojue.config.headers import POLICY

ROOT = Path(__file__).resolve().parents[2]
ON_PAPER = {"official.html"}
"""Laid out by the server for the printer alone; no browser opens it."""
TEMPLATES = [
    path
    for room in ("piaojue", "booth")
    for path in (ROOT / room).glob("**/templates/**/*.html")
    if path.name not in ON_PAPER
]


@pytest.mark.once
def test_a_page_lets_no_strange_script_run_and_is_not_kept(db, cast, as_):
    shown, own = as_(None).get("/"), as_(cast.clerk_li).get("/notices/")
    for answer in (shown, own):
        policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
        assert policy["script-src"] == "'self'" and "unsafe" not in policy["style-src"] + policy["default-src"]
        assert (policy["object-src"], policy["frame-ancestors"]) == ("'none'", "'none'")
        assert answer["Referrer-Policy"] == "same-origin" and answer["X-Content-Type-Options"] == "nosniff"
    assert own["Cache-Control"] == "private, no-store" and "no-store" not in shown.get("Cache-Control", "")
    assert as_(None).get("/nothing/here/")["Content-Security-Policy"]


def test_no_template_needs_a_script_of_its_own():
    """`script-src 'self'` would break it: handlers in attributes, scripts between tags, addresses that are scripts."""
    inline = re.compile(r"<script(?![^>]*(?:src=|application/json))|\son[a-z]+=|hx-on|javascript:|<style>")
    assert len(TEMPLATES) > 200 and "unsafe-eval" not in POLICY
    tags = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.S)
    found = {path.name: inline.findall(tags.sub("", path.read_text())) for path in TEMPLATES}
    assert {name: words for name, words in found.items() if words} == {}
