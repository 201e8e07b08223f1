from importlib import import_module

from piaojue.commons.rooms import RoomConfig


class GroupConfig(RoomConfig):
    name = "piaojue.stages.group"
    label = "group"

    def ready(self) -> None:
        super().ready()
        for furniture in ("similar", "learning", "batch", "unquoting"):
            import_module(f"{self.name}.{furniture}")
