"""The ballot box of level L1: anonymous slips drawn by lot, one ballot a slip, opened only when closed.

`Box` is what settings.BALLOT_BOX names; piaojue/stages/vote/ballot_box.py says what every box promises. Never a person,
a seat or a session comes in here.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Self
from uuid import UUID, uuid4

from django.db import transaction

from booth import models
from booth.marks import Marks, length_needed, objections, sorted_marks
from booth.question_list import QuestionList
from booth.seal import destroy_key, make_key, seal, unseal
from booth.slips import ballot_key, grouped, new_secret, slip_digest, tracking_code, typed
from engines.chaining import canonical

UNKNOWN, VOID, UNUSED, TRANSCRIBING = "unknown", "void", "unused", "transcribing"
MAY_VOTE = (UNUSED, TRANSCRIBING)
STORED, SAME, OTHER = "stored", "same", "other"
PREPARED, OPEN, PAPER, CLOSED = "prepared", "open", "paper", "closed"
MOST_SLIPS = 5000


@dataclass(frozen=True)
class Answer:
    """What holds for one slip.

    state: one of
           unused  the slip may still vote
           transcribing  two tellers may put a paper ballot into the box with it, filled twice
           stored  its ballot went into the box just now
           same    this very ballot was in the box already
           other   another ballot of this slip is in the box, and stands
           void    the slip was declared void
           unknown no slip of this box
           prepared | paper | closed   the box takes no ballots now
    code:  核验码 when a ballot is in the box, otherwise empty
    """

    state: str
    code: str = ""


@dataclass(frozen=True)
class SealedContent:
    """What is under the seal of one ballot. page: number of the page it was filled on, see `new_page`."""

    marks: Marks
    page: str

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `to_json` wrote."""
        return cls(data["marks"], data["page"])

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"marks": self.marks, "page": self.page}


class Box:
    """Implements the ballot box (level L1)."""

    level = "L1"

    def prepare(self, election: dict[str, Any]) -> UUID:
        """A new box for a frozen question list."""
        asked = QuestionList.from_json(election)
        box = models.Box(uuid=uuid4(), election=asked.to_json(), length=length_needed(asked))
        box.save(force_insert=True)
        return box.uuid

    @transaction.atomic
    def print_slips(self, uuid: UUID, n: int) -> list[str]:
        """n new slips; the secrets are returned once, in an order by lot. Digests are kept, sorted."""
        box = _locked(uuid, PREPARED, doing="印制票签")
        if not 1 <= n <= MOST_SLIPS - box.printed:
            raise ValueError(f"一次投票的票签应在 1 到 {MOST_SLIPS} 张之间，已印 {box.printed} 张")
        made = [new_secret() for _ in range(n)]
        slips = (models.BoothSlip(digest=digest, box=box) for digest in sorted(slip_digest(uuid, s) for s in made))
        models.BoothSlip.objects.bulk_create(slips, batch_size=500)
        box.printed += n
        box.save(update_fields=["printed"])
        return [grouped(secret) for secret in made]

    @transaction.atomic
    def void_slips(self, uuid: UUID, codes: Iterable[str] | None = None) -> dict[str, str]:
        """Declare slips void: left over before opening, or handed in for a paper ballot. None: all of an unopened box.

        result: {code: "void" | "used" | "unknown"}; a used slip stays as it is
        """
        if codes is None:
            box = _locked(uuid, PREPARED, doing="整批作无效票签")
            voided = box.slips.filter(void=False).update(void=True)
            box.void += voided
            box.save(update_fields=["void"])
            return {}
        box = _locked(uuid, PREPARED, OPEN, PAPER, doing="作无效票签")
        results = {code: self._void(box, typed(code)) for code in codes}
        box.save(update_fields=["void"])
        return results

    def _void(self, box: models.Box, secret: str) -> str:
        slip = box.slips.filter(digest=slip_digest(box.uuid, secret)).first()
        if slip is None:
            return UNKNOWN
        if box.ballots.filter(key=ballot_key(box.uuid, secret)).exists():
            return "used"
        box.void += not slip.void
        slip.void = True
        slip.save(update_fields=["void"])
        return VOID

    def slips(self, uuid: UUID) -> tuple[int, int]:
        """(printed, void) slips."""
        return models.Box.objects.values_list("printed", "void").get(pk=uuid)

    @transaction.atomic
    def open(self, uuid: UUID) -> None:
        """From now on ballots are taken."""
        box = _locked(uuid, PREPARED, doing="开箱投票")
        make_key(uuid)
        box.state = OPEN
        box.save(update_fields=["state"])

    @transaction.atomic
    def suspend(self, uuid: UUID) -> None:
        """Take no more ballots, keep those that are in: the rest of the sitting votes on paper."""
        box = _locked(uuid, OPEN, doing="改用纸质票")
        box.state = PAPER
        box.save(update_fields=["state"])

    @transaction.atomic
    def close(self, uuid: UUID) -> None:
        """Take no more ballots; open them all at once, sort them, forget which was which, destroy the key."""
        box = _locked(uuid, OPEN, PAPER, doing="截止投票")
        rows = list(box.ballots.all())
        box.opened = sorted_marks([_content(row).marks for row in rows])
        box.codes = sorted(tracking_code(row.key) for row in rows)
        box.state = CLOSED
        box.save(update_fields=["opened", "codes", "state"])
        box.ballots.all().delete()
        box.slips.all().delete()
        transaction.on_commit(partial(destroy_key, uuid))

    def returned(self, uuid: UUID) -> int:
        """Ballots in the box (张); known at any time."""
        box = models.Box.objects.get(pk=uuid)
        return len(box.codes) if box.state == CLOSED else box.ballots.count()

    def counts(self, uuid: UUID) -> list[Marks]:
        """Every ballot's marks, sorted by content. raises: ValueError before closing."""
        box = models.Box.objects.get(pk=uuid)
        if box.state != CLOSED:
            raise ValueError("投票还没有截止，票箱不能打开")
        if box.opened is None:
            raise ValueError("已经计过票，单张选票的内容已在计票后销毁")
        destroy_key(uuid)  # gone since closing, unless the machine stopped in that very moment
        return list(box.opened)

    def forget(self, uuid: UUID) -> None:
        """After the count: the ballots' marks go. Who knew how somebody marked all items could find that ballot among them."""
        models.Box.objects.filter(pk=uuid, state=CLOSED).update(opened=None)

    def codes(self, uuid: UUID) -> list[str]:
        """All tracking codes, sorted. raises: ValueError before closing."""
        box = models.Box.objects.get(pk=uuid)
        if box.state != CLOSED:
            raise ValueError("投票还没有截止，核验码清单还不能公布")
        return [grouped(code) for code in box.codes]

    @transaction.atomic
    def discard(self, uuid: UUID) -> None:
        """Wipe the box and everything in it: a rehearsal is over, or the poll was abandoned."""
        models.Box.objects.filter(pk=uuid).delete()
        transaction.on_commit(partial(destroy_key, uuid))

    def address(self, uuid: UUID, code: str = "") -> str:
        """The voter's page. The secret is the fragment, which a browser never sends."""
        return f"/booth/{uuid}/" + (f"#{typed(code)}" if code else "")


def look(uuid: UUID, secret: str) -> Answer:
    """What holds for a slip now. raises: models.Box.DoesNotExist."""
    box, secret = models.Box.objects.get(pk=uuid), typed(secret)
    code = tracking_code(ballot_key(uuid, secret))
    if box.state == CLOSED:
        return Answer(OTHER, grouped(code)) if code in box.codes else Answer(CLOSED)
    slip = box.slips.filter(digest=slip_digest(uuid, secret)).first()
    if slip is None:
        return Answer(UNKNOWN)
    if box.ballots.filter(key=ballot_key(uuid, secret)).exists():
        return Answer(OTHER, grouped(code))
    if slip.void:
        return Answer(VOID)
    return Answer(UNUSED) if box.state == OPEN else Answer(box.state)


def present(uuid: UUID, code: str) -> bool:
    """Is a ballot with this tracking code in the box? raises: models.Box.DoesNotExist."""
    box, code = models.Box.objects.get(pk=uuid), typed(code)
    if len(code) != len(tracking_code("0" * 64)):
        return False
    return code in box.codes if box.state == CLOSED else box.ballots.filter(key__startswith=code.lower()).exists()


def new_page() -> str:
    """A number for one opened page, so that the same page sent twice is known as the same ballot.

    It is stored with the marks under the seal: somebody who finds a slip cannot find out what it voted by guessing.
    """
    return secrets.token_hex(32)


@transaction.atomic
def cast(uuid: UUID, secret: str, marks: Marks, page: str) -> Answer:
    """Put one ballot into the box, once a slip: first ballot stands.

    page:   number of the page it was filled on (new_page)
    raises: ValueError in Chinese for marks the question list forbids; models.Box.DoesNotExist
    """
    # The box's row is locked, never the slip's: PostgreSQL writes a locker's number into the row that it locks.
    box = models.Box.objects.select_for_update().get(pk=uuid)
    answer = look(uuid, secret)
    if answer.state == OTHER and box.state != CLOSED:
        row = models.SealedBallot.objects.get(key=ballot_key(uuid, typed(secret)))
        same = _content(row) == SealedContent(marks, page[:64])
        return Answer(SAME if same else OTHER, answer.code)
    if answer.state != UNUSED:
        return answer
    if problems := objections(box.question_list, marks):
        raise ValueError("；".join(problems))
    key = ballot_key(uuid, typed(secret))
    plain = canonical(SealedContent(marks, page[:64]).to_json())
    models.SealedBallot(key=key, box=box, sealed=seal(uuid, key, plain, box.length)).save(force_insert=True)
    return Answer(STORED, grouped(tracking_code(key)))


def _content(row: models.SealedBallot) -> SealedContent:
    return SealedContent.from_json(json.loads(unseal(row.box_id, row.key, bytes(row.sealed))))


def _locked(uuid: UUID, *states: str, doing: str) -> models.Box:
    """The box's row, locked. raises: ValueError unless it is in one of `states`."""
    box = models.Box.objects.select_for_update().get(pk=uuid)
    if box.state not in states:
        now = {PREPARED: "还没有开箱", OPEN: "正在投票", PAPER: "已改用纸质票", CLOSED: "已经截止"}[box.state]
        raise ValueError(f"票箱{now}，现在不能{doing}")
    return box
