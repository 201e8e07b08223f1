"""代表建议: what a question or a finding did not settle goes on with the law's clock, until the deputy is content."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engines.law import CLOCKS, deadline
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.todo import tasks_of
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.models import DeputySuggestion, SuggestionState
from piaojue.stages.supervise.tests import make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def waits(seat, label: str) -> list[str]:
    return [task.url for task in tasks_of(seat) if task.label == label]


def test_a_deputy_is_not_content_once_and_it_is_handled_again(cast, as_, django_capture_on_commit_callbacks):
    """The whole way: question, suggestion, given, answered, not satisfied, again, satisfied; public from the answer on."""
    question = make.question(cast)
    made = as_(cast.deputy_dong).post(
        f"/inquiries/{question.pk}/to-suggestion/",
        {"title": "尽快落实三号楼电梯用地", "text": "用地拖了半年，建议一次办结，明确开工日期。"},
    )
    row = DeputySuggestion.objects.get()
    page = row.get_absolute_url()
    assert made["Location"] == page and row.project == question.activity.project
    assert as_(None).get(page).status_code == 302 and as_(cast.resident_wang).get(page).status_code == 404
    assert waits(cast.clerk_li, "交办代表建议") == [f"{page}assign/"]
    row = make.handed_over(cast, row)
    assert row.due == deadline(CLOCKS["suggestion_answer"], TODAY())
    assert waits(cast.department_chen, "答复代表建议") == [f"{page}answer/"]
    row = make.replied(cast, row)
    assert "划定用地" in as_(None).get(page).content.decode()
    assert waits(cast.deputy_dong, "评价建议的答复") == [f"{page}rate/"]
    row = actions.rate_suggestion(suggestion=row, rating="dissatisfied", note="没有说哪一天开工", by=cast.deputy_dong)
    assert (row.state, row.returned, row.due) == ("assigned", 1, deadline(CLOCKS["suggestion_answer"], TODAY()))
    public = as_(None).get(page).content.decode()
    assert "再次办理 1 次" in public and "没有说哪一天开工" in public
    row = make.replied(cast, row)
    row = actions.rate_suggestion(suggestion=row, rating="fairly", by=cast.deputy_dong)
    assert row.state == SuggestionState.SETTLED
    listed = as_(None).get(f"/150102/{make.NUMBER}/deputy-suggestions/").content.decode()
    assert row.title in listed and "基本满意" in listed
    told = " ".join(Notice.objects.filter(person=cast.department_chen.person).values_list("text", flat=True))
    assert "请再次办理" in told


def test_three_months_or_six_with_a_reason_and_never_more(cast, as_):
    row = make.handed_over(cast)
    latest = deadline(CLOCKS["suggestion_latest"], TODAY())
    page, unit = f"{row.get_absolute_url()}extend/", as_(cast.department_chen)
    typed = {"due": str(latest + timedelta(days=1)), "reason": "涉及三个部门，要先调规划", "_version": row.version}
    assert unit.post(page, typed).status_code == 409
    for due, reason in (
        (latest, ""),
        (row.due, "涉及三个部门，要先调规划"),
        (latest + timedelta(days=1), "涉及三个部门"),
    ):
        with pytest.raises(Refused):
            actions.extend_suggestion(suggestion=row, due=due, reason=reason, by=cast.department_chen)
    assert unit.post(page, typed | {"due": str(latest)}).status_code == 302
    row.refresh_from_db()
    assert row.due == latest and "调规划" in unit.get(row.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="已经延长过一次"):
        actions.extend_suggestion(suggestion=row, due=latest, reason="还要再等一等", by=cast.department_chen)


def test_a_form_out_of_its_time_says_so(cast, as_):
    """Not yet given to a unit: no time to extend, no page that breaks."""
    row = make.suggestion(cast)
    page = f"{row.get_absolute_url()}extend/"
    for answer in (as_(cast.department_chen).get(page), as_(cast.department_chen).post(page, {})):
        assert answer.status_code == 404
    row = make.replied(cast, make.handed_over(cast, row))
    asked = as_(cast.department_chen).get(page)
    assert asked.status_code == 409 and "时才能延长答复期限" in asked.content.decode()
    assert as_(cast.department_chen).post(page, {}).status_code == 422


def test_a_suggestion_begins_with_what_was_found_and_its_answer_is_read_when_judged(cast, as_):
    finding, deputy = make.found(cast), as_(cast.deputy_dong)
    address = f"/findings/{finding.pk}/suggest/"
    typed = deputy.get(address).context["form"].initial
    assert finding.project.title in typed["title"] and typed["text"] == finding.text
    row = make.replied(cast, make.handed_over(cast, make.suggestion(cast, finding)))
    page = deputy.get(f"{row.get_absolute_url()}rate/").content.decode()
    assert row.answer in page and "至少 5 个字" in page
    make.closed(cast, make.fixed(cast, make.given(cast, finding)))
    assert deputy.get(address).status_code == 409
    assert address not in deputy.get(finding.get_absolute_url()).content.decode()


def test_only_its_own_people_do_each_step(cast):
    project = make.project(cast)
    question, finding = make.question(cast, project), make.found(cast, project)
    for stranger in (cast.resident_wang, cast.volunteer_lin, cast.clerk_li, cast.department_chen):
        with pytest.raises(NotYours):
            actions.raise_suggestion(source=question, title="转为建议", text="请一次办结，不要再拖", by=stranger)
    row = make.suggestion(cast, finding)
    assert row.finding == finding and row.project == finding.project
    with pytest.raises(Refused, match="已经转为代表建议"):
        make.suggestion(cast, finding)
    with pytest.raises(NotYours):
        actions.assign_suggestion(suggestion=row, assigned_to=cast.department_chen.body, by=cast.deputy_dong)
    row = make.handed_over(cast, row)
    with pytest.raises(NotYours):
        actions.answer_suggestion(suggestion=row, answer="不归我管也答复一下", by=cast.department_deng)
    row = make.replied(cast, row)
    with pytest.raises(NotYours):
        actions.rate_suggestion(suggestion=row, rating="satisfied", by=cast.deputy_xia)
    with pytest.raises(Refused, match="不满意的"):
        actions.rate_suggestion(suggestion=row, rating="dissatisfied", by=cast.deputy_dong)
