from piaojue.commons.rooms import RoomConfig


class GroupConfig(RoomConfig):
    name = "piaojue.stages.group"
    label = "group"
