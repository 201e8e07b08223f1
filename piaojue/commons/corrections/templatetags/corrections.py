"""Tags for pages of things that can be corrected. docs/ui.md shows them."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from piaojue.commons.corrections import queries
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.corrections.values import sentence
from piaojue.commons.words import said

register = template.Library()


@register.simple_tag(takes_context=True)
def correct_link(context: dict, thing: Any, kind: str = "quiet") -> SafeString:
    """`{% correct_link paper %}`: the link 更正, for who answers for the thing; one for each part of it."""
    links = [
        (kind, reverse("correct", args=[line.kind, thing.pk]), said(line.label))
        for line in queries.lines_for(thing, context["request"].seat)
    ]
    return format_html_join("", '<a class="btn btn--{}" href="{}">{}</a>', links)


@register.inclusion_tag("corrections/_marks.html")
def corrected(thing: Any) -> dict:
    """`{% corrected paper %}`: what everybody reads of its corrections: 更正于 2026年3月2日：…; private words never."""
    return {"rows": [_mark(row) for row in queries.public_of(thing)]}


@register.inclusion_tag("corrections/_earlier.html")
def earlier_versions(thing: Any) -> dict:
    """`{% earlier_versions delivery %}`: what stood there before each correction, private words too: for a page of those who read the thing."""
    rows = [row for row in queries.of_thing(thing) if row.state == CorrectionState.DONE]
    return {"rows": [(row, queries.differences(row.line, row.old, row.new)) for row in rows]}


@register.inclusion_tag("corrections/_marks.html")
def corrected_among(things: Any) -> dict:
    """`{% corrected_among reports %}`: the same of all things of a list, asked in one go; each with its title."""
    return {"rows": [_mark(row) | {"title": row.title} for row in queries.public_among(things)]}


def _mark(row: Correction) -> dict[str, Any]:
    sentences = [sentence(row.line, name, row.old[name], new) for name, new in row.new.items()]
    return {"on": row.decided_at, "sentences": sentences, "notice": row.notice}
