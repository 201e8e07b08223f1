"""Tables that this room takes: the hotline's export, and paper slips that were typed into a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Draft, Fate, Outcome, Plan, TableKind, Taken, takes_tables
from piaojue.commons.years.models import Year
from piaojue.stages.suggest import actions, slips
from piaojue.stages.suggest.models import Channel, Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.spelling import Spellings
from piaojue.stages.suggest.tickets import COLUMNS, doubts_of, ticket_of
from piaojue.stages.suggest.undoing import undo_slips, undo_tickets


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


def _plan_slips(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    spellings = Spellings.of(year.place)
    known = _known_slips(year, drafts)
    seen: dict[slips.Key, int] = {}
    fates = []
    for draft in drafts:
        key = slips.key_of(draft.values, spellings)
        first = seen.setdefault(key, draft.number)
        if key in known or first != draft.number:
            where = "已登记过" if key in known else f"与第 {first} 行相同"
            fates.append(Fate(Outcome.KNOWN, f"{where}：同一个人的同一条建议"))
        else:
            fates.append(Fate(Outcome.NEW, doubts=tuple(slips.doubts_of(draft.values, spellings))))
    return Plan(fates)


def _known_slips(year: Year, drafts: Sequence[Draft]) -> set[slips.Key]:
    return slips.known_keys(year, [draft.values["proposer_name"] for draft in drafts])


def _take_slips(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    spellings = Spellings.of(year.place)
    known = _known_slips(year, drafts)
    made = {}
    for draft in drafts:
        key = slips.key_of(draft.values, spellings)
        if key not in known:
            known.add(key)
            made[draft.number] = actions.enter_for(year=year, by=by, **slips.entry_of(draft.values, spellings)).pk
    return Taken(made, f"登记 {len(made)} 条，原有 {len(drafts) - len(made)} 条。查询码在“纸质表”一页")


SLIPS = takes_tables(
    TableKind(
        "slips",
        "纸质表",
        MOVES["enter_for"],
        slips.COLUMNS,
        find=_year,
        plan=_plan_slips,
        take=_take_slips,
        undo=lambda year, keys, by: undo_slips(year=year, keys=keys, by=by),
        goes_to=lambda year: year.page("slips"),
        example=lambda year: [
            [
                "给东街小区加装电梯",
                "六楼老人下不来，盼着有电梯",
                year.place.name,
                "东街小区三号楼",
                "王某某",
                "13800000000",
                "否",
                "居民",
            ]
        ],
        lead="导入后每张表有一个查询码，原文在编发台等人看过再公开。",
    )
)
