"""One sealed ballot comes in, or is opened for a test. Only what is on the board is acknowledged, once."""

import re
from base64 import b64decode
from collections.abc import Sequence
from functools import lru_cache, partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from booth.box import MAY_VOTE, OPEN, OTHER, PAPER, SAME, STORED, TRANSCRIBING, UNKNOWN, UNUSED, VOID, Answer
from booth.models import Board, OpenedBallot
from booth.sealed import board as boards
from booth.sealed.questions import Chosen, chosen_words
from booth.sealed.together import Together
from booth.slips import grouped, typed
from engines.sealing import archive as bel
from engines.sealing.audit import open_ballot
from engines.sealing.ballot import Checked, Checker
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


def hand_digest(key: str, hand: str) -> str:
    """Names the code that a teller types for the own filling of a transcribed ballot. key: public credential in decimal digits"""
    return sha256(f"{key}|{typed(hand)}".encode()).hexdigest()


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
    if board.box.state not in taken:
        return Answer(board.box.state)
    return Answer(TRANSCRIBING if slip.transcribing else UNUSED)


def present(uuid: UUID, code: str) -> bool:
    """Is a ballot with this tracking code on the board?"""
    return Board.objects.get(pk=uuid).ballots.filter(code=typed(code)).exists()


def cast(uuid: UUID, serialised: str) -> Answer:
    """Check every proof of a sealed ballot, then append it: first ballot stands.

    raises: BallotRefused with the reason for the voter; Board.DoesNotExist
    """
    return _cast(Board.objects.select_related("box").get(pk=uuid), serialised, ())


def transcribe(uuid: UUID, serialised: str, hands: Sequence[str]) -> Answer:
    """As `cast`, for the ballot of a slip that two tellers took back. hands: the codes that both of them typed."""
    return _cast(Board.objects.select_related("box").get(pk=uuid), serialised, hands)


def hand_of(uuid: UUID, key: str, hand: str) -> int:
    """Whose code this is: 0 or 1, of the two tellers who took the slip back. raises: BallotRefused; Board.DoesNotExist"""
    slip = Board.objects.get(pk=uuid).credentials.filter(digest=credential_digest(key), transcribing=True).first()
    given = hand_digest(key, hand)
    if slip is None or given not in slip.hands:
        raise BallotRefused("转录码不对：请监票人本人输入自己扫票签时得到的转录码。忘了的，在网站上再扫一次这张票签。")
    return int(slip.hands.index(given))


def _cast(board: Board, serialised: str, hands: Sequence[str]) -> Answer:
    if again := board.ballots.filter(hash=hexdigest(serialised)).first():
        return Answer(SAME, grouped(again.code))
    _require_both_hands(board, serialised, hands)
    if board.box.state != OPEN and (answer := _when_closed(board, serialised)).state not in MAY_VOTE:
        return answer
    return _line(board.pk, _setup_hash(board)).join(serialised)


def _require_both_hands(board: Board, serialised: str, hands: Sequence[str]) -> None:
    """A paper ballot is transcribed by two persons; a slip of one's own is nobody else's business. raises: BallotRefused"""
    waiting = dict(board.credentials.filter(transcribing=True).values_list("digest", "hands"))
    key = _credential(serialised) if waiting or hands else ""
    both = waiting.get(credential_digest(key))
    if both is not None and [hand_digest(key, hand) for hand in hands] not in (both, both[::-1]):
        raise BallotRefused(
            "这张票签用来转录纸质票：两名监票人各填一遍，各用自己的转录码，才能投入。请重新扫这张票签。"
        )


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
    return _look(board, credential_digest(_credential(serialised)))


def _credential(serialised: str) -> str:
    """The public credential that a ballot names. raises: BallotRefused"""
    try:
        return str(parse(serialised)["credential"])
    except (SealingError, KeyError, TypeError) as why:
        raise BallotRefused("选票格式不对，请用本场投票的页面重新封票。") from why


def _append(board: Board, checked: Checked) -> Answer | BallotRefused:
    digest = credential_digest(str(checked.ballot.credential))
    code = short_code(checked.ballot.code)
    before = board.ballots.filter(credential=digest).first()
    if before is not None:
        return Answer(SAME if before.hash == checked.hash else OTHER, grouped(before.code))
    answer = _look(board, digest)
    if answer.state not in MAY_VOTE:
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
    """The line before the box of one set-up; stays in the process for the next ballot."""
    return Together(partial(_take, uuid, _checker(uuid, setup)))


@lru_cache(maxsize=8)
def _checker(uuid: UUID, setup: str) -> Checker:
    """What checks the ballots of one set-up: reading its credentials and making its table takes longer than a ballot."""
    board = Board.objects.get(pk=uuid)
    return Checker(parse_election(board.serialised), boards.voters(board), width=10)


def open_for_test(uuid: UUID, unsigned: str, seed: str) -> tuple[str, list[Chosen]]:
    """Open a sealed, unsigned ballot with its seed. It is public from now on and can never be cast.

    The text must be the canonical one and every proof must hold, as the verifier asks. Another writing of a ballot in the
    box would be published beside it as an opened one, and every check of the bundle would fail. Only slips that may vote
    can open a ballot, each MOST_OPENED times at most: nobody fills the public list from outside. The board is locked for
    the last step alone.

    result: (its code, what it contains in plain words)
    raises: SealingError when seed and ciphertexts do not belong together, or the ballot is in the box; Board.DoesNotExist
    """
    board = Board.objects.select_related("box").get(pk=uuid)
    if not SEED.fullmatch(seed):
        raise SealingError("种子应为 64 位十六进制数字")
    choices = open_ballot(parse_election(board.serialised), unsigned, bytes.fromhex(seed))
    value = parse(unsigned)
    if board.height:
        _checker(board.pk, _setup_hash(board)).check_unsigned(unsigned)
    code, slip = sha256(unsigned.encode()).hexdigest()[:CODE_DIGITS].upper(), compact(value["credential"])
    with transaction.atomic():
        board = boards.locked(uuid)
        if board.ballots.filter(code=code).exists():
            raise SealingError("这张票已经投入票箱，不能再打开。")
        if _look(board, credential_digest(str(value["credential"]))).state not in MAY_VOTE:
            raise SealingError("这张票签现在不能投票，也就不能检验。")
        if board.opened.filter(ballot__contains=f'"credential":{slip},').exclude(code=code).count() >= MOST_OPENED:
            raise SealingError(f"这张票签已经检验过 {MOST_OPENED} 次，请投出一张。")
        OpenedBallot.objects.get_or_create(board=board, code=code, defaults={"ballot": unsigned, "seed": seed})
    return grouped(code), chosen_words(board.box.question_list, choices)
