"""How an act says no."""


class Refused(Exception):
    """The act is not possible now. `reasons`: Chinese sentences that say what to do, all of them at once."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)


class NotYours(Exception):
    """This does not exist for you: shown as 404 (or as sign-in for a visitor), so that nothing leaks."""
