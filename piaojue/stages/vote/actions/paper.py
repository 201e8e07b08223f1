"""Paper boxes: what went out, and two tellers' independent sheets."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from engines.counting import sums_agree
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.stages.vote.actions.hall import paper_went_on
from piaojue.stages.vote.actions.locking import appointed, locked
from piaojue.stages.vote.ballots import columns, differences, sheet_counts
from piaojue.stages.vote.models import PaperBox, Poll
from piaojue.stages.vote.moves import MOVES


@transaction.atomic
def add_paper_box(*, poll: Poll, name: str, by: Seat, issued: int = 0) -> PaperBox:
    """A box for paper ballots. issued: paper ballots that went out for it so far (张). Raises NotYours, Refused."""
    poll = locked(poll)
    MOVES.take("keep_paper_box", poll, by)
    appointed(poll, by)
    name = name.strip()
    if not name or poll.paper_boxes.filter(name=name).exists():
        raise Refused("票箱要有名称，并且不能与已有票箱重名，例如：一号票箱")
    if issued < 0:
        raise Refused("发出的纸票不能是负数")
    box = PaperBox.objects.create(
        place=poll.place, year=poll.year, poll=poll, name=name[:40], issued=issued, created_by=by
    )
    paper_went_on(poll, by)
    record("vote.paper_box_added", box, by)
    return box


@transaction.atomic
def set_paper_issued(
    *, box: PaperBox, issued: int, by: Seat, collected: int | None = None, version: int | None = None
) -> PaperBox:
    """How many paper ballots went out for this box and, once it was emptied, how many came back (张). Raises NotYours, Refused.

    What went out is on no sheet: a number typed wrongly is put right even when both sheets agree, or nothing could be counted.
    """
    poll = locked(box.poll)
    MOVES.take("keep_paper_box", poll, by)
    appointed(poll, by)
    box = PaperBox.objects.select_for_update().get(pk=box.pk)
    if version is not None and version != box.version:
        raise Refused("别人刚改过这个票箱，请刷新看过最新内容再填")
    if issued < 0 or (collected or 0) < 0:
        raise Refused("纸质票张数不能是负数")
    if box.settled and collected != box.collected:
        raise Refused("这个票箱两人录入已经一致，收回的张数不能再改")
    box.issued, box.collected, box.version = issued, collected, box.version + 1
    box.save(update_fields=["issued", "collected", "version"])
    paper_went_on(poll, by)
    record("vote.paper_issued", box, by, issued=issued, collected=collected)
    return box


@transaction.atomic
def enter_paper(*, box: PaperBox, sheet: Mapping[str, Any], by: Seat) -> PaperBox:
    """One teller's sheet of one box. The second, by another person, settles it when both agree.

    sheet:  {"returned": n, "spoiled": {reason: n}, "items": {key: [n, n, n, n]}} in ballots; the four counts stand in the
            order of ballots.columns
    raises: NotYours, Refused (sums that do not agree; two others have entered it already; agreed already)
    Where the two sheets differ nothing is settled; whoever erred enters the sheet again (see `differences`).
    """
    poll = locked(box.poll)
    MOVES.take("enter_paper", poll, by)
    appointed(poll, by)
    box = PaperBox.objects.select_for_update(of=("self",)).select_related("poll").get(pk=box.pk)
    if box.settled:
        raise Refused("这个票箱两人录入已经一致，不能再改")
    mine, sheets = str(by.pk), dict(box.entries)
    others = {key: entry for key, entry in sheets.items() if key != mine}
    if len(others) > 1:
        raise Refused("这个票箱已由另外两人录入，请由他们核对一致")
    if any(Seat.objects.filter(pk=key, person=by.person).exists() for key in others):
        raise Refused("两次录入必须由不同的人完成")
    clean = _checked(poll, box, sheet)
    sheets[mine] = clean
    box.entries, box.version = sheets, box.version + 1
    agreed = [entry for entry in others.values() if not differences(poll, entry, clean)]
    box.settled = clean if agreed else None
    box.save(update_fields=["entries", "settled", "version"])
    record("vote.paper_entered", box, by, agreed=bool(agreed))
    return box


def differences_of(box: PaperBox) -> list[str]:
    """Where the two sheets of a box differ; empty before both are entered."""
    sheets = list(box.entries.values())
    return differences(box.poll, *sheets) if len(sheets) == 2 else []


def _checked(poll: Poll, box: PaperBox, sheet: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet in its kept shape. Raises Refused with everything that does not add up."""
    width = len(columns(poll))
    spoiled = {str(reason)[:60]: n for reason, n in sheet.get("spoiled", {}).items() if n}
    items = {key: list(sheet["items"].get(key, [])) for key in poll.keys}
    numbers = [sheet["returned"], *spoiled.values(), *(n for row in items.values() for n in row)]
    if any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in numbers):
        raise Refused("票数要填不小于 0 的整数")
    if any(len(row) != width for row in items.values()) or set(sheet["items"]) - set(items):
        raise Refused("录入表与票面的项目不一致，请刷新后重填")
    clean = {"returned": sheet["returned"], "spoiled": spoiled, "items": items}
    if poll.sealed and box.collected not in (None, clean["returned"]):
        raise Refused(
            f"截止前登记收回 {box.collected} 张，现在填 {clean['returned']} 张：请当面重新清点，登记错了先改登记"
        )
    counted = sheet_counts(poll, clean, issued=box.issued)
    if counted.valid < 0:
        raise Refused(f"废票 {counted.void} 张多于收回 {counted.returned} 张，请重新清点")
    if not (check := sums_agree(counted, poll.titles, columns(poll))):
        raise Refused(*check.problems)
    return clean


def unsettled(poll: Poll) -> list[str]:
    """Names of paper boxes on which two tellers do not yet agree."""
    return [box.name for box in poll.paper_boxes.all() if not box.settled]
