"""Doors of views."""

from piaojue.commons.roles import STAFF
from piaojue.commons.views.models import SavedView
from tests.doors import door


def of_somebody_else(cast) -> dict:
    view = SavedView.objects.create(person=cast.street_party_jin.person, page="years", name="今年", query="q=2026")
    return {"view": view.pk}


DOORS = [
    door("save_view", "/views/save/", STAFF, method="post", neighbour=True),
    door("drop_view", "/views/{view}/drop/", set(), method="post", setup=of_somebody_else),
]
