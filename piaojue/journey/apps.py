from piaojue.commons.rooms import RoomConfig


class JourneyConfig(RoomConfig):
    name = "piaojue.journey"
    label = "journey"
