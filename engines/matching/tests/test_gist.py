"""A demand is told in somebody's own sentence; nothing is made up."""

from engines.matching import gist, says

LIFTS = [
    ("给东街社区老楼加装电梯", "领导您好！我家住六楼。东街社区老楼没有电梯，希望尽快加装电梯，方便老人上下楼。谢谢！"),
    ("老楼没有电梯", "我今年七十八岁，腿脚不好。上下楼困难，想在东街社区老楼加装电梯。"),
    ("东街社区装电梯", "孩子给我打电话说起这件事。老人上下楼太难了。"),
]


def test_the_sentence_says_what_most_want_and_is_as_it_was_written():
    told = gist(LIFTS)
    assert told.sentence == "上下楼困难，想在东街社区老楼加装电梯。"
    assert told.sentence in LIFTS[told.source][1] and told.source == 1 and 0 in told.same


def test_greetings_thanks_and_stories_stand_for_nobody():
    assert gist([("您好", "领导您好！谢谢！")]) is None
    assert gist([("路灯", "")]) is None
    one = gist([("向阳街路灯不亮", "上个月我下班回家摔了一跤。向阳街的路灯坏了半年，请维修。祝工作顺利")])
    assert one.sentence == "向阳街的路灯坏了半年，请维修。" and one.same == ()


def test_the_same_messages_give_the_same_sentence_in_any_run():
    assert gist(LIFTS) == gist(list(LIFTS))


def test_a_title_says_place_matter_and_wish_or_less():
    assert says("给东街社区老楼加装电梯") == 3
    assert says("东街社区路灯不亮") == 2
    assert says("路灯不亮") == 1
    assert says("请尽快解决") == 1 and says("您好") == 0
