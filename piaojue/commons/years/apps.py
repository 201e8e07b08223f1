from piaojue.commons.rooms import RoomConfig


class YearsConfig(RoomConfig):
    name = "piaojue.commons.years"
    label = "years"

    def ready(self) -> None:
        from piaojue.commons.words import LOCAL
        from piaojue.commons.years.local_words import words_of_place

        super().ready()
        LOCAL.append(words_of_place)
