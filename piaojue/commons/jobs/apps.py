from piaojue.commons.rooms import RoomConfig


class JobsConfig(RoomConfig):
    name = "piaojue.commons.jobs"
    label = "jobs"
