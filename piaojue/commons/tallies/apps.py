from collections.abc import Sequence
from typing import Any

from django.db.models.signals import post_migrate, pre_migrate

from piaojue.commons.rooms import RoomConfig


class TalliesConfig(RoomConfig):
    name = "piaojue.commons.tallies"
    label = "tallies"

    def ready(self) -> None:
        super().ready()
        pre_migrate.connect(_make_room, sender=self)
        post_migrate.connect(_install, sender=self)


def _make_room(plan: list[Any], using: str, **more: Any) -> None:
    """Nothing stands on columns that a migration changes."""
    from piaojue.commons.tallies.keeping import remove

    if plan and using == "default":
        remove()


def _install(using: str, plan: Sequence[Any] = (), **more: Any) -> None:
    """What a migration dropped, or a room declares otherwise, is made and counted; not on the way back to older tables.

    plan: (migration, backwards) of each; a flush has none
    """
    from piaojue.commons.tallies.keeping import install

    if using == "default" and not any(backwards for _migration, backwards in plan):
        install()
