"""监督: deputies inspect, a volunteer patrols, residents scan; findings are given, put right and verified by somebody else."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from engines.law import Matter
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.rehearsal.deciding import decided
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.pictures import photo_of
from piaojue.rehearsal.scenes import formally
from piaojue.rehearsal.scenes.delivering import IN_PERSON
from piaojue.rehearsal.stage import Stage
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.public import (
    Activity,
    ActivityDraft,
    ActivityKind,
    Finding,
    FindingState,
    PlannedActivity,
    Question,
    Rating,
    Spotted,
    Visit,
    is_decided_on,
)

SEEN = (
    "施工围挡破损，存在安全隐患",
    "路面恢复不平整，雨后积水",
    "设备安装位置偏高，老人够不着",
    "公示牌内容没有更新",
    "竣工资料不齐",
)
SEEN_IN_PERSON = (
    "服务时间没有公示，群众不知道",
    "名单公示不全，群众看不到自己",
    "行动不便的老人没有上门办",
    "台账登记不完整",
)
INQUIRED = (
    ("滞后的主要原因是什么，由谁负责？", "管线迁改涉及三家单位，已由分管负责人牵头，按周调度。"),
    ("怎样保证质量，不因赶工走样？", "聘请第三方监理，隐蔽工程全部留影像，验收时一并提交。"),
)
PLANNED = {
    ActivityKind.THEMED: "民生实事项目专题视察",
    ActivityKind.RESEARCH: "民生实事项目建后管护重点调研",
}
"""What the year's plan of supervision has."""
INSPECTORS = 5
SCANNED = ("门口坡道太陡，轮椅上不去", "晚上灯不亮", "建筑垃圾堆了三天没人清", "装好的器材松动了")
SCANNED_IN_PERSON = ("去了两次都没开门", "电话打不通，不知道找谁", "排队太久，没有座位", "说好的补贴还没到账")


def inspect(stage: Stage, projects: list[Project]) -> list[Finding]:
    """A themed inspection of the whole year, patrols and scans; deputies adopt projects and ask for progress."""
    clerk, findings = clerk_of(stage.company), []
    plan(stage)
    activity = _themed(stage)
    hear(stage, projects)
    for number, project in enumerate(stage.bar(projects, "监督")):
        photos = [photo_of(project, 19, by=clerk)] if number < 3 else []
        if number % 2 == 0:
            text = _of(project, SEEN, SEEN_IN_PERSON, number)
            findings.append(
                actions.raise_finding(project=project, activity=activity, text=text, photos=photos, by=clerk)
            )
        if number % 3 == 1:
            text, resident = _of(project, SCANNED, SCANNED_IN_PERSON, number), stage.luck.choice(stage.residents)
            findings.append(actions.report_by_scan(project=project, text=text, by=resident))
        if number % 4 == 2:
            actions.patrol(
                project=project,
                spotted=Spotted(sight="going", situation="现场施工有序，安全措施到位。", praise="师傅们很用心"),
                by=stage.company[Role.VOLUNTEER],
            )
        if number % 3 == 0:
            _watch(stage, project, number)
    return findings


def plan(stage: Stage) -> None:
    """The year's plan of supervision: written by the office, passed by the meeting, published; its lines become activities."""
    clerk = clerk_of(stage.company)
    row = actions.draft_plan(
        year=stage.year, title=f"{stage.year.place.name}{stage.year.number} 年度监督计划", by=clerk
    )
    for kind, title in PLANNED.items():
        line = PlannedActivity(kind=kind, title=title, held_on=timezone.localdate(), led_by="社会建设委员会")
        actions.add_to_plan(plan=row, line=line, by=clerk)
    decided(Matter.ANNUAL_PLAN, [row], year=stage.year)
    row.refresh_from_db()
    actions.publish_plan(plan=row, by=clerk)


def _visited(stage: Stage, title: str, **seen: Any) -> Activity:
    """An arranged activity takes place today. seen: values of Visit"""
    row = Activity.objects.select_related("place", "year__place").get(year=stage.year, title=title)
    row = actions.give_notice(
        activity=row, venue="各项目现场", notice="请责任单位备好资料。", by=clerk_of(stage.company)
    )
    return actions.enter_visit(activity=row, visit=Visit(**seen), by=clerk_of(stage.company))


def _themed(stage: Stage) -> Activity:
    """The inspection, by the first deputies; without deputies by the clerk alone."""
    return _visited(
        stage,
        PLANNED[ActivityKind.THEMED],
        members=stage.company.deputies[:INSPECTORS],
        situation="实地察看在建项目，听取责任单位汇报，与群众交谈。",
        praise="多数项目进度快于计划，群众反映良好。",
        hosts="各责任单位负责人",
        advice="加快滞后项目，公示牌及时更新。",
    )


def _watch(stage: Stage, project: Project, number: int) -> None:
    """A deputy, where there are any, joins the project's group, asks for its progress and is answered."""
    members = stage.company.deputies[:INSPECTORS]
    if not members:
        return
    deputy = members[number % len(members)]
    actions.join_group(project=project, by=deputy)
    question = actions.ask_progress(project=project, text="什么时候能交付使用？", by=deputy)
    _answer(stage, question)
    unit = next((seat for seat in stage.company.departments.values() if seat.body_id == question.asked_of_id), None)
    if number == 0 and unit is not None:
        formally.suggest(stage, question, unit, deputy)


def _of(project: Project, built: Sequence[str], in_person: Sequence[str], number: int) -> str:
    """What may be wrong with this kind of project."""
    words = in_person if project.type in IN_PERSON else built
    return words[number % len(words)]


def hear(stage: Stage, projects: list[Project]) -> None:
    """Research, follow-up of the slowest project, a hearing and an inquiry with questions and answers."""
    _visited(
        stage,
        PLANNED[ActivityKind.RESEARCH],
        situation="走访三个社区，座谈两场。",
        advice="管护经费列入部门预算。",
    )
    if is_decided_on(ActivityKind.REPORT, stage.year.place):
        report = _record(
            stage,
            kind=ActivityKind.REPORT,
            title="听取民生实事项目半年实施情况报告",
            hosts="政府分管负责人",
        )
        decided(Matter.SPECIAL_REPORT, [report], year=stage.year)
        _visited(stage, report.title, situation="政府分管负责人作报告，组成人员审议。", hosts="政府分管负责人")
    if projects:
        slowest = min(projects, key=lambda project: project.progress)
        _follow(stage, slowest)
        if is_decided_on(ActivityKind.INQUIRY, stage.year.place):
            _inquire(stage, slowest)
        formally.meet(stage, slowest)


def _follow(stage: Stage, slowest: Project) -> None:
    _record(
        stage,
        kind=ActivityKind.FOLLOW_UP,
        title="滞后项目跟踪监督",
        project=slowest,
        situation="逐个节点核对计划与实际。",
        advice="每半月报一次进度。",
    )


def _inquire(stage: Stage, slowest: Project) -> None:
    """The standing committee decides on an inquiry; the unit is asked in a meeting and answers."""
    clerk, office = clerk_of(stage.company), stage.company[Role.GOV_OFFICE]
    inquiry = _record(
        stage,
        kind=ActivityKind.INQUIRY,
        title="滞后项目专题询问",
        project=slowest,
        venue="人大机关会议室",
        hosts="责任单位主要负责人",
    )
    decided(Matter.SPECIAL_INQUIRY, [inquiry], year=stage.year)
    inquiry.refresh_from_db()
    due = timezone.localdate() + timedelta(days=7)
    for text, answer in INQUIRED:
        question = actions.ask_question(activity=inquiry, asked_of=office.body, text=text, due=due, by=clerk)
        question = actions.answer_question(question=question, answer=answer, by=office)
        actions.rate_answer(question=question, rating=Rating.FAIRLY, by=clerk)
    _visited(stage, inquiry.title, situation="主要负责人到会应询，当场答复。", hosts="责任单位主要负责人")


def _record(stage: Stage, **values: Any) -> Activity:
    """An activity of today, recorded by the clerk. values: those of ActivityDraft"""
    draft = ActivityDraft(held_on=timezone.localdate(), **values)
    return actions.record_activity(year=stage.year, draft=draft, by=clerk_of(stage.company))


def _answer(stage: Stage, question: Question) -> None:
    unit = next((seat for seat in stage.company.departments.values() if seat.body_id == question.asked_of_id), None)
    if unit is not None:
        actions.answer_question(
            question=question, answer="按计划推进，年底前交付使用，具体时间会提前告知居民。", by=unit
        )


def mend(stage: Stage, findings: list[Finding], *, share: float = 1.0) -> None:
    """The first `share` of the findings are assigned, put right with a photo and verified by the clerk; one is sent back once."""
    clerk = clerk_of(stage.company)
    units: dict[int | None, Seat] = {seat.body_id: seat for seat in stage.company.departments.values()}
    for number, finding in enumerate(findings[: round(len(findings) * share)]):
        unit = units.get(finding.project.department_id) or next(iter(units.values()))
        finding = actions.assign_finding(
            finding=finding, assigned_to=unit.body, due=timezone.localdate() + timedelta(days=15), by=clerk
        )
        finding = _put_right(finding, unit, number)
        if number == 0:
            finding = actions.return_finding(
                finding=finding,
                note="现场查看仍有一处没有修好",
                due=timezone.localdate() + timedelta(days=10),
                by=clerk,
            )
            finding = _put_right(finding, unit, number + 100)
        actions.close_finding(finding=finding, note="到现场核实，已整改到位。", by=clerk)


def _put_right(finding: Finding, unit: Seat, number: int) -> Finding:
    return actions.answer_finding(
        finding=finding,
        reply="已安排整改并完成，附整改后照片。",
        fixed=True,
        proofs=[photo_of(finding.project, 20 + number, by=unit, done=100)],
        by=unit,
    )


def mend_rest(stage: Stage) -> None:
    """Whatever is still open before the year ends."""
    mend(
        stage,
        list(
            Finding.objects.filter(year=stage.year, state=FindingState.OPEN)
            .select_related("project__department", "place", "year")
            .order_by("pk")
        ),
    )
