"""Things of 监督, made through the room's actions on 新城区's first project."""

from datetime import timedelta

from django.utils import timezone

from engines.law import Matter
from piaojue.stages.deliver.models import Project
from piaojue.stages.deliver.tests import make
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.models import (
    Activity,
    ActivityKind,
    Assessment,
    DeputySuggestion,
    Finding,
    Question,
    Stop,
    SupervisionPlan,
)
from piaojue.stages.supervise.values import ActivityDraft, PlannedActivity
from piaojue.stages.supervise.values import Visit as Visit
from tests import cast as the_cast
from tests.decided import decided
from tests.scenes import scene

NUMBER, photo = make.NUMBER, make.photo


@scene
def project(cast) -> Project:
    return make.project(cast)


@scene
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


def hearing(cast, days: int = 30) -> Activity:
    """A report that the standing committee hears in so many days."""
    held_on = timezone.localdate() + timedelta(days=days)
    draft = ActivityDraft(kind=ActivityKind.REPORT, title="听取半年实施情况报告", held_on=held_on)
    return actions.record_activity(year=project(cast).year, draft=draft, by=cast.clerk_li)


@scene
def arranged(cast, days: int = 0, of: Project | None = None) -> Activity:
    """An inspection that is to take place in so many days, made for tomorrow and moved."""
    of = of or project(cast)
    draft = ActivityDraft(kind=ActivityKind.THEMED, title="管护专题视察", held_on=in_days(1), project=of)
    row = actions.record_activity(year=of.year, draft=draft, by=cast.clerk_li)
    return actions.postpone_activity(activity=row, held_on=in_days(days), reason="与会议错开", by=cast.clerk_li)


@scene
def inquiry(cast, of: Project | None = None) -> Activity:
    """A 专题询问 that the standing committee has decided on, to be held today."""
    of = of or project(cast)
    draft = ActivityDraft(kind=ActivityKind.INQUIRY, title="电梯加装专题询问", held_on=in_days(0), project=of)
    row = actions.record_activity(year=of.year, draft=draft, by=cast.clerk_li)
    decided(Matter.SPECIAL_INQUIRY, [row])
    row.refresh_from_db()
    return row


def inquired(cast, of: Activity | None = None) -> Question:
    """One question of it, answered with an assurance."""
    question = actions.ask_question(
        activity=of or inquiry(cast),
        asked_of=cast.department_chen.body,
        text="三号楼为什么没有开工？",
        due=in_days(7),
        by=cast.clerk_li,
    )
    return actions.answer_question(
        question=question,
        answer="管线迁改拖延，已经落实。",
        promise="下月十日前开工",
        promise_due=in_days(20),
        by=cast.department_chen,
    )


@scene
def plan(cast) -> SupervisionPlan:
    """A plan of two lines: an inspection and an inquiry."""
    year = project(cast).year
    row = actions.draft_plan(year=year, title="新城区年度监督计划", by=cast.clerk_li)
    for kind, title in ((ActivityKind.THEMED, "电梯加装视察"), (ActivityKind.INQUIRY, "滞后项目专题询问")):
        line = PlannedActivity(kind=kind, title=title, held_on=in_days(30), led_by="社会建设委员会")
        actions.add_to_plan(plan=row, line=line, by=cast.clerk_li)
    return row


@scene
def adopted_plan(cast) -> SupervisionPlan:
    row = plan(cast)
    decided(Matter.ANNUAL_PLAN, [row])
    row.refresh_from_db()
    return row


@scene
def found(cast, of: Project | None = None) -> Finding:
    """What 董代表 saw on the spot."""
    return actions.raise_finding(project=of or project(cast), text="二号楼井道渗水，没有处理", by=cast.deputy_dong)


@scene
def scanned(cast, of: Project | None = None, text: str = "电梯口堆着建筑垃圾，轮椅过不去") -> Finding:
    """What 王大妈 sent from her phone."""
    return actions.report_by_scan(project=of or project(cast), text=text, by=cast.resident_wang)


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


@scene
def given(cast, finding: Finding | None = None) -> Finding:
    """Assigned to 住建局."""
    return actions.assign_finding(
        finding=finding or found(cast), assigned_to=cast.department_chen.body, due=in_days(15), by=cast.clerk_li
    )


@scene
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


@scene
def closed(cast, finding: Finding | None = None) -> Finding:
    """Closed by the office, on 董代表's word."""
    said = assessed(cast, finding)
    return actions.close_finding(finding=said.finding, note="据代表现场核实，予以销号", rests_on=said, by=cast.clerk_li)


@scene
def question(cast, of: Project | None = None) -> Question:
    return actions.ask_progress(project=of or project(cast), text="三号楼什么时候开工？", by=cast.deputy_dong)


@scene
def suggestion(cast, source: Question | Finding | None = None) -> DeputySuggestion:
    """What 董代表 makes of an answer that settled nothing."""
    return actions.raise_suggestion(
        source=source or question(cast),
        title="尽快落实三号楼电梯用地",
        text="三号楼的电梯用地拖了半年，建议由住建局会同自然资源局一次办结。",
        by=cast.deputy_dong,
    )


@scene
def handed_over(cast, of: DeputySuggestion | None = None) -> DeputySuggestion:
    return actions.assign_suggestion(
        suggestion=of or suggestion(cast), assigned_to=cast.department_chen.body, by=cast.clerk_li
    )


@scene
def replied(cast, of: DeputySuggestion | None = None) -> DeputySuggestion:
    return actions.answer_suggestion(
        suggestion=of or handed_over(cast), answer="已会同自然资源局划定用地，月内开工。", by=cast.department_chen
    )


def round_of_visits(cast, of: Project | None = None, days: int = 0) -> Activity:
    """The guidance group's round through 新城区 and 回民区 in so many days."""
    of = of or Project.objects.first() or project(cast)
    the_cast.year(cast.huimin, number=of.year.number)
    city = the_cast.year(cast.places["1501"], number=of.year.number)
    draft = ActivityDraft(
        kind=ActivityKind.VISIT,
        title="春季走访",
        held_on=in_days(days),
        regions=[cast.xincheng, cast.huimin],
        leader=cast.guidance_tang,
    )
    return actions.plan_visits(year=city, draft=draft, by=cast.guidance_tang)


def stop(cast, of: Activity | None = None) -> Stop:
    """One stop of it, at 新城区's first project."""
    of = of or round_of_visits(cast)
    there = {"region": cast.xincheng, "spot": "东街社区加装电梯", "at": "上午 9:30", "project": Project.objects.first()}
    return actions.plan_stop(activity=of, by=cast.guidance_tang, **there)
