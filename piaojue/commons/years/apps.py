from piaojue.commons.rooms import RoomConfig


class YearsConfig(RoomConfig):
    name = "piaojue.commons.years"
    label = "years"
