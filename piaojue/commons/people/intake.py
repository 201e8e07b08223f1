"""Tables that come in here: the deputies' roll of a congress, and the bodies of a place."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from engines.tables import Doubt
from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, bodies, roll, rolls
from piaojue.commons.people.holds import two_must_act
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.roll_plan import PlannedRow, RollPlan, RowFate
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.tables import Draft, Fate, Outcome, Plan, TableKind, Taken, takes_tables

CHANGED = -(10**12)
"""From here on down keys of `made` tell how a known deputy was; between here and 0 older imports wrote minus the seat's key."""
OUTCOMES = {
    RowFate.NEW: Outcome.NEW,
    RowFate.CHANGED: Outcome.CHANGED,
    RowFate.UNCHANGED: Outcome.KNOWN,
    RowFate.RETURNING: Outcome.RETURNING,
}


def _congress(pk: int) -> Body | None:
    return Body.objects.select_related("place").filter(pk=pk, kind=BodyKind.CONGRESS).first()


def _planned(body: Body, drafts: Sequence[Draft]) -> RollPlan:
    """The plan of the rows that are what their columns say."""
    good = [draft for draft in drafts if not roll.doubts_of(draft.values)]
    rows = [roll.row_of(draft.number, draft.values) for draft in good]
    return rolls.plan_roll(body, rows, accepted={draft.number for draft in good if draft.accepted})


def _plan(body: Body, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    plan = _planned(body, drafts)
    planned = {one.row.number: one for one in plan.rows}
    fates = [_fate(planned.get(draft.number), draft) for draft in drafts]
    missing = [f"{one.name}（{'，'.join(filter(None, (one.delegation, one.mark)))}）" for one in plan.missing]
    fixed = None if plan.effect.nothing else two_must_act(body, Role.DEPUTY, rolls.latest_term(body))
    refused = [bodies.unfit(body.kind, body.place), fixed]
    return Plan(fates, missing, [plan.effect.sentence], [problem for problem in refused if problem])


def _fate(one: PlannedRow | None, draft: Draft) -> Fate:
    """one: None where a cell is not what its column says."""
    if one is None:
        return Fate(Outcome.NEW, doubts=tuple(roll.doubts_of(draft.values)))
    question = one.question or ("曾经离任：确认后重新任职" if one.fate is RowFate.RETURNING else "")
    doubts = (Doubt("", question, hard=one.hard),) if question else ()
    after = RowFate.NEW if one.known is None else RowFate.CHANGED if one.changes else RowFate.UNCHANGED
    outcome = OUTCOMES[after if one.fate is RowFate.DOUBTFUL else one.fate]
    said = [*map(str, one.changes), roll.remark_of(draft.values) if one.known is None else ""]
    return Fate(outcome, "；".join(filter(None, said)), doubts)


def _take(body: Body, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    """Take the same rows that were planned; those in doubt are set aside again. made: of who was there already `CHANGED` less."""
    plan = _planned(body, drafts)
    done = rolls.import_roll(body=body, plan=plan, by=by)
    made = done.seats | {number: CHANGED - key for number, key in done.pasts.items()}
    return Taken(made, f"新增 {done.new} 人，原有 {done.known} 人，其中变更 {done.changed} 人")


def _undo(body: Body, keys: Sequence[int], by: Seat) -> None:
    if lost := sum(CHANGED < key < 0 for key in keys):
        raise Refused(f"这一批还更正了 {lost} 人的资料，原来的没有留下，不能整批撤销。请在名册里逐个更正")
    pasts = [CHANGED - key for key in keys if key < 0]
    rolls.undo_import(body=body, seats=[key for key in keys if key > 0], pasts=pasts, by=by)


ROLL = takes_tables(
    TableKind(
        "roll",
        "代表名册",
        MOVES["import_roll"],
        roll.COLUMNS,
        find=_congress,
        plan=_plan,
        take=_take,
        undo=_undo,
        goes_to=lambda body: reverse("people"),
        together=True,
        example=lambda body: [["王某某", "13800000000", "", "H001", "第一代表团"]],
        lead="同一份名册导入两次不会重复，也不会结束任何人的任职。",
    )
)


def _place(pk: int) -> Place | None:
    return Place.objects.filter(pk=str(pk)).first()


def _plan_bodies(place: Place, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    there = {(body.kind, body.name) for body in Body.objects.filter(place=place)}
    fates = []
    for draft in drafts:
        kind, doubts = bodies.kind_of(draft.values), tuple(bodies.doubts_of(draft.values, place))
        known = (kind, draft.values["name"]) in there
        says = kind.label if kind and not draft.values["kind"] else ""
        fates.append(Fate(Outcome.KNOWN if known else Outcome.NEW, f"登记为{says}" if says else "", doubts))
    return Plan(fates)


def _take_bodies(place: Place, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    before, made = set(Body.objects.filter(place=place).values_list("pk", flat=True)), {}
    for draft in drafts:
        kind, term = bodies.kind_of(draft.values), int(draft.values["term_no"] or 0)
        number = term if term and kind is BodyKind.CONGRESS else None
        body = actions.found_body(place=place, kind=str(kind), name=draft.values["name"], by=by, term_no=number)
        if body.pk not in before:
            made[draft.number] = body.pk
    return Taken(made, f"新登记 {len(made)} 个机构")


BODIES = takes_tables(
    TableKind(
        "bodies",
        "机构与部门",
        MOVES["found_body"],
        bodies.COLUMNS,
        find=_place,
        plan=_plan_bodies,
        take=_take_bodies,
        undo=lambda place, keys, by: bodies.remove_bodies(place=place, keys=keys, by=by),
        goes_to=lambda place: reverse("bodies"),
        key=("name",),
        together=True,
        example=lambda place: [[f"{place.name}教育局", "", ""], [f"{place.name}民政局", "承办部门", ""]],
        lead="已有的机构不动。",
    )
)
