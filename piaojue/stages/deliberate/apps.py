from piaojue.commons.rooms import RoomConfig


class DeliberateConfig(RoomConfig):
    name = "piaojue.stages.deliberate"
    label = "deliberate"
