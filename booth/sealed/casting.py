"""One sealed ballot comes in, or is opened for a test. Only what is on the board is acknowledged, once."""

import re
from base64 import b64decode
from collections.abc import Sequence
from functools import lru_cache, partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from gmpy2 import mpz

from booth.box import OPEN, OTHER, PAPER, SAME, STORED, UNKNOWN, UNUSED, VOID, Answer
from booth.models import Board, OpenedBallot
from booth.sealed import board as boards
from booth.sealed.questions import Chosen, chosen_words
from booth.sealed.together import Together
from booth.slips import grouped, typed
from engines.sealing import archive as bel
from engines.sealing.audit import open_ballot
from engines.sealing.ballot import Checked, Checker
from engines.sealing.credential import Voter, parse_public_credentials
from engines.sealing.election import parse_election
from engines.sealing.encoding import compact, hexdigest, parse
from engines.sealing.errors import BallotRefused, SealingError

CODE_DIGITS = 16
SEED = re.compile("[0-9a-f]{64}")
MOST_OPENED = 40
"""Ballots that one slip may open for a test (张)."""


def credential_digest(key: str) -> str:
    """Names a public credential, given in decimal digits."""
    return sha256(key.encode()).hexdigest()


def short_code(code: str) -> str:
    """核验码 as people see it: the first 16 hexadecimal digits of the ballot's hash (its `signature.hash`)."""
    return b64decode(code + "=").hex()[:CODE_DIGITS].upper()


def look(uuid: UUID, key: str) -> Answer:
    """What holds for the slip with this public credential. raises: Board.DoesNotExist."""
    board = Board.objects.select_related("box").get(pk=uuid)
    return _look(board, credential_digest(key))


def _look(board: Board, digest: str) -> Answer:
    slip = board.credentials.filter(digest=digest).only("void", "transcribing").first()
    if slip is None:
        return Answer(UNKNOWN)
    if code := board.ballots.filter(credential=digest).values_list("code", flat=True).first():
        return Answer(OTHER, grouped(code))
    if slip.void:
        return Answer(VOID)
    taken = OPEN, *([PAPER] if slip.transcribing else [])  # on paper, tellers still transcribe a handful
    return Answer(UNUSED) if board.box.state in taken else Answer(board.box.state)


def present(uuid: UUID, code: str) -> bool:
    """Is a ballot with this tracking code on the board?"""
    return Board.objects.get(pk=uuid).ballots.filter(code=typed(code)).exists()


def cast(uuid: UUID, serialised: str) -> Answer:
    """Check every proof of a sealed ballot, then append it: first ballot stands.

    raises: BallotRefused with the reason for the voter; Board.DoesNotExist
    """
    board = Board.objects.select_related("box").get(pk=uuid)
    if again := board.ballots.filter(hash=hexdigest(serialised)).first():
        return Answer(SAME, grouped(again.code))
    if board.box.state != OPEN and (answer := _when_closed(board, serialised)).state != UNUSED:
        return answer
    return _line(board.pk, _setup_hash(board)).join(serialised)


def _take(uuid: UUID, checker: Checker, ballots: Sequence[str]) -> Sequence[Answer | BallotRefused]:
    """The proofs are checked before the board is locked, so that all cores check at once and the lock is short."""
    outcomes = checker.check_many(ballots)
    refused = [one for one in outcomes if isinstance(one, BallotRefused)]
    if len(refused) == len(outcomes):
        return refused
    with transaction.atomic():
        board = boards.locked(uuid)
        return [_append(board, one) if isinstance(one, Checked) else one for one in outcomes]


def _when_closed(board: Board, serialised: str) -> Answer:
    """What holds for a ballot that arrives when the box takes none."""
    try:
        key = str(parse(serialised)["credential"])
    except (SealingError, KeyError, TypeError) as why:
        raise BallotRefused("选票格式不对，请用本场投票的页面重新封票。") from why
    return _look(board, credential_digest(key))


def _append(board: Board, checked: Checked) -> Answer | BallotRefused:
    digest = credential_digest(str(checked.ballot.credential))
    code = short_code(checked.ballot.code)
    before = board.ballots.filter(credential=digest).first()
    if before is not None:
        return Answer(SAME if before.hash == checked.hash else OTHER, grouped(before.code))
    answer = _look(board, digest)
    if answer.state != UNUSED:
        return answer
    if board.opened.filter(code=code).exists():
        return BallotRefused("这张票已经打开检验过，不能再投。请重新填写一张。")
    boards.append(board, bel.BALLOT, checked.serialised)
    board.ballots.create(credential=digest, code=code, hash=checked.hash)
    return Answer(STORED, grouped(code))


def _setup_hash(board: Board) -> str:
    return board.events.values_list("hash", flat=True).get(height=0)


@lru_cache(maxsize=8)
def _line(uuid: UUID, setup: str) -> Together:
    """The line before the box of one set-up, with its checker; stays in the process for the next ballot."""
    board = Board.objects.get(pk=uuid)
    return Together(partial(_take, uuid, Checker(parse_election(board.serialised), _voters(board), width=10)))


def _voters(board: Board) -> dict[mpz, Voter]:
    """The credentials that the Setup event lists."""
    (event,) = board.events.filter(height=0)
    archive = bel.read_archive(bytes(event.chunk))
    listed = parse(archive.payload(archive.events[0]))["credentials"]
    return parse_public_credentials(parse(archive.data[listed]))


def open_for_test(uuid: UUID, unsigned: str, seed: str) -> tuple[str, list[Chosen]]:
    """Open a sealed, unsigned ballot with its seed. It is public from now on and can never be cast.

    The text must be the canonical one and every proof must hold, as the verifier asks. Another writing of a ballot in the box would be published beside it as an opened
    one, and every check of the bundle would fail. Only slips that may vote can open a ballot, each MOST_OPENED times at
    most: nobody fills the public list from outside. The board is locked for the last step alone.

    result: (its code, what it contains in plain words)
    raises: SealingError when seed and ciphertexts do not belong together, or the ballot is in the box; Board.DoesNotExist
    """
    board = Board.objects.select_related("box").get(pk=uuid)
    if not SEED.fullmatch(seed):
        raise SealingError("种子应为 64 位十六进制数字")
    election = parse_election(board.serialised)
    choices = open_ballot(election, unsigned, bytes.fromhex(seed))
    value = parse(unsigned)
    if board.height:
        Checker(election, _voters(board)).check_unsigned(unsigned)
    code, slip = sha256(unsigned.encode()).hexdigest()[:CODE_DIGITS].upper(), compact(value["credential"])
    with transaction.atomic():
        board = boards.locked(uuid)
        if board.ballots.filter(code=code).exists():
            raise SealingError("这张票已经投入票箱，不能再打开。")
        if _look(board, credential_digest(str(value["credential"]))).state != UNUSED:
            raise SealingError("这张票签现在不能投票，也就不能检验。")
        if board.opened.filter(ballot__contains=f'"credential":{slip},').exclude(code=code).count() >= MOST_OPENED:
            raise SealingError(f"这张票签已经检验过 {MOST_OPENED} 次，请投出一张。")
        OpenedBallot.objects.get_or_create(board=board, code=code, defaults={"ballot": unsigned, "seed": seed})
    return grouped(code), chosen_words(board.box.question_list, choices)
