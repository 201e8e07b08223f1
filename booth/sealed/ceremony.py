"""The trustees' stations as the server meets them: messages of the key ceremony, shares of the tally (specification §4.6, §4.18).

The server routes and checks. It never holds a private key. A station shows a connection code, which its teller got on
the site. Only the code's digest is kept here.
"""

import hmac
import secrets
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from booth.models import Board
from booth.question_list import QuestionList
from booth.sealed import board as boards
from booth.sealed import rounds, witness
from booth.sealed.questions import questions
from booth.sealed.station import STEPS, Station, Step
from booth.slips import LETTERS, grouped, typed
from engines.sealing import archive as bel
from engines.sealing import pki, threshold
from engines.sealing.decryption import check_handed_in, parse_partial_decryption
from engines.sealing.election import Election, make_election, parse_election
from engines.sealing.encoding import compact, element, fields, hexdigest, parse
from engines.sealing.errors import SealingError
from engines.sealing.keys import Kind, election_key
from engines.sealing.proofs import Ciphertext
from engines.sealing.result import NotALogarithm, compute_result
from engines.sealing.result import serialise as serialise_result
from engines.sealing.tally import Ciphertexts, EncryptedTally
from engines.sealing.trustees import parse_trustees

CODE_LETTERS = 12
OFFICE = 0
OF_ONE_BOARD = ("share", "sign", "checkpoint")
"""Steps that say nothing of the other boards under the same key."""


class Unknown(ValueError):
    """A connection code that nobody has."""


class Late(ValueError):
    """A message that does not fit into what the ceremony waits for."""


@transaction.atomic
def connect(uuid: UUID, no: int) -> str:
    """A new connection code for trustee `no` (from 1) or the credential office (0); an earlier one stops working."""
    board, code = rounds.locked(uuid), "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    if no == OFFICE:
        board.office = _digest(board.ceremony, no, code)
    else:
        station = board.trustee_stations[no - 1]
        board.put_station(no, replace(station, code=_digest(board.ceremony, no, code)))
    board.save(update_fields=["office", "stations"])
    _hand_on(board)
    return grouped(code)


def _digest(ceremony: UUID, no: int, code: str) -> str:
    return sha256(f"piaojue station {ceremony} {no} {typed(code)}".encode()).hexdigest()


def station_of(board: Board, code: str) -> int:
    """The trustee with this connection code, from 1. raises: Unknown."""
    for no, station in enumerate(board.trustee_stations, 1):
        if station.code and hmac.compare_digest(station.code, _digest(board.ceremony, no, code)):
            return no
    raise Unknown("连接码不对或已换新：请在网站的“密钥”页重新取得连接码")


def office_holds(board: Board, code: str) -> bool:
    """Whether this is the credential office's connection code."""
    return bool(board.office) and hmac.compare_digest(board.office, _digest(board.ceremony, OFFICE, code))


def awaited(board: Board, no: int) -> str:
    """What the ceremony waits for from station `no`: cert | polynomial | voutput | share | sign | nothing."""
    mine = board.trustee_stations[no - 1]
    for step, before in zip(STEPS, (None, *STEPS), strict=False):
        if not mine.given(step):
            return step if before is None or _all(board, before) else "nothing"
    if board.bundle and not mine.signature:
        return "sign"
    return "share" if board.tally and board.totals is None and not mine.share else "nothing"


def _all(board: Board, step: Step) -> bool:
    return all(station.given(step) for station in board.trustee_stations)


def state_for(board: Board, no: int) -> dict[str, Any]:
    """What station `no` is told: docs/ballot.md lists the fields."""
    stations = board.trustee_stations
    mine = stations[no - 1]
    inputs = threshold.vinputs(certificates(board), _all_of(board, "polynomial")) if _all(board, "polynomial") else None
    return {
        "no": no,
        "name": mine.name,
        "names": [station.name for station in stations],
        "threshold": board.threshold,
        "await": awaited(board, no),
        "certs": [station.cert for station in stations] if _all(board, "cert") else None,
        "vinput": inputs[no - 1] if inputs else None,
        "voutput": parse(mine.voutput) if mine.voutput else None,
        "drilled": mine.drilled,
        "bundle": board.bundle,
    }


def _all_of(board: Board, step: Step) -> list[Any]:
    return [parse(text) for station in board.trustee_stations if (text := station.given(step))]


def certificates(board: Board) -> tuple[pki.Certificate, ...]:
    """All trustees' certificates, once all are in."""
    return threshold.parse_certificates(_all_of(board, "cert"))


@transaction.atomic
def take(uuid: UUID, code: str, step: str, content: Any) -> tuple[Board, int]:
    """Take one message of a station; the last answer of a round completes it. The same message again changes nothing.

    raises: Unknown, Late, SealingError (a message whose proofs do not hold), each in Chinese; then nothing is kept
    """
    board = rounds.locked(uuid)
    no = station_of(board, code)
    if step == "drilled":
        board.put_station(no, replace(board.trustee_stations[no - 1], drilled=True))
    elif step == "share":
        _take_share(board, no, content)
    elif step == "sign":
        witness.take_signature(board, no, certificates(board)[no - 1], content)
    elif step == "checkpoint":
        witness.take_checkpoint(board, no, certificates(board)[no - 1], content)
    elif message := next((one for one in STEPS if one == step), None):
        _take_step(board, no, message, content)
    else:
        raise Late("看不懂监票台发来的内容，请更新监票台程序")
    board.save(update_fields=["stations", "serialised", "trustees", "totals"])
    if step not in OF_ONE_BOARD:
        _hand_on(board)
    return board, no


def _hand_on(board: Board) -> None:
    """What the stations did on one board of the ceremony holds on the others. The ceremony must be locked."""
    for other in rounds.others(board):
        other.trustee_stations = [
            replace(one, share=own.share, strong=own.strong, signature=own.signature)
            for one, own in zip(board.trustee_stations, other.trustee_stations, strict=True)
        ]
        other.trustees = board.trustees
        if board.trustees and not other.serialised:
            write_election(other)
        other.save(update_fields=["stations", "trustees", "serialised"])


def _take_step(board: Board, no: int, step: Step, content: Any) -> None:
    mine, text = board.trustee_stations[no - 1], compact(content)
    if mine.given(step) is not None:
        if mine.given(step) == text:
            return
        raise Late("这一步已经收到过另一份内容，不能更换。要重来，请先在网站上“重做密钥仪式”")
    if awaited(board, no) != step:
        raise Late("还没有轮到这一步，请等其他监票人")
    if step == "cert":
        pki.parse_certificate(content)
        board.put_station(no, mine.with_message(step, text))
        threshold.parse_certificates(_all_of(board, "cert"))
        return
    board.put_station(no, mine.with_message(step, text))
    if step == "polynomial" and _all(board, step):
        threshold.vinputs(certificates(board), _all_of(board, step))
    if step == "voutput" and _all(board, step):
        _make_election(board)


def _make_election(board: Board) -> None:
    pedersen = threshold.threshold_parameters(
        certificates(board), _all_of(board, "polynomial"), _all_of(board, "voutput")
    )
    if pedersen.threshold != board.threshold:
        raise SealingError(f"各监票台用的门限是 {pedersen.threshold}，应为 {board.threshold}，请重做密钥仪式")
    board.trustees = compact([pedersen.as_json()])
    write_election(board)


def write_election(board: Board) -> None:
    """The election file of one board, under the key that the trustees made; saving is the caller's."""
    asked = board.box.question_list
    trustees = parse_trustees(parse(board.trustees))
    election = make_election(
        uuid=board.election_uuid,
        name=asked.title,
        description=_description(asked),
        questions=questions(asked),
        public_key=election_key(trustees),
        administrator="会议票务组",
        credential_authority="票签组",
    )
    board.serialised = election.serialised


def _description(asked: QuestionList) -> str:
    """Where and by which rule; with it the fingerprint on the slips covers the rule."""
    rule = f" · 票决办法 SHA-256 {asked.rule}" if asked.rule else ""
    return asked.sitting + rule + (" · 演练，不作数" if asked.rehearsal else "")


@transaction.atomic
def restart(uuid: UUID) -> None:
    """Forget a key ceremony and begin anew, for all boxes of the sitting that share it and were not opened yet.

    raises: ValueError while slips of the earlier key are valid in one of them
    """
    board = rounds.locked(uuid)
    family = [board, *rounds.others(board)]
    waiting = [one for one in family if not one.height]
    if any(one.credentials.filter(void=False).exists() for one in waiting):
        raise ValueError("票签已经按这把钥匙印好，不能重做密钥仪式。确要重做，请先把票签全部作废。")
    number = board.ceremony
    if len(waiting) < len(family):  # boxes that were opened keep their key
        number = uuid4()
        rounds.set_aside(number)
    for one in waiting:
        one.ceremony = number
        one.trustee_stations = tuple(Station(station.name) for station in one.trustee_stations)
        one.serialised = one.trustees = ""
        one.save(update_fields=["ceremony", "stations", "serialised", "trustees"])


def election_of(board: Board) -> Election:
    """The election file. raises: SealingError before the key is made."""
    if not board.serialised:
        raise SealingError("监票人的钥匙还没有做好")
    return parse_election(board.serialised)


def trustees_of(board: Board) -> tuple[Kind, ...]:
    """The trustees file, every proof checked."""
    return parse_trustees(parse(board.trustees))


def tally_of(board: Board) -> EncryptedTally:
    """The encrypted tally that was put on the board at closing."""
    rows = [[Ciphertext(*map(element, fields(c, "alpha", "beta"))) for c in row] for row in parse(board.tally)]
    ciphertexts: Ciphertexts = tuple(map(tuple, rows))
    ballots = board.ballots.count()
    return EncryptedTally(ciphertexts, ballots, ballots)


def _take_share(board: Board, no: int, content: Any) -> None:
    mine = board.trustee_stations[no - 1]
    if mine.share is not None:
        if isinstance(content, dict) and mine.share == content.get("share"):
            return
        raise Late("这位监票人的解密份额已经收到过，不能更换")
    if awaited(board, no) != "share":
        raise Late("结果已经算出，不再需要份额" if board.totals is not None else "投票还没有截止，不能出具份额")
    election, tally, trustees = election_of(board), tally_of(board), trustees_of(board)
    keys = [key for kind in trustees for key in kind.verification_keys]
    share = check_handed_in(election.fingerprint, keys[no - 1], tally.ciphertexts, content)
    board.put_station(no, replace(mine, share=share, strong=compact(content["strong"])))
    digest = hexdigest(share)
    boards.append(board, bel.PARTIAL_DECRYPTION, compact({"owner": no, "payload": digest}), share)
    _combine(board, trustees, tally)


def _combine(board: Board, trustees: tuple[Kind, ...], tally: EncryptedTally) -> None:
    """The result, as soon as the shares are enough. A wrong share that got this far is waited out (docs/ballot.md#wrong-share)."""
    shares = {no: station.share for no, station in enumerate(board.trustee_stations, 1) if station.share}
    if len(shares) < board.threshold:
        return
    factors = {
        no: parse_partial_decryption(parse(share), tally.ciphertexts).decryption_factors for no, share in shares.items()
    }
    try:
        board.totals = compute_result(trustees, tally, factors)
    except NotALogarithm:
        return
    boards.append(board, bel.RESULT, serialise_result(board.totals))


def shares_missing(board: Board) -> int:
    """Shares still needed before there is a result (份)."""
    given = sum(station.share is not None for station in board.trustee_stations)
    return 0 if board.totals is not None else max(board.threshold - given, 1)
