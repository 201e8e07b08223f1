from piaojue.commons.rooms import RoomConfig


class WordIndexConfig(RoomConfig):
    name = "piaojue.commons.wordindex"
    label = "wordindex"
