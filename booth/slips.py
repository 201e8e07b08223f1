"""The slip's secret and the two digests made from it."""

import hmac
import secrets
from uuid import UUID

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: typed from paper when a camera fails
SECRET_LETTERS = 20  # 100 bits: cannot be guessed
CODE_LETTERS = 16


def new_secret() -> str:
    """A slip's secret, e.g. `7KQM-…` without the dashes."""
    return "".join(secrets.choice(LETTERS) for _ in range(SECRET_LETTERS))


def typed(text: str) -> str:
    """What somebody typed or scanned: capital letters, without spaces and dashes. At most 64 characters are looked at."""
    return "".join(letter for letter in text[:64].upper() if letter.isalnum())


def grouped(text: str) -> str:
    """In groups of four, to be read aloud: `7KQM-W3PA-…`."""
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def slip_digest(box: UUID, secret: str) -> str:
    """Names the slip in the list of valid slips."""
    return _digest("slip", box, secret)


def ballot_key(box: UUID, secret: str) -> str:
    """Names the slip's one ballot. Without the secret it cannot be connected with the slip's digest."""
    return _digest("ballot", box, secret)


def tracking_code(key: str) -> str:
    """核验码 of a ballot, by its key: says that a ballot is in the box, nothing of what is on it."""
    return key[:CODE_LETTERS].upper()


def _digest(what: str, box: UUID, secret: str) -> str:
    return hmac.new(secret.encode(), f"piaojue {what} {box}".encode(), "sha256").hexdigest()
