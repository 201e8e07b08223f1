from piaojue.commons.rooms import RoomConfig


class DraftingConfig(RoomConfig):
    name = "piaojue.commons.drafting"
    label = "drafting"
