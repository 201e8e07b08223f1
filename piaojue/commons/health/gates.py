"""A year starts in earnest once its place is ready for it (docs/operations.md#ready)."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.health.ready import left_in
from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply
from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year

OFFICE = (Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CHAIR)


@demands("open_solicitation")
def the_place_is_ready(year: Year) -> list[Lack]:
    """Asked of production alone: elsewhere nobody's year is at stake, and a practice year may begin without."""
    if not settings.PRODUCTION or year.is_practice:
        return []
    return [
        Lack(
            _("开始之前还差：%(what)s（%(how)s）") % {"what": item.name, "how": item.says},
            Supply(f"{item.name}：{item.act}", item.url or reverse("ready"), OFFICE),
        )
        for item in left_in(year.place)
    ]
