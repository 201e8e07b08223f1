"""A clerk ticks and types in a list, is refused for one word, and finds everything as it was."""

import pytest
from lxml import html

from piaojue.stages.group import actions as grouping
from piaojue.stages.group.models import Proposal
from piaojue.stages.group.tests import make as group
from piaojue.stages.shortlist.tests import make as shortlist
from tests import cast as the_cast


def ticks(answer, name: str) -> set[str]:
    return set(html.fromstring(answer.content).xpath(f"//input[@type='checkbox'][@name='{name}'][@checked]/@value"))


@pytest.fixture
def wishes(cast):
    year = the_cast.year(cast.xincheng, stage="grouping")
    authors = [cast.resident_wang, cast.resident_zhao]
    made = [group.suggestion(cast, year, title=title, by=by) for title, by in zip(["东街社区老楼加装电梯", "东街社区的老楼装电梯"], authors, strict=True)]
    grouping.place_new(year=year)
    return made


def test_one_answer_for_several_demands_that_was_not_filled_in_keeps_the_ticks(cast, as_):
    year = the_cast.year(cast.xincheng, stage="screening")
    demands = [shortlist.judged(cast, year, title=title) for title in ("东街路灯补建", "东街公厕改造", "东街口袋公园")]
    chosen = {str(demand.pk) for demand in demands[:2]}
    answer = as_(cast.government_liu).post(f"{year.get_absolute_url()}screening/?all", {
        "demands": sorted(chosen), "disposition": "declined", "code": "higher", "text": "“{诉求}”上级已经安排,计划【时间】完成。",
    })  # fmt: skip
    assert answer.status_code == 409 and "没填的:【时间】" in answer.content.decode()
    assert ticks(answer, "demands") == chosen


def test_grouping_by_hand_without_a_name_keeps_the_ticks(cast, as_, wishes):
    chosen = {str(wish.pk) for wish in wishes}
    answer = as_(cast.clerk_li).post(f"{wishes[0].year.get_absolute_url()}grouping/", {"suggestions": sorted(chosen), "title": "短", "reason": "同一件事"})
    assert answer.status_code in (409, 422)
    assert ticks(answer, "suggestions") == chosen


def test_a_card_of_the_queue_comes_back_as_the_clerk_left_it(cast, as_, wishes):
    bundle = Proposal.objects.get(suggestion=wishes[0]).bundle
    sent = {"do": "accept", "bundle": bundle, "suggestions": [wishes[0].pk], "title": "短", "category": "transport", "department": cast.department_deng.body_id}
    answer = as_(cast.clerk_li).post(f"{wishes[0].year.get_absolute_url()}grouping/queue/", sent)
    assert answer.status_code in (409, 422)
    card = html.fromstring(answer.content).get_element_by_id(f"t{bundle}").iterancestors("form").__next__()
    fields = dict(card.form_values())
    assert (fields["title"], fields["category"], fields["department"]) == ("短", "transport", str(cast.department_deng.body_id))
    assert ticks(answer, "suggestions") == {str(wishes[0].pk)}
