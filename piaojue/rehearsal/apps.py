from piaojue.commons.rooms import RoomConfig


class RehearsalConfig(RoomConfig):
    name = "piaojue.rehearsal"
    label = "rehearsal"
