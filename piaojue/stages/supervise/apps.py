from piaojue.commons.rooms import RoomConfig


class SuperviseConfig(RoomConfig):
    name = "piaojue.stages.supervise"
    label = "supervise"
