from piaojue.commons.rooms import RoomConfig


class IntakeConfig(RoomConfig):
    name = "piaojue.commons.intake"
    label = "intake"
