"""Doors of the log."""

from django.utils import timezone

from piaojue.commons.record.models import KeptHeads
from piaojue.commons.record.witness import witness
from piaojue.commons.roles import ANYONE
from piaojue.commons.roles import Role as R
from piaojue.commons.years.actions import open_year
from tests.doors import door

READERS = {R.CONGRESS_CHAIR, R.CONGRESS_CLERK, R.GUIDANCE, R.ADMIN}


def an_entry(cast) -> dict:
    open_year(place=cast.xincheng, number=2026, by=cast.clerk_li)
    return {}


def witnessed(cast) -> dict:
    open_year(place=cast.xincheng, number=2026, by=cast.clerk_li)
    return {"digest": witness().digest}


def kept(cast) -> dict:
    row = KeptHeads.objects.create(name="回民区", at=timezone.now(), said="", heads={}, digest="0" * 64)
    return {"pk": row.pk}


DOORS = [
    door("witnessed", "/witness/", ANYONE, setup=witnessed, neighbour=True),
    door("witnessed_file", "/witness/{digest}.json", ANYONE, setup=witnessed, neighbour=True),
    door("take_heads", "/witness/from/", ANYONE, method="post", neighbour=True),
    door("kept_heads", "/witness/from/{pk}.json", ANYONE, setup=kept, neighbour=True),
    door("log", "/log/", READERS | {R.STREET_CHAIR}, neighbour=True),
    door("log_entry", "/log/150102/1/", READERS, setup=an_entry),
]
