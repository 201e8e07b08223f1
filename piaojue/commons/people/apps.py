from piaojue.commons.rooms import RoomConfig


class PeopleConfig(RoomConfig):
    name = "piaojue.commons.people"
    label = "people"
