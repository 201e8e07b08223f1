from piaojue.commons.rooms import RoomConfig


class InstrumentsConfig(RoomConfig):
    name = "piaojue.commons.instruments"
    label = "instruments"
