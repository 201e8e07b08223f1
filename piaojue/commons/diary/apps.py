from piaojue.commons.rooms import RoomConfig


class DiaryConfig(RoomConfig):
    name = "piaojue.commons.diary"
    label = "diary"
