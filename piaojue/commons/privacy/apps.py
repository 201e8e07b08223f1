from piaojue.commons.rooms import RoomConfig


class PrivacyConfig(RoomConfig):
    name = "piaojue.commons.privacy"
    label = "privacy"
