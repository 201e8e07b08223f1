"""A project from its red lamp to a confirmed fix, while five sides say five things of it."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.road import Stage
from piaojue.journey.tests.make import at_stage
from piaojue.stages.deliver import actions as deliver
from piaojue.stages.deliver.models import Project
from piaojue.stages.deliver.tests import make
from piaojue.stages.evaluate.models import Subject
from piaojue.stages.evaluate.tests import make as evaluation
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.ledger import duties_of
from piaojue.stages.supervise.models import Finding
from piaojue.stages.supervise.tests import make as supervision
from piaojue.stages.supervise.values import Spotted

pytestmark = pytest.mark.django_db


def five_sides(cast) -> tuple[Project, Finding, Finding]:
    """A project of which five sides say five things; what a passer-by sent, what a deputy found."""
    project = make.project(cast)
    make.reported(cast, project, percent=100)
    patrolled = {"spotted": Spotted("idle"), "photos": [make.photo(cast, "white")], "by": cast.volunteer_lin}
    actions.patrol(project=project, **patrolled)
    sent = actions.report_by_scan(
        project=project, text="电梯一直没有开，老人上不去", by=None, photos=[make.photo(cast, "black")]
    )
    found = actions.raise_finding(
        project=project, text="二号楼井道渗水，没有处理", severity="major", by=cast.deputy_dong
    )
    supervision.given(cast, sent)
    at_stage(project.year, Stage.EVALUATING)
    evaluation.published(cast, (project.title, 2, 8, 1), year=project.year, subject=Subject.THIRD_PARTY)
    at_stage(project.year, Stage.DELIVERING)
    return project, sent, found


def test_where_five_sides_disagree_it_stands_first(cast, as_):
    project, _, _ = five_sides(cast)
    page = project.get_absolute_url()
    shown = as_(None).get(page).content.decode()
    assert "责任单位说顺利" in shown and "（相差 2 档，共 3 档）" in shown and "第三方" in shown
    assert shown.count("近来没有说法") == 0, "all five speak"
    assert shown.index("五方怎么说") < shown.index("监督发现了什么") and "同一周的照片" in shown
    assert "群众反映 " not in shown and "老人上不去" not in shown, "what residents send in is for those who handle it"
    inside = as_(cast.clerk_li).get(page).content.decode()
    assert inside.count("<figcaption>") == shown.count("<figcaption>") + 2, "their photo beside the unit's"


def led_by_the_group(cast, project: Project) -> None:
    """What the leading group decided presses until it is shown to be done."""
    assert any(task.label.startswith("红灯项目") for task in tasks_of(cast.leader_guo))
    problem = deliver.raise_problem(
        project=project, text="井道防水要多部门协调，单位自己办不了", by=cast.department_chen
    )
    owner = cast.department_chen.body
    deliver.decide_problem(
        problem=problem, decision="住建局十日内重做防水", owner=owner, due=supervision.in_days(10), by=cast.leader_guo
    )
    assert any(task.label.startswith("落实协调决定") for task in tasks_of(cast.department_chen))
    assert "领导小组协调" in {duty.kind for duty in duties_of(cast.xincheng, inside=True)}
    with pytest.raises(Refused, match="照片或文件"):
        deliver.solve_problem(problem=problem, solution="已经重做防水", by=cast.department_chen)
    type(problem).objects.update(due=supervision.in_days(-1))
    assert any(task.label.startswith("协调决定逾期") for task in tasks_of(cast.leader_guo))
    problem.refresh_from_db()
    proofs = [make.photo(cast, "blue")]
    deliver.solve_problem(problem=problem, solution="已经重做防水", proofs=proofs, by=cast.department_chen)
    assert "领导小组协调" not in {duty.kind for duty in duties_of(cast.xincheng, inside=True)}
    assert not any(task.label.startswith("协调决定逾期") for task in tasks_of(cast.leader_guo))


def test_a_project_goes_from_its_red_lamp_to_a_confirmed_fix(cast):
    project, sent, found = five_sides(cast)
    deliver.set_lamp(project=project, lamp="red", reason="井道渗水，没有人施工", by=cast.clerk_li)
    led_by_the_group(cast, project)
    given = supervision.given(cast, found)
    answered = actions.answer_finding(finding=given, reply="已经安排队伍", fixed=False, by=cast.department_chen)
    with pytest.raises(Refused):
        actions.close_finding(finding=answered, note="单位说安排了", by=cast.clerk_li)
    fixed = supervision.fixed(cast, answered)
    with pytest.raises(NotYours):
        actions.close_finding(finding=fixed, note="我们自己看过了", by=cast.department_chen)
    supervision.closed(cast, fixed)
    supervision.closed(cast, supervision.fixed(cast, sent))
    deliver.clear_lamp(project=project, by=cast.clerk_li)
    project.refresh_from_db()
    assert not project.hand_lamp and {row.get_closed_as_display() for row in project.findings.all()} == {"已整改到位"}
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where or "deliver" in wrong.where] == []
