"""行政机关主动公开: twenty working days from the announcement, holidays and the days worked instead counted as they are (信息公开条例 26)."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from engines.law import CLOCKS, deadline
from piaojue.commons.diary.queries import diary_of
from piaojue.commons.todo import When, tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.models import Project
from piaojue.stages.deliver.tests import make

ANNOUNCED, LAST = date(2026, 2, 10), date(2026, 3, 16)
"""春节 2026: off from 15 to 23 February, 14 and 28 February are worked."""
DUTY = "登记任务分解表"


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (ANNOUNCED, LAST),
        (date(2026, 2, 13), date(2026, 3, 19)),  # the Saturday that follows is worked
        (date(2026, 9, 1), date(2026, 9, 29)),  # Sunday the 20th is worked, Friday the 25th is off
    ],
)
def test_twenty_working_days_pass_over_holidays(start, last):
    assert deadline(CLOCKS["disclosure"], start) == last


def on(monkeypatch, day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_the_breakdown_has_its_day_in_both_lists_and_is_late_the_day_after(cast, monkeypatch, as_):
    """What the vote decided was announced on 10 February; the government's office reads by when the tasks are public."""
    projects = make.assigned(cast)
    year = projects[0].year
    year.stage = Stage.ANNOUNCING
    year.save()
    moment = datetime(2026, 2, 10, 2, tzinfo=UTC)
    Project.objects.filter(year=year).update(created_at=moment)
    year.passages.create(gate="confirm_result", seat=cast.clerk_li)
    year.passages.update(at=moment)

    on(monkeypatch, LAST)
    (task,) = [task for task in tasks_of(cast.government_liu) if task.label == DUTY]
    assert task.due == LAST and task.when(timezone.localdate()) == When.TODAY
    days = {day.label: day for day in diary_of(cast.government_liu)}
    fixed = days["行政机关主动公开入选项目的最后一天"]
    assert fixed.on == LAST and "信息公开条例 26 条" in fixed.fixed and not fixed.moves
    on(monkeypatch, date(2026, 3, 17))
    (task,) = [task for task in tasks_of(cast.government_liu) if task.label == DUTY]
    assert task.when(timezone.localdate()) == When.LATE
    assert "逾期" in as_(cast.government_liu).get("/today/").content.decode()
