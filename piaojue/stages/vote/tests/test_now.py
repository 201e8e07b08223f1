"""会场: everybody is told the one next act, who is late, and what the room hears; the same stands in 今天要办."""

import pytest

from piaojue.commons.todo import tasks_of
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.vote import actions
from piaojue.stages.vote.now import next_for, steps_of
from piaojue.stages.vote.tests import make
from tests import sealing

pytestmark = pytest.mark.once


def what(poll, seat) -> str:
    poll.refresh_from_db()
    step = next_for(steps_of(poll), seat)
    return step.what if step else ""


def test_a_hall_is_led_from_the_keys_to_the_presidium(cast, as_):
    poll = make.frozen_poll(cast, level="L2")
    assert what(poll, cast.secretary_he) == "登记大会通过的办法和监票人"
    assert what(poll, cast.teller_zhou).startswith("取得连接码") and what(poll, make.slips_office(cast)) == ""
    assert {step.late for step in steps_of(poll)[1:]} == {
        ("总监票人 钱总监票",),
        ("监票人 周监票",),
        ("计票人 吴计票",),
    }
    assert any(task.label.startswith("取得连接码") for task in tasks_of(cast.teller_zhou))
    make.passed_poll(cast, poll)
    holders = {seat.pk: seat for seat in (cast.teller_qian, cast.teller_zhou, cast.counter_wu)}
    stations = sealing.make_keys(
        poll.box_id, [actions.connect_station(poll=poll, by=holders[pk]) for pk in poll.keyholders]
    )
    assert what(poll, cast.counter_wu) == "打印备份单，照着抄回"
    for station in stations:
        station.hand_in("drilled", {})
    office = make.slips_office(cast)
    assert what(poll, office) == "印制票签"
    slips = sealing.make_slips(poll.box_id, actions.connect_office(poll=poll, by=office), 6)
    assert what(poll, cast.teller_zhou) == "作废没有发出的票签"
    actions.void_slips(poll=poll, codes=[sealing.halves(poll.box_id, slips.pop())], by=cast.teller_zhou)
    Year.objects.filter(pk=poll.year_id).update(stage=Stage.DELIBERATING)
    poll.refresh_from_db(fields=["year"])
    assert what(poll, cast.teller_qian) == "", "the box stays shut before the gate"
    assert what(poll, cast.secretary_he) == "签署并通过“进入票决”的关口"
    Year.objects.filter(pk=poll.year_id).update(stage=Stage.VOTING)
    poll.refresh_from_db(fields=["year"])
    script = steps_of(poll)[0].script
    assert what(poll, cast.teller_qian) == "同意开箱" and "共同开箱" in script
    assert "3 把钥匙在监票人手里，2 把到场才能打开，打开的只是合计" in script
    actions.agree_to_open(poll=poll, by=cast.teller_qian)
    assert what(poll, cast.teller_qian) == "" and what(poll, cast.teller_zhou) == "同意开箱"
    poll = actions.agree_to_open(poll=poll, by=cast.teller_zhou)
    page = as_(cast.deputy_dong).get(poll.page("hall_now")).content.decode()
    assert "扫您抽到的票签" in page
    assert any("票签" in task.label for task in tasks_of(cast.deputy_dong))
    to_the_next_round(cast, as_, poll, slips, stations)


def test_the_room_hears_what_a_box_of_slips_does_not_promise(cast, as_):
    poll = make.prepared_poll(cast)
    rules = as_(cast.secretary_he).get(poll.page("set_rule")).content.decode()
    assert "技术上能看到某张票签投了什么" in rules and "请用加密票箱" in rules
    poll = make.passed_poll(cast, actions.freeze_poll(poll=poll, by=cast.secretary_he))
    actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)
    poll.refresh_from_db()
    script = steps_of(poll)[0].script
    assert "技术上能看到某张票签投了什么，看不到是谁投的" in script and "打开的只是合计" not in script


def to_the_next_round(cast, as_, poll, slips, stations):
    """From the open box to the round that a tie costs."""
    for slip in slips:
        make.seal_and_send(poll, slip, "approve", "approve", "approve")
    poll = make.agree(cast, poll, actions.agree_to_close)
    assert what(poll, cast.teller_zhou).startswith("在监票台输入口令") and what(poll, cast.counter_wu)
    for station in stations[:2]:
        station.act()
    assert what(poll, cast.counter_wu) == "计票"
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert what(poll, cast.secretary_he) == "发起下一轮投票"
    later = actions.begin_next_round(poll=poll, by=cast.secretary_he)
    assert what(poll, cast.secretary_he) == "" and what(later, cast.teller_zhou) == "同意开箱"
    page = as_(cast.teller_zhou).get(later.page("hall_now")).content.decode()
    assert "主持词" in page and "同意开箱" in page
