"""送达: a paper goes to bodies, which sign for it; what a leader writes on it is kept with it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.drafting.models import Delivery, Document
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.queries_deliveries import addressees_of
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.people.queries import officers_of

MOST_AT_ONCE = 200
LONGEST_NAME = 60
SHORTEST_INSTRUCTION = 2


@transaction.atomic
def deliver_document(
    *, document: Document, bodies: Iterable[Body], by: Seat, others: str = "", due: date | None = None
) -> list[Delivery]:
    """Send a signed paper to bodies; who has it already gets it no second time.

    others: names of bodies that the system does not know, one a line
    raises: NotYours, Refused: nobody is named, or somebody who is not to be reached from here
    """
    chosen = list(bodies)
    names = list(dict.fromkeys(name.strip() for name in others.splitlines() if name.strip()))
    known = set(document.deliveries.values_list("name", flat=True))
    called = [(body.name[:LONGEST_NAME], body) for body in chosen]
    wanted: list[tuple[str, Body | None]] = [(name, body) for name, body in called if name not in known]
    taken = known | {name for name, _ in wanted}
    wanted += [(name, None) for name in names if name not in taken]
    _check(document, chosen, wanted, due)
    return [_sent(document, name, body, due, by) for name, body in wanted]


def _check(document: Document, chosen: list[Body], wanted: list[tuple[str, Body | None]], due: date | None) -> None:
    problems = unexplained(dates.due(due, today=timezone.localdate())) if due else []
    if not wanted:
        problems.append("请选择还没有送过的单位，或者写明单位名称")
    if len(wanted) > MOST_AT_ONCE:
        problems.append(f"一次最多送 {MOST_AT_ONCE} 个单位")
    reachable = set(addressees_of(document.place).values_list("pk", flat=True)) if chosen else set()
    if strangers := [body.name for body in chosen if body.pk not in reachable]:
        problems.append(f"不能直接送到{'、'.join(strangers)}：只送本级、上一级和下一级的单位")
    if any(len(name) > LONGEST_NAME for name, _ in wanted):
        problems.append(f"单位名称最多 {LONGEST_NAME} 个字")
    if problems:
        raise Refused(*problems)


def _sent(document: Document, name: str, body: Body | None, due: date | None, by: Seat) -> Delivery:
    row = Delivery(place=document.place, year=document.year, document=document, body=body, name=name, due=due)
    with acting(MOVES["deliver_document"], document, by, makes=row, hold=True):
        if document.deliveries.filter(name=name).exists():
            raise Refused(f"刚才已经送过{name}")
    if body is not None:
        until = f"，请于 {due:%Y-%m-%d} 前签收" if due else "，请签收"
        text = f"{document.place.name}送来《{document}》{until}。"
        tell((seat.person_id for seat in officers_of(body.pk)), text[:300], row.get_absolute_url(), year=row.year)
    return row


def receive_delivery(*, delivery: Delivery, by: Seat, receipt: str = "", version: int | None = None) -> Delivery:
    """Sign for it; the sender enters it for a body that has nobody here. receipt: who signed on paper. Raises NotYours, Refused."""
    with acting(MOVES["receive_delivery"], delivery, by, version=version) as act:
        row = act.thing
        if not by.speaks_for.intersection({row.body_id}) and not receipt.strip():
            raise Refused("代为登记签收的，请写明对方谁签收、在什么时候")
        row.received_at, row.received_by, row.receipt = timezone.now(), by, receipt.strip()
    return row


def instruct_delivery(
    *,
    delivery: Delivery,
    instruction: str,
    instructed_by: str,
    instructed_on: date,
    by: Seat,
    version: int | None = None,
) -> Delivery:
    """Keep what a leader wrote on it, once; later it is corrected (drafting/corrections.py). Raises NotYours, Refused."""
    with acting(MOVES["instruct_delivery"], delivery, by, version=version) as act:
        row, today = act.thing, timezone.localdate()
        problems = [] if len(instruction.strip()) >= SHORTEST_INSTRUCTION else ["请写明批示的内容"]
        if not instructed_by.strip():
            problems.append("请写明批示人")
        if not timezone.localdate(row.created_at) <= instructed_on <= today:
            problems.append("批示日期要在送出以后、今天以前")
        if problems:
            raise Refused(*problems)
        row.instruction, row.instructed_by = instruction.strip(), instructed_by.strip()
        row.instructed_on, row.written_down_by = instructed_on, by
        if row.received_at is None:
            row.received_at, row.received_by = timezone.now(), by
    if row.created_by is not None and row.created_by.person_id != by.person_id:
        text = f"《{row.document}》有批示：{row.instructed_by}（{row.name}）。"
        tell([row.created_by.person_id], text[:300], row.get_absolute_url(), year=row.year)
    return row
