from piaojue.commons.rooms import RoomConfig


class NotifyConfig(RoomConfig):
    name = "piaojue.commons.notify"
    label = "notify"
