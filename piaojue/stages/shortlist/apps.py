from importlib import import_module

from piaojue.commons.rooms import RoomConfig


class ShortlistConfig(RoomConfig):
    name = "piaojue.stages.shortlist"
    label = "shortlist"

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.unquoting")
        import_module(f"{self.name}.before")
