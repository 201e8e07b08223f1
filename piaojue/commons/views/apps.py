from piaojue.commons.rooms import RoomConfig


class ViewsConfig(RoomConfig):
    name = "piaojue.commons.views"
    label = "views"
