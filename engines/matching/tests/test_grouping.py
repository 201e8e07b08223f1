"""Groups a clerk would make, kept as clerks decided, the same on any number of workers."""

import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.matching import ACCEPT, PROPOSE, Decisions, Groups, Message, accept_line, group
from engines.matching.likeness import apart

from .cases import messages, wanted


def sets(groups: Groups) -> set[frozenset[int]]:
    return {frozenset(members) for members in groups.members.values()}


@pytest.fixture(scope="module")
def grouped() -> Groups:
    return group(messages())


def test_the_groups_are_those_a_person_makes(grouped):
    assert sets(grouped) == wanted()


def test_same_estate_other_matter_and_same_matter_other_estate_stay_apart(grouped):
    of = {message.title: grouped.of[message.id] for message in messages()}
    assert of["建议桂香苑小区加装电梯"] != of["桂香苑停车位太少"]
    assert of["松涛苑老楼盼加装电梯"] != of["建议桂香苑小区加装电梯"]


def test_two_who_call_one_thing_by_two_names_are_found_together():
    titles = ["柳树村集市缺公共厕所", "柳树村集市盼建公厕", "柳树村养牛大棚漏雨"]
    assert sets(group([Message(at, text) for at, text in enumerate(titles, 1)])) == {frozenset({1, 2}), frozenset({3})}


def test_each_link_says_why(grouped):
    link = grouped.links(grouped.of[3])[-1]
    assert link.message == 3
    assert link.like in grouped.members[link.group]
    assert str(link.reason).startswith("同一地点：桂香苑；同一事项：")
    assert "电梯" in link.reason.words
    assert link.likeness >= PROPOSE
    assert 0.5 <= link.confidence <= 1


def test_what_clerks_put_together_one_after_the_other_is_together_all_around():
    chain = Decisions()
    unlike = [message.id for message in messages()][::3][:4]
    for one, other in pairwise(unlike):
        chain.join(one, other)
    groups = group(messages(), decisions=chain)
    assert len({groups.of[message] for message in unlike}) == 1


def test_new_messages_join_or_found_groups_and_nobody_else_moves():
    groups = group(messages())
    before = dict(groups.of)
    links = groups.join(
        [
            Message(101, "桂香苑没有电梯老人出行难", "桂香苑老楼没有电梯，老人下楼困难，希望加装电梯。"),
            Message(102, "县里没有图书馆", "孩子没有地方看书，请建图书馆。"),
            Message(103, "请建图书馆", "县里没有图书馆，孩子没有地方看书。"),
        ]
    )
    assert {link.message: link.group for link in links} == {101: groups.of[1], 103: 102}
    assert {message: groups.of[message] for message in before} == before
    assert groups.members[102] == [102, 103]
    assert all(link.reason.words for link in links)


def test_joining_one_by_one_is_joining_together():
    first, rest = messages()[:8], messages()[8:]
    slowly, at_once = group(first), group(first)
    for message in rest:
        slowly.join([message])
    at_once.join(rest)
    assert slowly.of == at_once.of


def test_a_message_comes_once():
    groups = group(messages()[:3])
    with pytest.raises(ValueError, match="already grouped"):
        groups.join(messages()[:1])


def test_what_clerks_took_apart_stays_apart_and_what_they_joined_together():
    decisions = Decisions()
    decisions.part(1, 2)
    decisions.join(10, 11)
    of = group(messages(), decisions=decisions).of
    assert of[1] != of[2]
    assert of[10] == of[11]


def test_the_later_decision_counts():
    decisions = Decisions()
    decisions.part(2, 1)
    decisions.join(1, 2)
    assert (decisions.together, decisions.apart) == ({(1, 2)}, set())


def test_a_clerk_moves_a_message_and_newcomers_respect_it():
    groups = group(messages())
    lifts = groups.of[1]
    alone = groups.move(1, None)
    assert alone == 1
    assert groups.of[2] == groups.of[3] == 2
    assert lifts == 1
    assert groups.move(1, groups.of[2]) == 1
    assert groups.members[1] == [1, 2, 3]


def test_groups_taken_up_again_are_the_same(grouped):
    again = Groups(grouped.ground)
    again.add(messages(), [grouped.of[message.id] for message in messages()])
    assert sets(again) == sets(grouped)
    assert pickle.loads(pickle.dumps(again)).of == grouped.of


def many() -> list[Message]:
    """Some hundred messages of forty streets, three matters, several voices each."""
    matters = ["路灯不亮晚上漆黑", "下水道堵塞污水横流", "缺少停车位乱停车"]
    voices = ["请尽快解决", "希望有人管", "居民反映强烈"]
    names = "东西南北金银玉石松柏桃李梅兰竹菊荷莲龙凤"
    return [
        Message(
            n,
            f"{names[n % 20]}{names[(n // 20) % 2 + 4]}大街{matters[n % 3]}",
            f"{matters[n % 3]},{voices[n % 7 % 3]}。",
        )
        for n in range(600)
    ]


def test_several_workers_give_the_groups_of_one(monkeypatch):
    monkeypatch.setattr("engines.matching.traits.CHUNK", 100)
    monkeypatch.setattr("engines.matching.candidates.SLICE", 90)
    monkeypatch.setattr("engines.matching.grouping._BUNDLE", 40)
    alone = group(many())
    assert 1 < len(alone.members) < 600
    with ThreadPoolExecutor(4) as threads:
        assert group(many(), run=threads.map).of == alone.of
    with ProcessPoolExecutor(2) as workers:
        assert group(many(), run=workers.map).of == alone.of


def test_the_cut_of_the_work_does_not_matter(monkeypatch):
    whole = group(many()).of
    monkeypatch.setattr("engines.matching.traits.CHUNK", 37)
    monkeypatch.setattr("engines.matching.candidates.SLICE", 41)
    monkeypatch.setattr("engines.matching.grouping._BUNDLE", 10)
    assert group(many()).of == whole


def test_a_flood_of_look_alikes_is_parted_not_swallowed(monkeypatch):
    monkeypatch.setattr("engines.matching.linking.LARGEST", 50)
    flood = [Message(n, "请修桂香苑路灯", "桂香苑路灯坏了") for n in range(60)]
    others = [Message(100 + n, f"向阳大街{n}号积水", "下雨积水") for n in range(5)]
    groups = group(flood + others)
    assert all({message < 100 for message in members} != {True, False} for members in groups.members.values())


@settings(max_examples=15, deadline=None)
@given(st.permutations(messages()))
def test_every_message_is_in_exactly_one_group_whatever_the_order(shuffled):
    groups = group(shuffled)
    assert sorted(m for members in groups.members.values() for m in members) == sorted(m.id for m in shuffled)
    assert all(groups.of[m] == name == min(members) for name, members in groups.members.items() for m in members)
    assert sets(groups) == wanted()


def test_empty_and_odd_messages_break_nothing():
    odd = [
        Message(1, ""),
        Message(2, "", ""),
        Message(3, "?！。"),
        Message(4, "a" * 5000),
        Message(5, "\ud83d路灯", "𠮷"),
    ]
    assert sorted(m for members in group(odd).members.values() for m in members) == [1, 2, 3, 4, 5]
    assert group([]).members == {}
    assert group([]).join([Message(1, "路灯不亮")]) == []


@given(st.lists(st.text("012", max_size=4), max_size=3), st.lists(st.text("012", max_size=4), max_size=3))
def test_regions_are_apart_both_ways_and_never_from_what_holds_them(one, other):
    assert apart(tuple(one), tuple(other)) == apart(tuple(other), tuple(one))
    for a, b in combinations((*one, *other), 2):
        if b.startswith(a):
            assert not apart((a,), (b,))


def test_the_line_of_acceptance_follows_what_clerks_keep():
    decided = [(0.3 + n / 1000, True) for n in range(200)]
    undone = [(0.2 + n / 1000, False) for n in range(100)]
    line = accept_line(decided + undone)
    above = [right for value, right in decided + undone if value >= line]
    assert sum(above) >= 0.95 * len(above)
    assert 0.28 < line < 0.3
    assert accept_line(decided[:10]) == ACCEPT
    assert accept_line(undone) == ACCEPT


def test_two_wishes_for_one_place_are_no_sure_pair_by_the_place_alone():
    gym = Message(901, "锦绣花园健身场地", "锦绣花园没有健身的地方")
    fire = Message(902, "锦绣花园消防设施维修", "锦绣花园消防栓没有水")
    both = group([*messages(), gym, fire])
    links = [link for name in both.members for link in both.links(name) if {link.message, link.like} == {901, 902}]
    assert all(link.confidence < 0.5 and not link.accepted and link.reason.place_alone for link in links)
    lift = group(messages())
    assert all(not link.reason.place_alone for name in lift.members for link in lift.links(name))
