"""Tables that come from other systems: the codes of 预算一体化."""

from collections.abc import Mapping, Sequence
from typing import Any

from engines.tables import Column, Doubt, Takes
from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Draft, Fate, Outcome, Plan, TableKind, Taken, takes_tables
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.public import Dossier
from piaojue.world import budget_codes
from piaojue.world.models import BudgetCode
from piaojue.world.moves import MOVES

COLUMNS = (
    Column("no", "候选序号", ("序号", "候选编号"), Takes.LINE, hint="1"),
    Column("title", "民生实事项目", ("候选项目", "项目", "实事项目"), Takes.LINE, hint="老旧小区加装电梯"),
    Column(
        "code",
        "项目代码",
        ("预算项目代码", "项目编码", "一体化项目代码"),
        Takes.CODE,
        True,
        True,
        hint="150102260000001",
    ),
    Column("name", "预算项目名称", ("一体化项目名称", "二级项目名称"), Takes.LINE, hint="城镇老旧小区改造"),
)


def _year(pk: int) -> Year | None:
    return Year.objects.select_related("place").filter(pk=pk).first()


def _known(year: Year) -> dict[str, int]:
    return dict(BudgetCode.objects.filter(year=year).values_list("code", "dossier"))


def _of(draft: Draft, candidates: Sequence[Dossier]) -> Dossier | None:
    return budget_codes.candidate_named(candidates, draft.values["no"], draft.values["title"])


def _plan(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    candidates, known, fates = budget_codes.candidates_of(year), _known(year), []
    for draft in drafts:
        code, dossier = draft.values["code"], _of(draft, candidates)
        doubts = []
        if dossier is None:
            doubts.append(Doubt("title", "没有这个候选项目：序号和名称要和候选名单一致", hard=True))
        if len(code) < budget_codes.SHORTEST:
            doubts.append(Doubt("code", f"项目代码太短，至少 {budget_codes.SHORTEST} 位", hard=True))
        if dossier and known.setdefault(code, dossier.pk) != dossier.pk:
            doubts.append(Doubt("code", "这个代码已经登记给另一个项目", hard=True))
        there = dossier is not None and BudgetCode.objects.filter(year=year, code=code, dossier=dossier).exists()
        fates.append(Fate(Outcome.KNOWN if there else Outcome.NEW, dossier.title if dossier else "", tuple(doubts)))
    return Plan(fates)


def _take(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    candidates = budget_codes.candidates_of(year)
    rows = [(draft, dossier) for draft in drafts if (dossier := _of(draft, candidates))]
    codes = [(dossier, draft.values["code"], draft.values["name"]) for draft, dossier in rows]
    made = {row.code: row.pk for row in budget_codes.note_budget_codes(year=year, codes=codes, by=by)}
    keys = {draft.number: made[draft.values["code"]] for draft, _dossier in rows if draft.values["code"] in made}
    return Taken(keys, f"登记 {len(made)} 个代码，原有 {len(rows) - len(keys)} 个")


BUDGET_CODES = takes_tables(
    TableKind(
        "budget_codes",
        "预算项目代码",
        MOVES["note_budget_codes"],
        COLUMNS,
        find=_year,
        plan=_plan,
        take=_take,
        undo=lambda year, keys, by: budget_codes.drop_budget_codes(year=year, keys=keys, by=by),
        goes_to=lambda year: year.page("budget_codes"),
        key=("code",),
        together=True,
        example=lambda year: [[str(one.no or ""), one.title, "", ""] for one in budget_codes.candidates_of(year)],
        lead="从预算一体化导出的项目表。代码只作对照；一个项目可以有几个代码，一个代码只属于一个项目。",
    )
)
