from piaojue.commons.rooms import RoomConfig


class ShortlistConfig(RoomConfig):
    name = "piaojue.stages.shortlist"
    label = "shortlist"
