from piaojue.commons.rooms import RoomConfig


class SuggestConfig(RoomConfig):
    name = "piaojue.stages.suggest"
    label = "suggest"
