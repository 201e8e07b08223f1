from piaojue.commons.rooms import RoomConfig


class LimitsConfig(RoomConfig):
    name = "piaojue.commons.limits"
    label = "limits"
