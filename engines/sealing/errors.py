"""What the sealing engine says when something does not hold."""


class SealingError(ValueError):
    """A message, key, proof or archive breaks the specification. `str()` is one Chinese sentence for the screen."""


class BallotRefused(SealingError):
    """A ballot that must not be appended to the board (specification §3.2, step 3)."""


class ArchiveBroken(SealingError):
    """An archive whose chain, names or form do not hold (specification §4.4)."""
