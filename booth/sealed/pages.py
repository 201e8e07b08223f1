"""Doors of a sealed box: the voter's one page and what it sends, the board, the tellers' stations, the credential office.

Nothing here knows a session or a person. The voter's page works on the phone alone: what is typed and chosen is sealed
there, and only sealed ballots and public credentials ever arrive.
"""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import wraps
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from booth.box import OTHER, PREPARED, SAME, STORED, TRANSCRIBING, UNUSED
from booth.models import Board
from booth.sealed import board as boards
from booth.sealed import casting, ceremony, rounds
from booth.sealed.box import SealedBox, trustees_shown
from booth.sealed.page import page_fingerprint
from booth.sealed.parcel import files_of, zipped
from booth.sealed.questions import answer_names
from booth.slips import typed
from booth.unlogged import UnloggedJson
from engines.sealing.encoding import hexdigest
from engines.sealing.errors import BallotRefused

logger = logging.getLogger("booth")
STATUS = {STORED: 201, SAME: 200, OTHER: 200, UNUSED: 200, TRANSCRIBING: 200}
MOST_BYTES = 4_000_000
HANDS = 2
"""Tellers who transcribe one paper ballot."""


def json_answer(value: Any, status: int = 200) -> HttpResponse:
    """A JSON answer that Django does not log with its time."""
    return UnloggedJson(value, status=status, json_dumps_params={"ensure_ascii": False})


def door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Finds the board; every refusal is one Chinese sentence, and the log learns only the kind of a failure."""

    @wraps(view)
    def guarded(request: HttpRequest, uuid: UUID, **more: Any) -> HttpResponseBase:
        try:
            return view(request, Board.objects.select_related("box").get(pk=uuid), **more)
        except Board.DoesNotExist:
            return json_answer({"problem": "没有这个票箱，请重新扫描票签上的二维码"}, 404)
        except ceremony.Unknown as why:
            return json_answer({"problem": str(why)}, 403)
        except ceremony.Late as why:
            return json_answer({"problem": str(why)}, 409)
        except UnicodeError:
            return json_answer({"problem": "发来的内容不是有效的文字，请更新程序后重试"}, 422)
        except ValueError as why:
            return json_answer({"problem": str(why)}, 422)
        except Exception as error:
            logger.error("sealed booth failed: %s", type(error).__name__)
            return json_answer({"problem": "网络或服务器暂时不通，请稍等几秒再试"}, 503)

    return guarded


def _raw(request: HttpRequest) -> bytes:
    """What was sent; too much is refused by its announced length, before any of it is read. raises: BallotRefused."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise BallotRefused("发来的内容太大，请用本场投票的页面或监票台程序。")
    return request.body


def _body(request: HttpRequest) -> Any:
    """The JSON that was sent. raises: ValueError."""
    raw = _raw(request)
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as why:
        raise ValueError("发来的内容不是 JSON，请更新程序后重试") from why
    if not isinstance(value, dict):
        raise ValueError("发来的内容格式不对")
    return value


def _answer(answer: Any) -> HttpResponse:
    return json_answer({"state": answer.state, "code": answer.code}, STATUS.get(answer.state, 409))


@require_POST
@door
def slip(request: HttpRequest, board: Board) -> HttpResponse:
    """What holds for a slip, asked by its public credential."""
    return _answer(casting.look(board.pk, str(_body(request).get("key", ""))[:700]))


@require_POST
@door
def ballots(request: HttpRequest, board: Board) -> HttpResponse:
    """A sealed ballot; acknowledged when it is on the board."""
    try:
        text = _raw(request).decode()
    except UnicodeDecodeError as why:
        raise BallotRefused("选票格式不对，请用本场投票的页面重新封票。") from why
    return _answer(casting.cast(board.pk, text))


@require_POST
@door
def transcribed(request: HttpRequest, board: Board) -> HttpResponse:
    """The sealed ballot of a slip that two tellers took back, with the codes of both."""
    value = _body(request)
    hands = value.get("hands")
    if not isinstance(hands, list) or len(hands) != HANDS:
        raise BallotRefused("转录一张纸质票，要两名监票人的转录码。")
    return _answer(casting.transcribe(board.pk, str(value.get("ballot", "")), [str(one)[:40] for one in hands]))


@require_POST
@door
def hand(request: HttpRequest, board: Board) -> HttpResponse:
    """Which of the two tellers typed this code."""
    value = _body(request)
    whose = casting.hand_of(board.pk, str(value.get("key", ""))[:700], str(value.get("code", ""))[:40])
    return json_answer({"hand": whose})


@require_POST
@door
def present(request: HttpRequest, board: Board) -> HttpResponse:
    """Whether a ballot with this tracking code is on the board."""
    return json_answer({"present": casting.present(board.pk, str(_body(request).get("code", ""))[:40])})


@require_POST
@door
def open_for_test(request: HttpRequest, board: Board) -> HttpResponse:
    """Open a sealed ballot to test the device; it is public and spent from then on."""
    value = _body(request)
    seed = str(value.get("seed", ""))
    code, words = casting.open_for_test(board.pk, str(value.get("ballot", "")), seed)
    elsewhere = request.build_absolute_uri(f"/booth/{board.pk}/opened/#{typed(code)}.{seed}")
    return json_answer(
        {
            "code": code,
            "words": [one._asdict() for one in words],
            "qr": segno.make(elsewhere, error="m").svg_data_uri(scale=4, border=2),
        },
        201,
    )


@require_GET
@door
def opened(request: HttpRequest, board: Board, code: str) -> HttpResponse:
    """The unsigned ballot that was opened under this code."""
    ballot = board.opened.filter(code=code.upper()).first()
    if ballot is None:
        return json_answer({"problem": "没有打开过这个核验码的票，请核对"}, 404)
    return json_answer({"ballot": ballot.ballot})


@require_GET
@door
def about(request: HttpRequest, board: Board) -> HttpResponse:
    """Everything public about the board but the archive itself."""
    box, asked = board.box, board.box.question_list
    return json_answer(
        {
            "title": asked.title,
            "sitting": asked.sitting,
            "rehearsal": asked.rehearsal,
            "colour": asked.colour,
            "wifi": settings.HALL_WIFI,
            "state": box.state,
            "phase": _phase(board),
            "threshold": board.threshold,
            "trustees": trustees_shown(board),
            "elections": rounds.waiting(board) if box.state == PREPARED else [board.election_uuid],
            "rounds": rounds.shown(board),
            "election": board.serialised or None,
            "trustees_json": board.trustees or None,
            "election_uuid": board.election_uuid,
            "fingerprint": hexdigest(board.serialised) if board.serialised else None,
            "items": [{"key": item.key, "no": item.no, "title": item.title} for item in asked.items],
            "options": [asdict(option) for option in asked.options],
            "blank": asked.blank,
            "questions": answer_names(asked),
            "height": board.height,
            "bytes": board.size,
            "head": board.head or None,
            "bundle": board.bundle or None,
            "page": page_fingerprint(board) or None,
            "ballots": board.ballots.count(),
        }
    )


def _phase(board: Board) -> str:
    if board.totals is not None:
        return "counted"
    if board.tally:
        return "closed"
    return "open" if board.height else "slips" if board.serialised else "keys"


@require_GET
@door
def archive(request: HttpRequest, board: Board) -> HttpResponseBase:
    """The archive's bytes from ?from= on."""
    start = request.GET.get("from", "0")
    if not start.isdecimal() or int(start) > board.size:
        return json_answer(
            {"problem": f"看板现在只有 {board.size} 字节，您手里的副本更长：请停止操作，报告总监票人"}, 416
        )
    answer = StreamingHttpResponse(_bytes(board, int(start)), content_type="application/octet-stream")
    answer["Content-Length"] = str(board.size - int(start))
    answer["Content-Disposition"] = f'attachment; filename="{board.election_uuid}.bel"'
    return answer


@require_GET
@door
def checkpoints(request: HttpRequest, board: Board) -> HttpResponse:
    """What stations signed of the board, so that each sees what the others saw."""
    return HttpResponse(SealedBox().checkpoints(board.pk), content_type="text/plain; charset=utf-8")


@require_GET
@door
def bundle(request: HttpRequest, board: Board) -> HttpResponse:
    """The published bundle, for the stations that are to sign it; everybody else gets it when it is announced."""
    ceremony.station_of(board, _code(request, "Station"))
    if not board.bundle:
        raise ceremony.Late("计票还没有完成，还没有公开档案")
    return HttpResponse(zipped(files_of(board)), content_type="application/zip")


def _bytes(board: Board, start: int) -> Iterator[bytes]:
    """Exactly up to the size that was announced, whatever is appended meanwhile."""
    left = board.size - start
    for chunk in boards.chunks(board, start):
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return


def _code(request: HttpRequest, kind: str) -> str:
    word, _, code = request.headers.get("Authorization", "").partition(" ")
    if word != kind:
        raise ceremony.Unknown("没有连接码：请在网站的“密钥”页取得连接码")
    return code[:40]


@require_http_methods(["GET", "POST"])
@door
def station(request: HttpRequest, board: Board) -> HttpResponse:
    """A teller's station asks what is awaited, or hands in its next message."""
    code = _code(request, "Station")
    if request.method == "GET":
        return json_answer(ceremony.state_for(board, ceremony.station_of(board, code)))
    value = _body(request)
    board, no = ceremony.take(board.pk, code, str(value.get("step", "")), value.get("content"))
    return json_answer(ceremony.state_for(board, no))


@require_POST
@door
def slips(request: HttpRequest, board: Board) -> HttpResponse:
    """The credential office hands in the public credentials of the slips it made."""
    if not ceremony.office_holds(board, _code(request, "Office")):
        raise ceremony.Unknown("连接码不对或已换新：请在网站的“票签”页重新取得连接码")
    body = _body(request)
    public, number = body.get("public"), str(body.get("election", ""))[:32]
    if not isinstance(public, list):
        raise ValueError("没有收到票签的公开凭据")
    return json_answer({"printed": SealedBox().take_slips(board.pk, [str(key)[:700] for key in public], number)}, 201)
