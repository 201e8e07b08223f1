from piaojue.commons.rooms import RoomConfig


class CorrectionsConfig(RoomConfig):
    name = "piaojue.commons.corrections"
    label = "corrections"
