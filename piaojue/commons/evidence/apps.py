from piaojue.commons.rooms import RoomConfig


class EvidenceConfig(RoomConfig):
    name = "piaojue.commons.evidence"
    label = "evidence"
