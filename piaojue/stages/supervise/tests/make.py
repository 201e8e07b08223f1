"""Things of 监督, made through the room's actions on 新城区's first project."""

from datetime import timedelta

from django.utils import timezone

from piaojue.stages.deliver.models import Project
from piaojue.stages.deliver.tests import make
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.models import Activity, ActivityKind, Assessment, DeputySuggestion, Finding, Question
from piaojue.stages.supervise.values import ActivityDraft

NUMBER, photo = make.NUMBER, make.photo


def project(cast) -> Project:
    return make.project(cast)


def activity(cast, of: Project | None = None) -> Activity:
    of = of or project(cast)
    draft = ActivityDraft(
        kind=ActivityKind.THEMED,
        title="加装电梯专题视察",
        held_on=timezone.localdate(),
        project=of,
        situation="看了三个小区",
    )
    return actions.record_activity(year=of.year, draft=draft, by=cast.clerk_li)


def found(cast, of: Project | None = None) -> Finding:
    """What 董代表 saw on the spot."""
    return actions.raise_finding(project=of or project(cast), text="二号楼井道渗水，没有处理", by=cast.deputy_dong)


def scanned(cast, of: Project | None = None) -> Finding:
    """What 王大妈 sent from her phone."""
    return actions.report_by_scan(
        project=of or project(cast), text="电梯口堆着建筑垃圾，轮椅过不去", by=cast.resident_wang
    )


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def given(cast, finding: Finding | None = None) -> Finding:
    """Assigned to 住建局."""
    return actions.assign_finding(
        finding=finding or found(cast), assigned_to=cast.department_chen.body, due=in_days(15), by=cast.clerk_li
    )


def fixed(cast, finding: Finding | None = None) -> Finding:
    """住建局 says it is put right, with a photo."""
    return actions.answer_finding(
        finding=finding or given(cast),
        reply="已重做防水并清理现场",
        fixed=True,
        proofs=[photo(cast, "blue")],
        by=cast.department_chen,
    )


def assessed(cast, finding: Finding | None = None, **values) -> Assessment:
    """董代表 looked and agrees."""
    values = {"agrees": True, "note": "到现场看过，井道已干燥", "by": cast.deputy_dong} | values
    return actions.assess_mending(finding=finding or fixed(cast), **values)


def closed(cast, finding: Finding | None = None) -> Finding:
    """Closed by the office, on 董代表's word."""
    said = assessed(cast, finding)
    return actions.close_finding(finding=said.finding, note="据代表现场核实，予以销号", rests_on=said, by=cast.clerk_li)


def question(cast, of: Project | None = None) -> Question:
    return actions.ask_progress(project=of or project(cast), text="三号楼什么时候开工？", by=cast.deputy_dong)


def suggestion(cast, source: Question | Finding | None = None) -> DeputySuggestion:
    """What 董代表 makes of an answer that settled nothing."""
    return actions.raise_suggestion(
        source=source or question(cast),
        title="尽快落实三号楼电梯用地",
        text="三号楼的电梯用地拖了半年，建议由住建局会同自然资源局一次办结。",
        by=cast.deputy_dong,
    )


def handed_over(cast, of: DeputySuggestion | None = None) -> DeputySuggestion:
    return actions.assign_suggestion(
        suggestion=of or suggestion(cast), assigned_to=cast.department_chen.body, by=cast.clerk_li
    )


def replied(cast, of: DeputySuggestion | None = None) -> DeputySuggestion:
    return actions.answer_suggestion(
        suggestion=of or handed_over(cast), answer="已会同自然资源局划定用地，月内开工。", by=cast.department_chen
    )
