"""What people at work on projects find: their list of things to do, their projects, the acts there are."""

from datetime import timedelta

from freezegun import freeze_time

from piaojue.commons.moves import Kind
from piaojue.commons.todo import tasks_of
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Project
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.tests import make


class TestWorkList:
    def labels(self, seat) -> list[str]:
        return [task.label for task in tasks_of(seat)]

    def test_a_unit_reports_then_declares_done_and_registers_its_milestones(self, cast):
        project = make.project(cast)
        last = project.tasks.last()
        assert f"报告进度：{project}" in self.labels(cast.department_chen)
        with freeze_time(f"{make.NUMBER}-12-20"):
            assert f"完成节点：{last}" in self.labels(cast.department_chen)
        make.reported(cast, project, percent=100)
        seen = self.labels(cast.department_chen)
        assert f"申报完工：{project}" in seen and f"报告进度：{project}" not in seen
        actions.declare_done(project=project, by=cast.department_chen)
        assert f"申报完工：{project}" not in self.labels(cast.department_chen)

    def test_the_government_is_reminded_of_what_is_past_its_approved_day(self, cast):
        project = make.project(cast)
        with freeze_time(make.LAST_DAY):
            assert not any("到期未完工" in label for label in self.labels(cast.government_liu))
        with freeze_time(make.LAST_DAY + timedelta(days=1)):
            [task] = [task for task in tasks_of(cast.government_liu) if "到期未完工" in task.label]
        assert (task.url, task.due) == (project.work_url, make.LAST_DAY)


def test_a_unit_finds_its_own_projects_in_the_list(cast, as_):
    mine, other = make.assigned(cast, 2)
    Project.objects.filter(pk=other.pk).update(department=cast.government_liu.body)
    at = f"/150102/{make.NUMBER}/projects/"
    page = as_(cast.department_chen).get(at).content.decode()
    assert [
        page.count(f'<a href="/projects/{project.pk}/">{word}</a>')
        for project, word in ((mine, "办理"), (other, "看办理"))
    ] == [1, 1]
    own = as_(cast.department_chen).get(f"{at}?department={cast.department_chen.body_id}").content.decode()
    assert f"/p/{mine.code}/" in own and f"/p/{other.code}/" not in own
    assert f"/p/{other.code}/" in as_(None).get(f"{at}?department=999999").content.decode()


def test_each_declared_act_is_an_action_of_that_name():
    """Effects have no act of their own; a change and a project's end are approved by one action, both sides' lamp rules passed by one."""
    lines = {line.code for line in MOVES.values() if line.kind in (Kind.MOVE, Kind.RESOLUTION)}
    acts = lines - {"decide_termination", "pass_lamp_rule_of_congress"}
    assert acts == set(actions.__all__) - {"lamps_today", "lamps_daily", "turn_down_change", "drop_lamp_rule"}
