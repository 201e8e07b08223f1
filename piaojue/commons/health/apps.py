from piaojue.commons.rooms import RoomConfig


class HealthConfig(RoomConfig):
    name = "piaojue.commons.health"
    label = "health"
