"""What a station says when it does not go on: one Chinese sentence each, saying what to do."""


class Problem(ValueError):
    """Something the teller can put right."""


class Refused(Problem):
    """The ballot box answered with a refusal. status: the HTTP status."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.status = status


class Unreachable(Problem):
    """The ballot box did not answer; trying again is safe."""


class WrongPassphrase(Problem):
    """The passphrase does not open the key."""


class Alarm(Problem):
    """The board, the key or the tally is not what this station knows: stop and report to the chief teller."""


class AskFirst(Problem):
    """Allowed only after the teller has read what it means and says so."""
