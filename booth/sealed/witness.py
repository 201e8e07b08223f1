"""What stations sign beside the protocol: how far the board had come, and what was published in the end.

A checkpoint names an event by height and hash. Every station sees everybody's checkpoints. If the server shows two boards, a
checkpoint lies on one of them alone, and the stations of the other see it (docs/ballot.md#witnesses).
"""

from dataclasses import replace
from typing import Any

from booth.models import Board
from engines.sealing.encoding import compact, fields, parse, small
from engines.sealing.errors import SealingError
from engines.sealing.pki import Certificate, SignedMessage, parse_signed


def take_signature(board: Board, no: int, cert: Certificate, content: Any) -> None:
    """A station signs the fingerprint of what was published. raises: SealingError."""
    signed = _signed(cert, content)
    if signed.message != compact({"uuid": board.election_uuid, "bundle": board.bundle}) or not board.bundle:
        raise SealingError("监票台签的不是网站公布的档案指纹：请核对大屏上的指纹，报告总监票人。")
    board.put_station(no, replace(board.trustee_stations[no - 1], signature=compact(signed.as_json())))


def take_checkpoint(board: Board, no: int, cert: Certificate, content: Any) -> None:
    """A station says how far it has seen the board. raises: SealingError when this board is another one."""
    signed = _signed(cert, content)
    uuid, height, head = fields(parse(signed.message), "uuid", "height", "head")
    event = board.events.filter(height=small(height)).first()
    if uuid != board.election_uuid or event is None or event.hash != head:
        raise SealingError("监票台见过的看板与现在的看板不同：请停止操作，不关机，报告总监票人。")
    text = compact(signed.as_json())
    board.checkpoints.get_or_create(no=no, height=height, defaults={"text": text})


def _signed(cert: Certificate, content: Any) -> SignedMessage:
    signed = parse_signed(content)
    if not signed.signed_by(cert.verification):
        raise SealingError("签名不是这把钥匙的：请更新监票台程序。")
    return signed
