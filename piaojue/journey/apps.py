from importlib import import_module

from piaojue.commons.rooms import RoomConfig


class JourneyConfig(RoomConfig):
    name = "piaojue.journey"
    label = "journey"

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.reckoned")
        import_module(f"{self.name}.asked")
