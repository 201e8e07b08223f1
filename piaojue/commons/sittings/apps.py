from piaojue.commons.rooms import RoomConfig


class SittingsConfig(RoomConfig):
    name = "piaojue.commons.sittings"
    label = "sittings"
