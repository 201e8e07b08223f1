"""A filed paper as the tree that is printed: as it was drawn up, or read out of the text that somebody typed."""

import re
from dataclasses import replace
from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from engines.papers import Draft, blocks_from
from piaojue.commons.years.models import Paper

DAY = re.compile(r"^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日$")
PASSED = re.compile(r"^（.{4,80}通过）$")
"""题注 below the title of a paper that a body has passed."""
LONGEST_ISSUER = 40


def draft_of(paper: Paper) -> Draft:
    """The paper with its title, number and day. A typed text keeps each of its lines."""
    mark = paper.year.mark.strip("（）")
    try:
        drawn_up: Draft = paper.document.shown  # commons.drafting, a floor above, adds it
        return replace(drawn_up, title=paper.title, number=paper.doc_no or drawn_up.number)
    except ObjectDoesNotExist:
        pass
    lines = paper.body.splitlines()
    signed, on = _signature(lines)
    if on is not None:
        lines = lines[: -1 - len(signed)]
    passed = lines.pop(0).strip() if lines and PASSED.match(lines[0].strip()) else ""
    return Draft(
        title=paper.title,
        number=paper.doc_no,
        passed=passed,
        blocks=blocks_from("\n".join(lines)),
        signed=signed or (paper.seat.body.name,),
        on=on or paper.issued_on,
        mark=mark,
    )


def _signature(lines: list[str]) -> tuple[tuple[str, ...], date | None]:
    """落款 at the end of a text: who issues it, and the day; nothing where the text has none."""
    while lines and not lines[-1].strip():
        lines.pop()
    found = DAY.match(lines[-1].strip()) if lines else None
    if found is None:
        return (), None
    try:
        on = date(*map(int, found.groups()))
    except ValueError:
        return (), None
    before = lines[-2].strip() if len(lines) > 1 else ""
    named = bool(before) and len(before) <= LONGEST_ISSUER and not before.endswith(("。", "：", "；", "_"))
    return ((before,) if named else ()), on
