"""Paper boxes: what went out, and two tellers' independent sheets. The poll stays locked, so that it is not closed meanwhile."""

from dataclasses import replace

from django.db import transaction

from engines.counting import sums_agree
from piaojue.commons.acting import acting, locked
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.vote.actions.lapsing import paper_went_on
from piaojue.stages.vote.ballots import columns, differences, sheet_counts
from piaojue.stages.vote.models import PaperBox, Poll
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.values import Sheet


@transaction.atomic
def add_paper_box(*, poll: Poll, name: str, by: Seat, issued: int = 0) -> PaperBox:
    """A box for paper ballots. issued: paper ballots that went out for it so far (张). Raises NotYours, Refused."""
    name = name.strip()
    box = PaperBox(place=poll.place, year=poll.year, poll=poll, name=name[:40], issued=issued)
    with acting(MOVES["add_paper_box"], poll, by, makes=box, hold=True):
        if not name or poll.paper_boxes.filter(name=name).exists():
            raise Refused("票箱要有名称，并且不能与已有票箱重名，例如：一号票箱")
        if issued < 0:
            raise Refused("发出的纸票不能是负数")
    paper_went_on(poll, by)
    return box


@transaction.atomic
def register_paper(
    *, box: PaperBox, issued: int, by: Seat, collected: int | None = None, version: int | None = None
) -> PaperBox:
    """How many paper ballots went out for this box and, once it was emptied, how many came back (张). Raises NotYours, Refused.

    What went out is on no sheet: a number typed wrongly is put right even when both sheets agree, or nothing could be counted.
    """
    poll, box = _held(box)
    with acting(MOVES["register_paper"], poll, by, makes=box) as act:
        if version is not None and version != box.version:
            raise Refused("别人刚改过这个票箱，请刷新看过最新内容再填")
        if issued < 0 or (collected or 0) < 0:
            raise Refused("纸质票张数不能是负数")
        if box.settled and collected != box.collected:
            raise Refused("这个票箱两人录入已经一致，收回的张数不能再改")
        box.issued, box.collected, box.version = issued, collected, box.version + 1
        act.note(issued=issued, collected=collected)
    paper_went_on(poll, by)
    return box


@transaction.atomic
def enter_paper(*, box: PaperBox, sheet: Sheet, by: Seat) -> PaperBox:
    """One teller's sheet of one box. The second, by another person, settles it when both agree.

    raises: NotYours, Refused (sums that do not agree; two others have entered it already; agreed already)
    Where the two sheets differ nothing is settled; whoever erred enters the sheet again (see `ballots.differences`).
    """
    poll, box = _held(box)
    with acting(MOVES["enter_paper"], poll, by, makes=box) as act:
        others = _sheets_of_others(box, by)
        sheet = _checked(poll, box, sheet)
        agreed = any(not differences(poll, other, sheet) for other in others.values())
        box.entries, box.version = {**box.entries, str(by.pk): sheet}, box.version + 1
        box.settled = sheet if agreed else None
        act.note(agreed=agreed)
    return box


def _held(box: PaperBox) -> tuple[Poll, PaperBox]:
    """Both as they are now, locked until the act ends; always the poll first."""
    poll = locked(box.poll)
    box = locked(box)
    box.poll = poll
    return poll, box


def _sheets_of_others(box: PaperBox, by: Seat) -> dict[str, Sheet]:
    """Raises Refused when this seat may not enter the box (any more)."""
    if box.settled:
        raise Refused("这个票箱两人录入已经一致，不能再改")
    others = {key: sheet for key, sheet in box.entries.items() if key != str(by.pk)}
    if len(others) > 1:
        raise Refused("这个票箱已由另外两人录入，请由他们核对一致")
    if Seat.objects.filter(pk__in=others, person=by.person).exists():
        raise Refused("两次录入必须由不同的人完成")
    return others


def _checked(poll: Poll, box: PaperBox, sheet: Sheet) -> Sheet:
    """The sheet as it is kept: only reasons that occurred. Raises Refused with everything that does not add up."""
    width = len(columns(poll))
    items = {key: tuple(sheet.items.get(key, ())) for key in poll.keys}
    spoiled = {str(reason)[:60]: number for reason, number in sheet.spoiled.items() if number}
    numbers = [sheet.returned, *spoiled.values(), *(number for row in items.values() for number in row)]
    if any(isinstance(number, bool) or not isinstance(number, int) or number < 0 for number in numbers):
        raise Refused("票数要填不小于 0 的整数")
    if any(len(row) != width for row in items.values()) or set(sheet.items) - set(items):
        raise Refused("录入表与票面的项目不一致，请刷新后重填")
    sheet = replace(sheet, spoiled=spoiled, items=items)
    if poll.sealed and box.collected not in (None, sheet.returned):
        raise Refused(
            f"截止前登记收回 {box.collected} 张，现在填 {sheet.returned} 张：请当面重新清点，登记错了先改登记"
        )
    counts = sheet_counts(poll, sheet, issued=box.issued)
    if counts.valid < 0:
        raise Refused(f"无效票 {counts.void} 张多于收回 {counts.returned} 张，请重新清点")
    if not (check := sums_agree(counts, poll.titles, columns(poll))):
        raise Refused(*check.problems)
    return sheet
