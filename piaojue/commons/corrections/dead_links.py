"""Notices stay when what they spoke of is wiped; their links go."""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.urls import reverse

from piaojue.commons.notify.models import Notice
from piaojue.commons.years.models import Year

PART = 500


def remove_links(year: Year, rows: Mapping[type[models.Model], set[Any]]) -> int:
    """Take the links to a year's pages and to those of rows that are about to go out of all notices. Returns from how many.

    rows: model → keys
    """
    gone = {reverse("year", args=[year.place_id, year.in_address]), *_addresses(rows)} - {"/"}
    links = Notice.objects.exclude(url="").order_by().values_list("pk", "url")
    dead = [pk for pk, url in links.iterator() if gone.intersection(_at_and_above(url))]
    for at in range(0, len(dead), PART):
        Notice.objects.filter(pk__in=dead[at : at + PART]).update(url="")
    return len(dead)


def _addresses(rows: Mapping[type[models.Model], set[Any]]) -> Iterator[str]:
    """Where the rows have their pages."""
    for model, keys in rows.items():
        if not hasattr(model, "get_absolute_url"):
            continue
        ordered = sorted(keys)
        for at in range(0, len(ordered), PART):
            for row in model._base_manager.filter(pk__in=ordered[at : at + PART]):
                yield urlsplit(row.get_absolute_url()).path


def _at_and_above(url: str) -> list[str]:
    """/s/5/way/?q=1 → /, /s/, /s/5/, /s/5/way/."""
    return list(accumulate(f"{part}/" for part in urlsplit(url).path.rstrip("/").split("/")))
