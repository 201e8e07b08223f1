"""Tables that this room takes: projects with money and milestones, as drafts of whoever brings them."""

from collections.abc import Mapping, Sequence
from typing import Any

from engines.tables import Doubt
from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Draft, Fate, Outcome, Plan, TableKind, Taken, takes_tables
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.actions.dossiers import problems_of
from piaojue.stages.shortlist.dossier_table import COLUMNS, Setting, read_row
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.past_table import COLUMNS as PAST_COLUMNS
from piaojue.stages.shortlist.past_table import read_past
from piaojue.stages.shortlist.undoing import undo_drafts


def _year(pk: int) -> Year | None:
    return Year.objects.select_related("place").filter(pk=pk).first()


def _known(year: Year, drafts: Sequence[Draft]) -> set[str]:
    titles = [draft.values["title"] for draft in drafts]
    return set(Dossier.objects.filter(year=year, title__in=titles).values_list("title", flat=True))


def _plan(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    setting, known = Setting.of(year), _known(year, drafts)
    return Plan([_fate(year, draft, setting, known) for draft in drafts])


def _fate(year: Year, draft: Draft, setting: Setting, known: set[str]) -> Fate:
    if draft.values["title"] in known:
        return Fate(Outcome.KNOWN, "本年度已有同名的项目材料")
    read = read_row(draft.values, setting)
    dossier = Dossier(place=year.place, year=year)
    read.sheet.fill(dossier)
    problems = [Doubt("", problem) for problem in problems_of(dossier)]
    return Fate(Outcome.NEW, read.says, (*read.doubts, *problems))


def _take(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    setting, known = Setting.of(year), _known(year, drafts)
    made = {
        draft.number: actions.draft(year=year, sheet=read_row(draft.values, setting).sheet, by=by).pk
        for draft in drafts
        if draft.values["title"] not in known
    }
    return Taken(made, f"新增 {len(made)} 份编制中的项目材料，原有 {len(drafts) - len(made)} 份")


DOSSIERS = takes_tables(
    TableKind(
        "dossiers",
        "候选项目表",
        MOVES["draft"],
        COLUMNS,
        find=_year,
        plan=_plan,
        take=_take,
        undo=lambda year, keys, by: undo_drafts(year=year, keys=keys, by=by),
        goes_to=lambda year: year.page("dossiers"),
        key=("title",),
        example=lambda year: [
            [
                "老旧小区加装电梯",
                "住房保障与老旧小区",
                "设备购置安装",
                year.place.name,
                "东街小区等 5 个小区",
                "方便老人上下楼",
                "加装电梯 10 部",
                f"{year.place.name}住建局",
                "",
                "",
                "",
                "420万元",
                "420万元",
                "120万元",
                "300万元",
                "",
                "",
                "",
                "",
                "",
                "900",
                "六层以上的老人",
                f"{year.number}-10-31",
                "4月开工 20%；10月完工 100%",
            ]
        ],
        lead="每一行成为一份编制中的项目材料，论证、审定照常。已有同名的不动。",
    )
)


def _plan_past(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    setting = Setting.of(year)
    read = [read_past(draft.values, setting) for draft in drafts]
    known = actions.known_past(year.place, [one.past for one in read])
    return Plan(
        [
            Fate(Outcome.KNOWN, "已经登记过")
            if (one.past.number, one.past.title) in known
            else Fate(Outcome.NEW, doubts=one.doubts)
            for one in read
        ]
    )


def _take_past(year: Year, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    setting = Setting.of(year)
    rows = {draft.number: read_past(draft.values, setting).past for draft in drafts}
    made = actions.bring_past(year=year, rows=rows, by=by)
    return Taken(made, f"新增 {len(made)} 个历年项目，原有 {len(drafts) - len(made)} 个")


PAST_PROJECTS = takes_tables(
    TableKind(
        "past_projects",
        "历年项目表",
        MOVES["bring_past"],
        PAST_COLUMNS,
        find=_year,
        plan=_plan_past,
        take=_take_past,
        undo=lambda year, keys, by: actions.undo_past(year=year, keys=keys, by=by),
        goes_to=lambda year: year.page("past_projects"),
        key=("number", "title"),
        example=lambda year: [
            [
                str(year.number - 3),
                "老旧小区加装电梯",
                "住房保障与老旧小区",
                year.place.name,
                "东街小区 3 号楼",
                "111.6700",
                "40.8200",
                "120万元",
                f"{year.place.name}住建局",
                "已完成",
            ]
        ],
        lead="以前各年办过的项目，一行一个。编制项目材料和评审时用来查重，不公开。",
    )
)
