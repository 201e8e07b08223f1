"""One ceremony a sitting: the same trustees' key serves every election of it, the same slips vote in each of them.

The specification allows it. The trustees file names no election (§4.7). A credential's public half is salted with the
election's own number (§4.8), so that the halves of one slip in two elections cannot be connected without the slip. Proofs
are bound to the election's fingerprint (§4.13), so that no ballot of one election is one of another.

A slip is printed before anybody knows which rounds will follow. So numbers of further elections are set aside with the
ceremony, and the credential office hands in the slips' public halves for these, too (docs/ballot.md#one-ceremony).
"""

import secrets
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from booth import models
from booth.box import PREPARED
from booth.sealed.casting import credential_digest
from engines.sealing.credential import DIGITS
from engines.sealing.encoding import natural
from engines.sealing.group import all_members

UUID_LETTERS = 20
SPARE = 4
"""Further elections of a sitting: 测评, a second and a third round, and one more."""


def new_number() -> str:
    """A number for an election, from 58 digits."""
    return "".join(secrets.choice(DIGITS) for _ in range(UUID_LETTERS))


def set_aside(ceremony: UUID) -> None:
    """Numbers for the elections that may follow."""
    models.SpareElection.objects.bulk_create(
        models.SpareElection(ceremony=ceremony, number=new_number()) for _ in range(SPARE)
    )


def others(board: models.Board) -> QuerySet[models.Board]:
    """The other boards under the same key."""
    return models.Board.objects.filter(ceremony=board.ceremony).exclude(pk=board.pk).select_related("box")


def locked(uuid: UUID) -> models.Board:
    """The board, locked with all that share its key, always in the same order. Raises Board.DoesNotExist."""
    ceremony = models.Board.objects.values_list("ceremony", flat=True).get(pk=uuid)
    family = models.Board.objects.select_for_update(of=("self",)).select_related("box").filter(ceremony=ceremony)
    return next(one for one in family.order_by("pk") if one.pk == uuid)


def inherit(board: models.Board, first: models.Board, names: Sequence[str]) -> None:
    """A new board, not saved yet, gets the keys of `first`. raises: ValueError when other people hold them."""
    if [station.name for station in first.trustee_stations] != list(names) or first.threshold != board.threshold:
        raise ValueError("持钥匙的人或几把能开与本次会议已做的钥匙不同，不能用同一把")
    board.ceremony = first.ceremony
    board.trustee_stations = [replace(one, share=None, strong=None, signature=None) for one in first.trustee_stations]
    board.trustees = first.trustees
    if models.PublicCredential.objects.filter(board__ceremony=first.ceremony).exists():
        spare = models.SpareElection.objects.select_for_update().filter(ceremony=first.ceremony).exclude(keys=[])
        if chosen := spare.order_by("pk").first():
            board.election_uuid = chosen.number


def move_in(board: models.Board) -> None:
    """The slips that were printed before this board was there."""
    spare = models.SpareElection.objects.filter(ceremony=board.ceremony, number=board.election_uuid).first()
    if spare is None:
        return
    add_credentials(board, spare.keys)
    spare.delete()


def digests_of(keys: Iterable[str]) -> list[str]:
    """Names of public credentials."""
    return [credential_digest(key) for key in keys]


def add_credentials(board: models.Board, keys: Sequence[str]) -> None:
    """New valid slips of one board, in an order that tells nothing."""
    rows = sorted(zip(digests_of(keys), keys, strict=True))
    models.PublicCredential.objects.bulk_create(
        (models.PublicCredential(board=board, digest=digest, key=key) for digest, key in rows), batch_size=200
    )
    board.box.printed += len(keys)
    board.box.save(update_fields=["printed"])


def waiting(board: models.Board) -> list[str]:
    """Numbers of the elections for which new slips are handed in: this one's last, so that its answer ends the batch."""
    begun = others(board).filter(box__state=PREPARED).order_by("began", "pk")
    spare = models.SpareElection.objects.filter(ceremony=board.ceremony).order_by("pk")
    return [
        *spare.values_list("number", flat=True),
        *begun.values_list("election_uuid", flat=True),
        board.election_uuid,
    ]


def check_new(keys: Sequence[str], known: Container[str] = ()) -> None:
    """Each is a public credential, once, and none is among the known digests. raises: ValueError, SealingError."""
    digests = digests_of(keys)
    if (
        not all_members([natural(key) for key in keys])
        or len(set(digests)) < len(keys)
        or any(d in known for d in digests)
    ):
        raise ValueError("票签的公开凭据有误或重复，请重新制作")


def take_elsewhere(board: models.Board, number: str, keys: Sequence[str]) -> bool:
    """Slips of this board, as they are in another election of the sitting. Returns whether there is such an election.

    raises: ValueError, SealingError; the same batch again changes nothing
    """
    check_new(keys)
    if spare := models.SpareElection.objects.select_for_update().filter(ceremony=board.ceremony, number=number).first():
        spare.keys = sorted({*spare.keys, *keys})
        spare.save(update_fields=["keys"])
        return True
    other = others(board).filter(election_uuid=number, box__state=PREPARED).first()
    if other is None:
        return False
    known = set(other.credentials.values_list("key", flat=True))
    add_credentials(other, [key for key in keys if key not in known])
    return True


def void_elsewhere(board: models.Board, keys: Iterable[str]) -> None:
    """Slips that were never handed out are void in every election of the sitting that has not begun."""
    keys = set(keys)
    for spare in models.SpareElection.objects.select_for_update().filter(ceremony=board.ceremony):
        spare.keys = [key for key in spare.keys if key not in keys]
        spare.save(update_fields=["keys"])
    digests = digests_of(keys)
    for other in others(board).filter(box__state=PREPARED):
        number = other.credentials.filter(digest__in=digests, void=False).update(void=True)
        other.box.void += number
        other.box.save(update_fields=["void"])


def void_all_elsewhere(board: models.Board) -> None:
    """All slips are printed anew: none of them is valid in any election that has not begun."""
    models.SpareElection.objects.filter(ceremony=board.ceremony).update(keys=[])
    for other in others(board).filter(box__state=PREPARED):
        other.box.void += other.credentials.filter(void=False).update(void=True)
        other.box.save(update_fields=["void"])


def forget(board: models.Board) -> None:
    """The last board of a ceremony goes, and the numbers set aside with it."""
    if not others(board).exists():
        models.SpareElection.objects.filter(ceremony=board.ceremony).delete()


def shown(board: models.Board) -> list[dict[str, str]]:
    """Other elections under the same key whose keys are made: where they are, and how far they have got."""
    return [
        {
            "box": str(one.pk),
            "title": one.box.question_list.title,
            "colour": one.box.question_list.colour,
            "state": one.box.state,
            "election": one.serialised,
        }
        for one in others(board).exclude(serialised="").order_by("began", "pk")
    ]
