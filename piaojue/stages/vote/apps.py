from piaojue.commons.rooms import RoomConfig


class VoteConfig(RoomConfig):
    name = "piaojue.stages.vote"
    label = "vote"
