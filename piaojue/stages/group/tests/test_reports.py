"""征集归并情况 says how far the grouping is."""

from engines.papers import Gaps
from piaojue.commons.years.road import Stage
from piaojue.stages.group.documents import grouping_report
from piaojue.stages.group.tests import make
from tests import cast as the_cast


def test_a_report_does_not_call_done_what_still_waits(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    make.demand(cast, year)
    assert "征集、归并工作已经完成" in str(grouping_report(year, Gaps()).blocks[0])
    make.suggestion(cast, year, title="路灯不亮")
    gaps = Gaps()
    assert "还有1条建议没有归并" in str(grouping_report(year, gaps).blocks[0])
    assert [gap.label for gap in gaps.found] == ["1条建议的归并"]
