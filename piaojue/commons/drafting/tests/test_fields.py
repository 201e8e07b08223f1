"""What came from data in a paper: seen while it is edited, put back by one click; what is missing leads to where it is entered."""

from datetime import date

import pytest

from piaojue.commons.drafting import actions, queries
from piaojue.commons.drafting.todo import what_papers_lack
from piaojue.commons.moves import Refused
from piaojue.commons.years.road import Stage
from tests import cast as the_cast

pytestmark = pytest.mark.once


@pytest.fixture
def plan(cast):
    """年度工作计划 of a year whose 征集 ends on 30 November."""
    year = the_cast.year(cast.xincheng, stage=Stage.PLANNED, solicit_until=date(2025, 11, 30))
    return actions.draft_document(year=year, code="annual_plan", thing=year, by=cast.clerk_li)


def test_the_clerk_sees_what_came_from_data_and_puts_it_back(cast, as_, plan):
    clerk, edit = as_(cast.clerk_li), f"/documents/{plan.pk}/edit/"
    page = clerk.get(edit).content.decode()
    assert '<mark title="征集截止日期">2025年11月30日</mark>' in page and "都和数据一样" in page
    words = actions.words_to_edit(plan).replace("2025年11月30日", "2025年12月9日").replace("制定本计划", "特制定本计划")
    clerk.post(edit, {"title": plan.title, "body": words, "copies": ""})
    page = clerk.get(edit).content.decode()
    assert "改过的数据（1 处）" in page and "数据里是“2025年11月30日”，现在写的是“2025年12月9日”" in page
    plan.refresh_from_db()
    (field,) = [one for one in queries.fields_of(plan, queries.now(plan)) if not one.stands]
    went = clerk.post(f"/documents/{plan.pk}/put-back/{field.start}/")
    assert went.url == edit
    plan.refresh_from_db()
    text = actions.words_to_edit(plan)
    assert "2025年11月30日" in text and "特制定本计划" in text and "12月9日" not in text
    with pytest.raises(Refused, match="已经和数据一样"):
        actions.put_field_back(document=plan, place=field.start, by=cast.clerk_li)


def test_a_draft_says_what_data_it_was_written_from_and_when_they_have_moved_on(cast, as_, plan):
    page = as_(cast.clerk_li).get(plan.get_absolute_url()).content.decode()
    assert plan.fingerprint[:12] in page and "数据没有变化" in page
    year = plan.year
    year.solicit_until = date(2025, 12, 5)
    year.save()
    page = as_(cast.clerk_li).get(plan.get_absolute_url()).content.decode()
    assert "系统里的数据有变化" in page and "数据没有变化" not in page


def test_the_work_list_leads_to_the_page_where_a_paper_lacks_something(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.PLANNED, solicit_until=None)
    draft = actions.draft_document(year=year, code="annual_plan", thing=year, by=cast.clerk_li)
    tasks = {task.note: task for task in what_papers_lack(cast.clerk_li)}
    plan = tasks[f"{year}《{draft.title}》还缺"]
    assert (plan.label, plan.url) == ("填写征集截止日期", year.page("set_year"))
    assert not [task for task in what_papers_lack(cast.government_liu) if "年度工作计划" in task.note]
    page = as_(cast.clerk_li).get("/today/").content.decode()
    assert "填写征集截止日期" in page and year.page("set_year") in page
    actions.leave_blanks(document=draft, reason="由办公室印出后手填", by=cast.clerk_li)
    assert not [task for task in what_papers_lack(cast.clerk_li) if "年度工作计划" in task.note]
