from importlib import import_module

from piaojue.commons.rooms import RoomConfig


class WorldConfig(RoomConfig):
    name = "piaojue.world"
    label = "world"

    def ready(self) -> None:
        super().ready()
        import_module("piaojue.world.webhooks")  # what workers do between jobs
        import_module("piaojue.world.following")  # who else hears of a project
