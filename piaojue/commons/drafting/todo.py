"""今天要办 of papers: to sign for, to carry out, to judge; what a resolution wanted and nobody did."""

from collections.abc import Iterable
from itertools import islice

from django.utils import timezone

from engines.papers import Gap
from piaojue.commons.drafting.models import Document, DocumentState
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.moves_points import EXECUTORS, JUDGES
from piaojue.commons.drafting.queries_deliveries import late_from, unsigned_for
from piaojue.commons.drafting.queries_lacking import papers_that_lack
from piaojue.commons.drafting.queries_points import not_carried_out, to_answer, to_judge
from piaojue.commons.drafting.roles import SIGNERS, WRITERS, signs
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import CLERKS, Role
from piaojue.commons.todo import Day, Task, dated, waiting
from piaojue.commons.years.models import Year, not_voided
from piaojue.commons.years.road import Stage

MOST, FEW = 10, 2
OVERSEERS = JUDGES | {Role.COMMITTEE, Role.DEPUTY, Role.PRESIDIUM}
"""Who sees what a resolution wanted and nobody did."""


@waiting
def papers_to_sign_for(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("receive_delivery", seat.place, seat):
        return
    for row in unsigned_for(seat)[:MOST]:
        note = f"{row.place.name}送来《{row.document}》"
        yield Task("签收公文", row.get_absolute_url(), due=row.due, note=note, act="drafting.receive_delivery")


@waiting
def papers_to_sign(seat: Seat) -> Iterable[Task]:
    if seat.role not in SIGNERS:
        return
    rows = Document.objects.filter(not_voided(), place=seat.place, state=DocumentState.REVIEWED)
    for row in [row for row in rows.select_related("created_by").order_by("pk") if signs(row, seat)][:MOST]:
        yield Task("签发公文", row.get_absolute_url(), note=row.title, act="drafting.issue_document")


@waiting
def what_papers_lack(seat: Seat) -> Iterable[Task]:
    """Each page on which something is entered that a paper under way lacks."""
    if seat.role not in WRITERS:
        return
    years = Year.objects.filter(place=seat.place).exclude(stage=Stage.ARCHIVED).select_related("place")
    lacking = ((year, *paper) for year in years for paper in papers_that_lack(year, seat))
    yield from islice((task for one in lacking for task in _filling(*one)), MOST)


def _filling(year: Year, title: str, gaps: Iterable[Gap]) -> Iterable[Task]:
    """One line a page."""
    pages: dict[str, list[str]] = {}
    for gap in gaps:
        if gap.where:
            pages.setdefault(gap.where, []).append(gap.label)
    for url, labels in pages.items():
        more = f"等 {len(labels)} 项" if len(labels) > FEW else ""
        yield Task(f"填写{'、'.join(labels[:FEW])}{more}", url, note=f"{year}《{title}》还缺")


@waiting
def receipts_that_lack(seat: Seat) -> Iterable[Task]:
    if seat.role not in CLERKS | {Role.GOV_OFFICE, Role.LEADING_GROUP}:
        return
    for row in late_from(seat, timezone.localdate())[:MOST]:
        yield Task("催签收", row.get_absolute_url(), due=row.due, note=f"{row.name}：《{row.document}》")


@waiting
def points_to_carry_out(seat: Seat) -> Iterable[Task]:
    if seat.role not in EXECUTORS:
        return
    for row in to_answer(seat)[:MOST]:
        note = f"《{row.document}》第 {row.number} 点"
        yield Task("答复决议落实情况", row.get_absolute_url(), due=row.due, note=note, act="drafting.answer_point")


@waiting
def points_to_judge(seat: Seat) -> Iterable[Task]:
    if seat.role not in CLERKS:
        return
    for row in to_judge(seat.place)[:MOST]:
        note = f"《{row.document}》第 {row.number} 点"
        yield Task("认定决议是否落实", row.get_absolute_url(), note=note, act="drafting.accept_point")


@waiting
def points_not_carried_out(seat: Seat) -> Iterable[Task]:
    """One line a year, for everybody in the congress."""
    if seat.role not in OVERSEERS:
        return
    years: dict = {}
    for row in not_carried_out(seat.place, timezone.localdate()):
        years.setdefault(row.year, []).append(row)
    for year, rows in years.items():
        yield Task("决议过期或没有落实的要点", year.page("points"), count=len(rows), note=str(year))


@dated
def points_due(seat: Seat) -> Iterable[Day]:
    """By when a unit carries a resolution out."""
    if seat.role not in EXECUTORS:
        return
    for row in to_answer(seat).exclude(due=None)[:MOST]:
        if row.due is None:
            continue
        note = f"《{row.document}》第 {row.number} 点"
        yield Day("落实决议", row.due, url=row.get_absolute_url(), note=note)
