"""照签字纪要登记协调决定: one meeting, many problems, one page of the leading group's office."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.todo import tasks_of
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.minutes import Coordinated, SignedMinutes
from piaojue.stages.deliver.models import Problem, ProblemState
from piaojue.stages.deliver.tests import make
from tests.cast import tampered

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
DECISION = "街道牵头一周内谈妥，住建局配合"


def typed(cast, first: Problem, second: Problem) -> dict[str, Any]:
    """What the office types from the signed minutes: two problems of three, one with its owner and day."""
    today = timezone.localdate()
    return {
        "title": "领导小组第三次会议纪要〔2026〕3号",
        "decided_on": today.isoformat(),
        "decided_by": cast.leader_guo.pk,
        f"decision_{first.pk}": DECISION,
        f"owner_{first.pk}": cast.department_deng.body_id,
        f"due_{first.pk}": (today + timedelta(days=9)).isoformat(),
        f"decision_{second.pk}": DECISION,
    }


def test_one_meeting_decides_on_many_problems(cast, as_, django_capture_on_commit_callbacks):
    project = make.project(cast)
    first, second, third = (make.problem(cast, project) for _n in range(3))
    year, today = project.year, timezone.localdate()
    page = year.page("enter_coordination")
    waits = [task for task in tasks_of(cast.government_liu) if task.act == "deliver.enter_coordination"]
    assert [(task.count, task.url, task.own) for task in waits] == [(3, page, False)]
    office = as_(cast.government_liu)
    shown = office.get(page).content.decode()
    assert shown.count(first.text) == 3
    assert as_(cast.department_chen).get(page).status_code == as_(cast.neighbour_clerk_bai).get(page).status_code == 404

    sent = typed(cast, first, second)
    assert office.post(page, sent).status_code == 422  # nothing signed
    assert office.post(page, sent | {"decided_by": cast.department_chen.pk, "scans": scan()}).status_code == 422
    early = sent | {"decided_on": (today - timedelta(days=1)).isoformat(), "scans": scan()}
    refused = office.post(page, early)
    assert refused.status_code == 409 and "以后才上报" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(page, sent | {"scans": scan()}).status_code == 302
    for row in (first, second, third):
        row.refresh_from_db()
    assert [row.state for row in (first, second, third)] == [ProblemState.DECIDED] * 2 + [ProblemState.RAISED]
    assert (first.owner, second.owner) == (cast.department_deng.body, project.department)
    assert second.due == today + timedelta(days=30) and second.decided_by == cast.leader_guo
    assert {*first.minutes.all()} == {*second.minutes.all()} and first.minutes.count() == 1
    assert Notice.objects.filter(person=cast.department_deng.person, text__contains=DECISION).exists()
    work = as_(cast.department_chen).get(project.work_url).content.decode()
    assert work.count("照签字纪要登记：领导小组第三次会议纪要〔2026〕3号") == work.count("纪要.pdf</a>") == 2

    minutes = SignedMinutes("纪要", today, cast.leader_guo, first.minutes.all())
    with pytest.raises(Refused, match="已经不等协调决定"):
        actions.enter_coordination(
            year=year, minutes=minutes, decisions=[Coordinated(first, DECISION)], by=cast.government_liu
        )
    with pytest.raises(Refused, match="至少写一个难题"):
        actions.enter_coordination(year=year, minutes=minutes, decisions=[], by=cast.government_liu)
    assert [found for found in tampered() if found.where.startswith("deliver.problem")] == []


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("纪要.pdf", PDF, "application/pdf")
