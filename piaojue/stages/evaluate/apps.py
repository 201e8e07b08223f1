from piaojue.commons.rooms import RoomConfig


class EvaluateConfig(RoomConfig):
    name = "piaojue.stages.evaluate"
    label = "evaluate"
