from piaojue.commons.rooms import RoomConfig


class RecordConfig(RoomConfig):
    name = "piaojue.commons.record"
    label = "record"
