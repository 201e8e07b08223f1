from piaojue.commons.rooms import RoomConfig


class ConsultConfig(RoomConfig):
    name = "piaojue.stages.consult"
    label = "consult"
