from piaojue.commons.rooms import RoomConfig


class PlacesConfig(RoomConfig):
    name = "piaojue.commons.places"
    label = "places"
