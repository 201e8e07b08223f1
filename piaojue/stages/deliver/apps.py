from piaojue.commons.rooms import RoomConfig


class DeliverConfig(RoomConfig):
    name = "piaojue.stages.deliver"
    label = "deliver"
