from piaojue.commons.rooms import RoomConfig


class DecisionsConfig(RoomConfig):
    name = "piaojue.commons.decisions"
    label = "decisions"
