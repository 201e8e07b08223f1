"""Tables that this room takes: the hotline's export."""

from collections.abc import Mapping, Sequence
from typing import Any

from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Draft, Fate, Outcome, Plan, TableKind, Taken, takes_tables
from piaojue.commons.years.models import Year
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.models import Channel, Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.spelling import Spellings
from piaojue.stages.suggest.tickets import COLUMNS, doubts_of, ticket_of
from piaojue.stages.suggest.undoing import undo_tickets


def _year(pk: int) -> Year | None:
    return Year.objects.select_related("place").filter(pk=pk).first()


def hotline_tickets(year: Year, numbers: Sequence[str]) -> dict[str, int]:
    """工单编号 → key of the suggestion, of those of the year that were imported already."""
    rows = Suggestion.objects.filter(year=year, channel=Channel.HOTLINE, source_ref__in=numbers)
    return dict(rows.values_list("source_ref", "pk"))


def _plan(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    known = set(hotline_tickets(year, [draft.values["source_ref"] for draft in drafts]))
    spellings = Spellings.of(year.place)
    fates = []
    for draft in drafts:
        if draft.values["source_ref"] in known:
            fates.append(Fate(Outcome.KNOWN))
        else:
            fates.append(Fate(Outcome.NEW, doubts=tuple(doubts_of(draft.values, spellings))))
    return Plan(fates)


def _take(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    spellings = Spellings.of(year.place)
    tickets = [ticket_of(draft.values, spellings) for draft in drafts]
    numbers = [ticket.source_ref for ticket in tickets]
    before = hotline_tickets(year, numbers)
    done = actions.import_tickets(year=year, tickets=tickets, by=by)
    made = hotline_tickets(year, numbers)
    fresh = {
        draft.number: made[number]
        for draft, number in zip(drafts, numbers, strict=True)
        if number in made and number not in before
    }
    return Taken(fresh, f"新增 {done.new} 条，原有 {done.known} 条")


TICKETS = takes_tables(
    TableKind(
        "tickets",
        "热线工单",
        MOVES["import_tickets"],
        COLUMNS,
        find=_year,
        plan=_plan,
        take=_take,
        undo=lambda year, keys, by: undo_tickets(year=year, keys=keys, by=by),
        goes_to=lambda year: year.page("campaign"),
        key=("source_ref",),
        example=lambda year: [
            [
                "20260305001",
                "东街社区路灯不亮",
                "三号楼前的路灯坏了一周，请修",
                year.place.name,
                "",
                "王某",
                "13800000000",
                "是",
            ]
        ],
        lead="已有的工单照旧，不会重复。",
    )
)
