"""A slip of the unit is caught before it is public; what is rare and true goes in with its reason."""

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.record.log import history
from piaojue.stages.deliver.tests import make


def test_far_above_the_plan_is_refused_or_needs_a_reason(cast):
    project = make.project(cast)
    plan = project.baseline.year_yuan
    with pytest.raises(Refused, match="10 倍以上"):
        make.reported(cast, project, paid_yuan=10**12, because="确实如此")
    with pytest.raises(Refused, match=f"一般在 0 到 {plan * 6 // 5:,} 元之间.*写明理由"):
        make.reported(cast, project, paid_yuan=plan * 2)
    with pytest.raises(Refused, match="期次早于"):
        make.reported(cast, project, month="2019-05")
    make.reported(cast, project, paid_yuan=plan * 2, because="钢材涨价，追加预算 [2026] 12 号")
    project.refresh_from_db()
    assert project.paid_yuan == plan * 2
    (entry, *_earlier) = [one for one in history(project) if one.act == "deliver.report"]
    assert "钢材涨价" in entry.payload
