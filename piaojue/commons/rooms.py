"""What every room of the road brings along, found by the name of its file.

moves.py  what may happen (registers itself with the policy table)
gates.py  what this room demands before the year may go on
menu.py   entries(seat, year) of the side rail
todo.py   today(seat) of the work list 今天要办
tallies.py which numbers of its tables are kept, so that pages need not count
wiping.py what a practice year leaves outside its rows
decisions.py what of its things a body decides, and what follows
corrections.py  what of its things can be corrected, and who answers for it
intake.py which tables the room takes
documents.py  which papers the room writes from its data
indexed.py  which of its rows are found by words
erasing.py what the room forgets of somebody who closes the account, and gives to who asks for a copy
owned.py  whose kept files are, and whom their page shows them
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """A room: loads its furniture once all models are there."""

    default = False  # Django would see two configurations in each room's apps.py and take neither

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        furniture = (
            "moves",
            "gates",
            "menu",
            "todo",
            "decisions",
            "corrections",
            "wiping",
            "intake",
            "erasing",
            "documents",
            "indexed",
            "owned",
            "tallies",
        )
        for name in furniture:
            if find_spec(f"{self.name}.{name}"):
                import_module(f"{self.name}.{name}")
