from importlib import import_module

from piaojue.commons.rooms import RoomConfig


class JobsConfig(RoomConfig):
    name = "piaojue.commons.jobs"
    label = "jobs"

    def ready(self) -> None:
        super().ready()
        for part in ("inviting", "files"):
            import_module(f"{self.name}.{part}")
