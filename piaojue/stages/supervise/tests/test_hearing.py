"""A report that the standing committee hears goes to the commissions, the office and the members by the law's days (监督法 15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.todo import days_of, tasks_of
from piaojue.stages.deliver.models import Project
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.hearing import next_way, ways_of
from piaojue.stages.supervise.tests import make


def test_a_report_goes_its_three_ways_by_their_days(cast, as_):
    row, today = make.hearing(cast), timezone.localdate()
    assert [(row.held_on - way.due).days for way in ways_of(row)] == [20, 10, 7]
    labels = {task.label: task.due for task in tasks_of(cast.government_liu)}
    assert labels["专项报告送有关委员会征求意见"] == row.held_on - timedelta(days=20)
    days = {day.label: day for day in days_of(cast.government_liu) if day.url == row.get_absolute_url()}
    assert days["专项报告送有关委员会征求意见"].on == row.held_on - timedelta(days=20) and len(days) == 4
    assert "监督法" in days["专项报告发给常委会组成人员"].fixed and not days["听取专项报告"].fixed
    page = row.get_absolute_url()
    assert "专项报告的送交" in as_(cast.government_liu).get(page).content.decode()
    assert "专项报告的送交" not in as_(None).get(page).content.decode()
    with pytest.raises(NotYours):
        actions.hand_on_report(activity=row, on=today, by=cast.deputy_dong)
    with pytest.raises(Refused, match="不能晚于今天"):
        actions.hand_on_report(activity=row, on=today + timedelta(days=1), by=cast.government_liu)
    assert as_(cast.government_liu).post(f"{page}hand-on/", {"on": today}).status_code == 302
    row.refresh_from_db()
    with pytest.raises(Refused, match="也不能早于上一步"):
        actions.hand_on_report(activity=row, on=today - timedelta(days=1), by=cast.government_liu)
    row = actions.hand_on_report(activity=row, on=today, by=cast.government_liu)
    with pytest.raises(Refused, match="由人大工作机构办理"):
        actions.hand_on_report(activity=row, on=today, by=cast.government_liu)
    row = actions.hand_on_report(activity=row, on=today, by=cast.clerk_li)
    assert next_way(row) is None and "专项报告发给常委会组成人员" not in {
        task.label for task in tasks_of(cast.clerk_li)
    }
    with pytest.raises(Refused, match="已经发给组成人员"):
        actions.hand_on_report(activity=row, on=today, by=cast.clerk_li)


def test_a_late_day_is_kept_and_shown_and_an_inspection_has_no_such_days(cast, as_):
    row = actions.hand_on_report(activity=make.hearing(cast, days=5), on=timezone.localdate(), by=cast.clerk_li)
    assert next(ways_of(row)).late and "已逾期" in as_(cast.clerk_li).get(row.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="不是常委会听取的专项报告"):
        actions.hand_on_report(
            activity=make.activity(cast, of=Project.objects.get(year=row.year)),
            on=timezone.localdate(),
            by=cast.clerk_li,
        )
