from importlib import import_module

from piaojue.commons.rooms import RoomConfig


class GroupConfig(RoomConfig):
    name = "piaojue.stages.group"
    label = "group"

    def ready(self) -> None:
        super().ready()
        import_module("piaojue.stages.group.similar")
