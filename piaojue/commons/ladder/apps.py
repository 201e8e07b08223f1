from piaojue.commons.rooms import RoomConfig


class LadderConfig(RoomConfig):
    name = "piaojue.commons.ladder"
    label = "ladder"
