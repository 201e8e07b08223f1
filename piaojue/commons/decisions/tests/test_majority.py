"""The arithmetic of a body, whatever is typed: quorum, majority, numbers that cannot be."""

from hypothesis import given
from hypothesis import strategies as st

from engines.law import COMPETENCES, Base
from piaojue.commons.decisions.majority import Hands, Show, passes, quorum_of, sentence, wrong_hands, wrong_show

RULES = sorted({one for table in COMPETENCES.values() for rows in table.values() for one in rows}, key=repr)
VOTING = [rule for rule in RULES if rule.base is not Base.NONE]
persons = st.integers(0, 3000)


@given(st.sampled_from(VOTING), persons, persons, persons, persons, persons)
def test_what_passes_has_a_quorum_and_more_than_half_of_all(rule, roll, present, ayes, noes, abstentions):
    show, hands = Show(roll, present), Hands(ayes, noes, abstentions)
    if wrong_show(rule, show) or wrong_hands(show, hands, "x"):
        return
    assert 0 < present <= roll and hands.all <= present
    assert present >= roll * rule.quorum
    assert passes(rule, show, hands) == (ayes > roll * rule.over)
    assert ("未通过" in sentence(rule, show, hands)) != passes(rule, show, hands)


@given(st.sampled_from(RULES), persons, persons)
def test_too_few_and_too_many_are_refused(rule, roll, present):
    refused = bool(wrong_show(rule, Show(roll, present)))
    assert refused == (roll < 1 or present > roll or present < quorum_of(rule, Show(roll, present)))


@given(persons, persons, persons, persons)
def test_more_votes_than_members_present_cannot_be(present, ayes, noes, abstentions):
    hands = Hands(ayes, noes, abstentions)
    assert bool(wrong_hands(Show(5000, present), hands, "x")) == (hands.all > present)


def test_a_session_needs_two_thirds_and_a_refusal_says_so():
    session = next(rule for rule in VOTING if rule.organ == "congress")
    assert wrong_show(session, Show(30, 19)) == [
        "实到 19 人：要有全体 30 人的三分之二以上（20 人）到会，会议才能作出决定"
    ]
    assert wrong_show(session, Show(30, 31)) == ["实到 31 人多于应到 30 人：列席人员不计入实到，请按签到册核对"]
    assert wrong_hands(Show(30, 20), Hands(21), "办法") == ["“办法”：赞成 21 票，多于实到 20 人，请核对"]
    assert sentence(session, Show(30, 20), Hands(15, 5)) == "全体 30 人，过半数需 16 票；赞成 15 票，未通过"
