"""A signature binds what was signed: the gate's papers and decisions in their exact versions, and what rooms add.

A room adds in its gates.py:

    @binds("freeze_candidates")
    def candidates(year): return {"候选项目“加装电梯”": "<fingerprint>"}
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from piaojue.commons.things import snapshot
from piaojue.commons.years.models import Paper, PaperKind, Signature, Year
from piaojue.commons.years.road import Gate

Binding = Callable[[Year], Mapping[str, str]]
BOUND: dict[str, list[Binding]] = {}
UNTOUCHED = frozenset({"public", "at", "upload_id"})
"""Columns of a paper that change nothing of what it says."""


def binds(*gates: str) -> Callable[[Binding], Binding]:
    """Register what else is signed with one of these gates: what it is called → its fingerprint."""

    def register(binding: Binding) -> Binding:
        for gate in gates:
            BOUND.setdefault(gate, []).append(binding)
        return binding

    return register


def digest(values: object) -> str:
    """The fingerprint of JSON values: sha256, hex."""
    return sha256(json.dumps(values, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def bound_now(year: Year, gate: Gate, decisions: Mapping[str, Any]) -> dict[str, str]:
    """What a signature under this gate binds now: what it is called → its fingerprint. decisions: matter in words → decision."""
    papers = Paper.objects.filter(year=year, kind__in=gate.papers).select_related("upload").order_by("pk")
    found = {f"{PaperKind(paper.kind).label}“{paper.title}”": fingerprint(paper) for paper in papers}
    found |= {f"会议决定“{matter}”": digest([row.pk, snapshot(row)]) for matter, row in decisions.items() if row}
    for binding in BOUND.get(gate.key, []):
        found |= binding(year)
    return found


def fingerprint(paper: Paper) -> str:
    """Of a paper's words and of its file's bytes."""
    said_there = {name: value for name, value in snapshot(paper).items() if name not in UNTOUCHED}
    return digest([said_there, paper.upload.sha256 if paper.upload else ""])


def changes_since(signature: Signature, now: Mapping[str, str]) -> list[str]:
    """What has changed since somebody signed, in words; none, too, for signatures from before such things were kept."""
    then: dict[str, str] = signature.bound
    if not then:
        return []
    changed = [_("%(what)s有改动") % {"what": what} for what, mark in now.items() if then.get(what, mark) != mark]
    added = [_("新增%(what)s") % {"what": what} for what in now if what not in then]
    gone = [_("没有了%(what)s") % {"what": what} for what in then if what not in now]
    return changed + added + gone
