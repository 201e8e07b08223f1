from importlib import import_module

from piaojue.commons.rooms import RoomConfig


class SuggestConfig(RoomConfig):
    name = "piaojue.stages.suggest"
    label = "suggest"

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.jobs")
