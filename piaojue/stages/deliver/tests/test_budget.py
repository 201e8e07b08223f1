"""预算调整: a change of money waits for the body that approves budgets, or for the finance office's word (预算法 67–69)."""

import pytest

from engines.law import Matter
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.todo import tasks_of
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.budget import budget_problem
from piaojue.stages.deliver.models import Change, ChangeKind
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import Proposal
from tests.decided import decided

pytestmark = pytest.mark.django_db
MORE = Proposal(year_yuan=1_200_000)


def test_more_money_waits_for_the_budget_adjustment(cast, as_):
    """The body has approved the change, and still nothing is carried out before the adjustment is approved, too."""
    change = make.change(cast, kind=ChangeKind.FUNDS, proposed=MORE)
    problem = budget_problem(change)
    assert problem and "80 万元变为 120 万元" in problem and "人大常委会" in problem
    assert problem in as_(cast.clerk_li).get(change.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="预算调整"):
        decided(Matter.CHANGE, change)
    assert Change.objects.get().state == "requested" and change.project.baselines.count() == 1
    decided(Matter.BUDGET, change, agreed=False)
    assert budget_problem(change)
    decided(Matter.BUDGET, change)
    assert budget_problem(change) is None
    decided(Matter.CHANGE, change)
    assert change.project.baselines.latest("number").year_yuan == 1_200_000


def test_the_finance_office_says_why_it_is_none(cast, as_):
    change = make.change(cast, kind=ChangeKind.FUNDS, proposed=MORE)
    assert any("认定是否属于预算调整" in task.label for task in tasks_of(cast.finance_hu))
    for other in (cast.government_liu, cast.clerk_li, cast.chair_zhang, cast.department_chen):
        with pytest.raises(NotYours):
            actions.note_budget(change=change, reason="在部门项目之间调剂", by=other)
        assert as_(other).post(f"{change.get_absolute_url()}budget/", {"reason": "在项目之间调剂"}).status_code == 404
    with pytest.raises(Refused, match="请写明"):
        actions.note_budget(change=change, reason="不用", by=cast.finance_hu)
    actions.note_budget(change=change, reason="在部门预算的项目之间调剂，总支出不变", by=cast.finance_hu)
    decided(Matter.CHANGE, change)
    assert "总支出不变" in as_(None).get(change.get_absolute_url()).content.decode()


def test_what_leaves_the_money_alone_needs_none(cast):
    change = make.change(cast)
    assert budget_problem(change) is None
    with pytest.raises(Refused, match="不改变资金"):
        actions.note_budget(change=change, reason="本来就不改资金", by=cast.finance_hu)
