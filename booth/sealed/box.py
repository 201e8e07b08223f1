"""The ballot box of level L2: Belenios. The server holds a public board and can read no ballot.

`SealedBox` is what settings.BALLOT_BOXES names for L2; piaojue/stages/vote/ballot_box.py says what every box promises.
"""

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from booth import models
from booth.box import CLOSED, MOST_SLIPS, OPEN, PAPER, PREPARED
from booth.page_files import page_file
from booth.question_list import QuestionList
from booth.sealed import board as boards
from booth.sealed import ceremony, rounds
from booth.sealed.casting import credential_digest, hand_digest
from booth.sealed.page import page_fingerprint
from booth.sealed.parcel import files_of
from booth.sealed.questions import Totals, in_list_words, questions
from booth.sealed.station import Station
from booth.slips import grouped
from engines.sealing import archive as bel
from engines.sealing.ballot import parse_ballot
from engines.sealing.credential import Voter, public_credentials
from engines.sealing.encoding import compact, hexdigest, natural
from engines.sealing.errors import ArchiveBroken
from engines.sealing.tally import encrypted_tally

LEAST_TRUSTEES = 3


class OpenedText(TypedDict):
    """A ballot opened for a test. ballot: its text; seed: 64 hexadecimal digits."""

    ballot: str
    seed: str


class SealedBox:
    """Implements the ballot box (level L2)."""

    level = "L2"

    @transaction.atomic
    def prepare(self, election: dict[str, Any], keys_of: UUID | None = None) -> UUID:
        """A new box. election also has "trustees": names in order, and "threshold": shares that decrypt.

        keys_of: another box of the sitting, whose keys and slips serve this one, too
        raises: ValueError when fewer than three hold keys, losing one key would lose the vote, or others hold those keys
        """
        asked = QuestionList.from_json(election)
        names, k = asked.trustees, asked.threshold
        if len(names) < LEAST_TRUSTEES:
            raise ValueError(f"加密票箱至少要 {LEAST_TRUSTEES} 位监票人各持一把钥匙，现登记 {len(names)} 位")
        if not 2 <= k < len(names):
            fit = "2 把" if len(names) == LEAST_TRUSTEES else f"2 到 {len(names) - 1} 把"
            raise ValueError(
                f"{len(names)} 把钥匙应设 {fit}能开（在“设定规则”里改）：少了任何一个人都能独自开箱，多了丢一把就开不了"
            )
        questions(asked)
        box = models.Box(uuid=uuid4(), level=self.level, election=asked.to_json())
        box.save(force_insert=True)
        board = models.Board(
            box=box,
            ceremony=box.uuid,
            election_uuid=rounds.new_number(),
            began=int(time.time()),
            threshold=k,
            stations=[Station(name).to_json() for name in names],
        )
        if keys_of is None:
            rounds.set_aside(board.ceremony)
        else:
            rounds.inherit(board, rounds.locked(keys_of), names)
        if board.trustees:
            ceremony.write_election(board)
        board.save(force_insert=True)
        rounds.move_in(board)
        return box.uuid

    def print_slips(self, uuid: UUID, n: int) -> list[str]:
        """Never: the server must not see a private credential. raises: ValueError saying where slips are made."""
        raise ValueError("加密票箱的票签在票签组自己的电脑上印制，服务器不经手：请用票签组的连接码打开监票台程序")

    @transaction.atomic
    def take_slips(self, uuid: UUID, keys: Iterable[str], number: str = "") -> int:
        """Public credentials of new slips, from the credential office; the same again changes nothing.

        number: of another election of the sitting, in which these slips vote, too
        Returns how many slips this box has now.

        raises: ValueError, SealingError; then none is taken
        """
        board = _locked(uuid, PREPARED, doing="登记票签")
        if not board.serialised:
            raise ValueError("监票人的钥匙还没有做好，不能印票签")
        keys = list(keys)
        if number not in ("", board.election_uuid):
            if len(keys) > MOST_SLIPS or not rounds.take_elsewhere(board, number, keys):
                raise ValueError("本次会议没有这一场投票，请重新连接票签组，再印一批")
            return board.box.printed
        known = set(board.credentials.values_list("digest", flat=True))
        if keys and known.issuperset(rounds.digests_of(keys)):
            return board.box.printed  # the same batch again, after a lost answer
        if not 1 <= len(keys) <= MOST_SLIPS - board.box.printed:
            raise ValueError(f"一次投票的票签应在 1 到 {MOST_SLIPS} 张之间，已印 {board.box.printed} 张")
        rounds.check_new(keys, known)
        rounds.add_credentials(board, keys)
        return board.box.printed

    @transaction.atomic
    def void_slips(self, uuid: UUID, codes: Iterable[str] | None = None) -> dict[str, str]:
        """As every box; codes are public credentials, which the teller's page makes from the slips.

        A slip that was never handed out is void in every election of the sitting: its halves there follow the first one, with
        spaces between. A slip handed in after opening stays in the published list and is refused from then on in this one.
        """
        if codes is None:
            board = _locked(uuid, PREPARED, doing="整批作无效票签")
            voided = board.credentials.filter(void=False).update(void=True)
            _add(board.box, voided)
            rounds.void_all_elsewhere(board)
            return {}
        board = _locked(uuid, PREPARED, OPEN, PAPER, doing="作无效票签")
        slips = {code: code.split() or [""] for code in codes}
        if board.box.state == PREPARED:
            rounds.void_elsewhere(board, (key for halves in slips.values() for key in halves[1:]))
        return {code: self._void(board, halves[0]) for code, halves in slips.items()}

    def _void(self, board: models.Board, code: str) -> str:
        if code and not code.isdecimal():
            raise ValueError("这个页面应当在本机算出票签的公开凭据再提交：请打开浏览器的脚本功能后重试")
        slip = board.credentials.filter(digest=credential_digest(code)).first()
        if slip is None:
            return "unknown"
        if board.ballots.filter(credential=slip.digest).exists():
            return "used"
        if slip.transcribing:  # handed in once already: it buys no second paper ballot
            return "void"
        _add(board.box, int(not slip.void))
        slip.void = True
        slip.save(update_fields=["void"])
        return "void"

    @transaction.atomic
    def give_back(self, uuid: UUID, code: str, place: int, hand: str) -> str:
        """A teller takes the slip that was handed in for a paper ballot, to transcribe it with another teller; see the protocol."""
        board = _locked(uuid, OPEN, PAPER, doing="转录纸质票")
        slip = board.credentials.filter(Q(void=True) | Q(transcribing=True), digest=credential_digest(code)).first()
        if slip is None or board.ballots.filter(credential=slip.digest).exists():
            return "unknown"
        hands = [*slip.hands, "", ""][:2]
        hands[place] = hand_digest(code, hand)
        if all(hands) and slip.void:
            slip.void, slip.transcribing = False, True
            _add(board.box, -1)
        slip.hands = hands
        slip.save(update_fields=["void", "transcribing", "hands"])
        return "given" if slip.transcribing else "waiting"

    def slips_script(self) -> tuple[str, str]:
        """(address, integrity) of the script that computes a slip's public half on a teller's page."""
        file = page_file("slips")
        return f"/booth/page/{file.name}", file.integrity

    def page_fingerprint(self, uuid: UUID) -> str:
        """SHA-256 of the voter's page; empty before the key is made."""
        return page_fingerprint(models.Board.objects.select_related("box").get(pk=uuid))

    def roll(self, uuid: UUID) -> dict[str, list[str]]:
        """All slips by digest, sorted; see the protocol. Those that the archive lists went out."""
        board = models.Board.objects.get(pk=uuid)
        rows = list(board.credentials.order_by("digest").values_list("digest", "void", "transcribing"))
        out = boards.listed(board)
        return {
            "credentials": [digest for digest, _, _ in rows],
            "exchanged": [digest for digest, void, back in rows if digest in out and (void or back)],
            "transcribed": [digest for digest, _, back in rows if back],
            "voided": [digest for digest, _, _ in rows if digest not in out],
        }

    @transaction.atomic
    def publish(self, uuid: UUID, files: Mapping[str, str], fingerprint: str, before: UUID | None) -> None:
        """Keep what is published beside the archive. raises: ValueError when it was published already."""
        board = boards.locked(uuid)
        if board.bundle:
            raise ValueError("公开档案已经形成，不能更换")
        board.record, board.bundle, board.before = dict(files), fingerprint, before
        board.save(update_fields=["record", "bundle", "before"])

    def parcel(self, uuid: UUID) -> dict[str, bytes]:
        """The published bundle's files by path, the rounds before among them."""
        return files_of(models.Board.objects.get(pk=uuid))

    def checkpoints(self, uuid: UUID) -> str:
        """What stations signed of the board while it ran, a line each."""
        texts = models.Checkpoint.objects.filter(board_id=uuid).order_by("height", "no").values_list("text", flat=True)
        return "".join(f"{text}\n" for text in texts)

    def transcribed(self, uuid: UUID) -> int:
        """Ballots in the box that were transcribed from paper (张)."""
        given = models.PublicCredential.objects.filter(board_id=uuid, transcribing=True).values("digest")
        return models.BallotOnBoard.objects.filter(board_id=uuid, credential__in=given).count()

    def slips(self, uuid: UUID) -> tuple[int, int]:
        """(printed, void) slips."""
        return models.Box.objects.values_list("printed", "void").get(pk=uuid)

    @transaction.atomic
    def open(self, uuid: UUID) -> None:
        """Write Setup: election, trustees, the credentials that went out. raises: ValueError before the key is made."""
        board = _locked(uuid, PREPARED, doing="开箱投票")
        if not board.serialised:
            raise ValueError("监票人的钥匙还没有做好，不能开箱")
        voters = [Voter(natural(key)) for key in board.credentials.filter(void=False).values_list("key", flat=True)]
        boards.begin(board, board.serialised, board.trustees, compact(public_credentials(voters)))
        _set_state(board.box, OPEN)

    @transaction.atomic
    def suspend(self, uuid: UUID) -> None:
        """Take no more ballots, keep those that are in."""
        _set_state(_locked(uuid, OPEN, doing="改用纸质票").box, PAPER)

    @transaction.atomic
    def close(self, uuid: UUID) -> None:
        """EndBallots, then the encrypted tally. The archive is read back as an outsider would read it first.

        raises: ArchiveBroken when the database was changed behind the box's back
        """
        board = _locked(uuid, OPEN, PAPER, doing="截止投票")
        archive = boards.whole(board)
        election = ceremony.election_of(board)
        ballots = [parse_ballot(election, archive.payload(event)) for event in archive.of_type(bel.BALLOT)]
        if len(ballots) != board.ballots.count() or archive.head != board.head:
            raise ArchiveBroken("看板与登记的票数对不上：数据库被改动过。请停止操作，保留现场，报告主席团。")
        tally = encrypted_tally(election, ballots, {ballot.credential: Voter(ballot.credential) for ballot in ballots})
        boards.append(board, bel.END_BALLOTS)
        board.tally = tally.serialise()
        boards.append(board, bel.ENCRYPTED_TALLY, tally.sized(hexdigest(board.tally)), board.tally)
        board.save(update_fields=["tally"])
        _set_state(board.box, CLOSED)

    def returned(self, uuid: UUID) -> int:
        """Ballots on the board (张)."""
        return models.BallotOnBoard.objects.filter(board_id=uuid).count()

    def counts(self, uuid: UUID) -> None:
        """Single ballots can never be opened: the room asks for totals."""
        return None

    def totals(self, uuid: UUID) -> Totals:
        """Votes per item and option. raises: ValueError while shares are missing."""
        board = models.Board.objects.select_related("box").get(pk=uuid)
        if board.totals is None:
            waiting = f"还差 {ceremony.shares_missing(board)} 位监票人出具解密份额" if board.tally else "投票还没有截止"
            raise ValueError(f"{waiting}，票箱还不能打开")
        return in_list_words(board.box.question_list, board.totals)

    def forget(self, uuid: UUID) -> None:
        """There is no single ballot to forget: none was ever opened."""

    def codes(self, uuid: UUID) -> list[str]:
        """Tracking codes of all ballots, sorted, only after closing."""
        board = models.Board.objects.select_related("box").get(pk=uuid)
        if board.box.state != CLOSED:
            raise ValueError("投票还没有截止，核验码清单还不能公布")
        return [grouped(code) for code in board.ballots.order_by("code").values_list("code", flat=True)]

    def discard(self, uuid: UUID) -> None:
        """Wipe the box and its board."""
        board = models.Board.objects.filter(pk=uuid).first()
        if board is not None:
            rounds.forget(board)
        models.Box.objects.filter(pk=uuid).delete()

    def address(self, uuid: UUID, code: str = "") -> str:
        """The voter's page."""
        return f"/booth/{uuid}/" + (f"#{code}" if code else "")

    def connect(self, uuid: UUID, no: int) -> str:
        """A connection code for a teller's station (from 1) or the credential office (0)."""
        return ceremony.connect(uuid, no)

    def restart_keys(self, uuid: UUID) -> None:
        """Begin the key ceremony anew. raises: ValueError while slips are valid."""
        ceremony.restart(uuid)

    def keys(self, uuid: UUID) -> Mapping[str, Any]:
        """How far the keys are: {"threshold", "trustees": [{no, name, step, drilled}], "fingerprint", "head", "bundle", "signed", "shares_missing"}."""
        board = models.Board.objects.get(pk=uuid)
        return {
            "threshold": board.threshold,
            "trustees": trustees_shown(board),
            "fingerprint": hexdigest(board.serialised) if board.serialised else "",
            "election_uuid": board.election_uuid,
            "head": board.head,
            "bundle": board.bundle,
            "signed": [one.name for one in board.trustee_stations if one.signature],
            "shares_missing": ceremony.shares_missing(board) if board.tally else None,
        }

    def archive(self, uuid: UUID) -> tuple[str, bytes]:
        """(name, content) of the public archive. raises: ValueError before opening."""
        board = models.Board.objects.get(pk=uuid)
        if not board.height:
            raise ValueError("投票还没有开始，还没有档案")
        return f"{board.election_uuid}.bel", b"".join(boards.chunks(board))

    def strong_proofs(self, uuid: UUID) -> dict[str, Any]:
        """The strong proofs beside the shares, by number of the trustee, for the published bundle."""
        stations = models.Board.objects.get(pk=uuid).trustee_stations
        return {str(no): json.loads(one.strong) for no, one in enumerate(stations, 1) if one.strong}

    def opened(self, uuid: UUID) -> list[OpenedText]:
        """Ballots opened for a test: [{"ballot": text, "seed": hex}], for the published bundle."""
        return list(models.OpenedBallot.objects.filter(board_id=uuid).order_by("code").values("ballot", "seed"))


def trustees_shown(board: models.Board) -> list[dict[str, Any]]:
    """[{no, name, step: none | cert | polynomial | ready | shared, connected, drilled}] in order."""
    return [
        {"no": no, "name": one.name, "step": one.progress, "connected": bool(one.code), "drilled": one.drilled}
        for no, one in enumerate(board.trustee_stations, 1)
    ]


def _locked(uuid: UUID, *states: str, doing: str) -> models.Board:
    """The board with its box, locked. raises: ValueError unless the box is in one of `states`."""
    board = rounds.locked(uuid) if PREPARED in states else boards.locked(uuid)
    if board.box.state not in states:
        now = {PREPARED: "还没有开箱", OPEN: "正在投票", PAPER: "已改用纸质票", CLOSED: "已经截止"}[board.box.state]
        raise ValueError(f"票箱{now}，现在不能{doing}")
    return board


def _add(box: models.Box, void: int) -> None:
    box.void += void
    box.save(update_fields=["void"])


def _set_state(box: models.Box, state: str) -> None:
    box.state = state
    box.save(update_fields=["state"])
