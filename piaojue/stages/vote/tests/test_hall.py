"""Stories of the hall: setting up, slips, opening and closing by two, quorum, secrecy."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from engines.counting import Form, Rule
from engines.law import Matter
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Paper
from piaojue.commons.years.road import Stage
from piaojue.stages.vote import actions, queries
from piaojue.stages.vote.models import Poll, PollKind, PollState
from piaojue.stages.vote.roll import quorum_of
from piaojue.stages.vote.tests import make
from piaojue.stages.vote.wording import rules_text
from tests import cast as the_cast


def test_a_standing_committee_measures_when_more_than_half_are_there(cast):
    body = Body.objects.get(place=cast.xincheng, kind=BodyKind.STANDING_COMMITTEE)
    for seat in (cast.deputy_dong, cast.teller_qian, cast.teller_zhou):  # who watches is a member, too
        member = seat.person
        appoint(body=body, role=Role.COMMITTEE, name=member.name, phone=str(member.phone), by=None)
    day = timezone.localdate()
    sitting = sittings.call_sitting(
        body=body, kind=SittingKind.STANDING, name="常委会第三次会议", starts_on=day, ends_on=day, by=cast.clerk_li
    )
    poll = make.prepared_poll(
        cast, sitting=sitting, kind=PollKind.SATISFACTION, items=[{"key": "a", "no": 1, "title": "加装电梯"}], rule=None
    )
    assert "全体常委会组成人员的过半数到会，方可进行测评" in rules_text(poll)
    seats = Seat.objects.filter(role=Role.COMMITTEE, place=cast.xincheng).order_by("pk")
    for number, enough in ((2, False), (3, True)):
        for seat in seats[:number]:
            sittings.check_in(sitting=sitting, seat=seat, by=cast.secretary_he)
        assert bool(quorum_of(poll)) is enough


def test_a_poll_is_made_from_the_frozen_candidates(cast):
    poll = make.frozen_poll(cast)
    assert [item.title for item in poll.items] == make.TITLES[:3]
    assert [item.version for item in poll.items] == [1, 1, 1]
    assert poll.items[0].text == "一处；总投资 80.5 万元；2026 年 10 月完成"
    assert not Paper.objects.filter(year=poll.year, kind="vote_rules").exists()
    make.passed_poll(cast, poll)
    rules = Paper.objects.get(year=poll.year, kind="vote_rules")
    assert "候选项目获全体代表过半数赞成的，方可拟确定为民生实事项目" in rules.body


def test_a_street_is_refused_with_the_law(cast):
    year = the_cast.year(cast.dongjie, stage=Stage.CONSULTING)
    sitting = make.session(cast)
    with pytest.raises(NotYours):
        actions.prepare_poll(year=year, sitting=sitting, by=cast.street_clerk_xu)
    cast.clerk_li.place = cast.dongjie
    with pytest.raises(Refused, match="地方组织法 59 条"):
        actions.prepare_poll(year=year, sitting=sitting, by=cast.clerk_li)


def test_the_neighbours_cannot_touch_the_poll(cast):
    poll = make.prepared_poll(cast)
    with pytest.raises(NotYours):
        actions.freeze_poll(poll=poll, by=cast.neighbour_clerk_bai)


def test_too_few_candidates_and_missing_tellers_are_said_at_once(cast):
    year = make.voting_year(cast)
    make.candidates(cast, year, 2)
    poll = actions.prepare_poll(year=year, sitting=make.session(cast), by=cast.secretary_he, rule=Rule(seats=2))
    with pytest.raises(Refused) as refusal:
        actions.freeze_poll(poll=poll, by=cast.secretary_he)
    assert len(refusal.value.reasons) == 2
    assert "至少需要 3 项候选" in refusal.value.reasons[0]


def test_candidates_that_changed_must_be_taken_anew(cast):
    poll = make.prepared_poll(cast)
    dossier = make.Dossier.objects.filter(year=poll.year).first()
    dossier.title = "另一个名称"
    dossier.save(update_fields=["title"])
    with pytest.raises(Refused, match="有变化"):
        actions.freeze_poll(poll=poll, by=cast.secretary_he)
    poll = actions.refresh_items(poll=poll, by=cast.secretary_he)
    assert actions.freeze_poll(poll=poll, by=cast.secretary_he).items[0].title == "另一个名称"


def test_a_rule_that_contradicts_itself_is_refused(cast):
    poll = make.prepared_poll(cast)
    with pytest.raises(Refused, match="应选数"):
        actions.set_rule(poll=poll, rule={"seats": 0}, by=cast.secretary_he)
    with pytest.raises(Refused, match="只用于街道"):
        actions.set_rule(poll=poll, rule={"form": "advisory"}, by=cast.secretary_he)


def test_a_stale_form_is_refused(cast):
    poll = make.prepared_poll(cast)
    actions.set_rule(poll=poll, rule=Rule(seats=1), by=cast.secretary_he, version=poll.version)
    with pytest.raises(Refused, match="别人已经改过"):
        actions.set_rule(poll=poll, rule=Rule(seats=2), by=cast.clerk_li, version=poll.version)


def test_tellers_need_one_chief_and_one_more(cast):
    poll = make.prepared_poll(cast)
    for seats, words in [
        ([cast.teller_zhou], "总监票人应有 1 名"),
        ([cast.teller_qian], "至少还要 1 名监票人"),
        ([cast.deputy_dong], "不是本地区在任"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.appoint_tellers(poll=poll, seats=seats, by=cast.secretary_he)


def test_opening_takes_the_chief_and_one_more(cast):
    poll = make.ready_poll(cast)
    actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)
    poll = actions.agree_to_open(poll=poll, by=cast.teller_qian)
    poll = actions.agree_to_open(poll=poll, by=cast.teller_qian)
    assert poll.state == PollState.FROZEN
    poll = actions.agree_to_open(poll=poll, by=cast.teller_zhou)
    assert (poll.state, poll.roll, poll.present, poll.issued) == (PollState.OPEN, 5, 5, 5)


def test_closing_takes_the_chief_and_one_more(cast):
    poll, codes = make.open_poll(cast)
    poll = actions.agree_to_close(poll=poll, by=cast.teller_zhou)
    assert make.vote(poll, codes[0], "approve").status_code == 201
    assert poll.state == PollState.OPEN
    poll = actions.agree_to_close(poll=poll, by=cast.teller_qian)
    assert poll.state == PollState.CLOSED
    assert make.vote(poll, codes[1], "approve").status_code == 409
    with pytest.raises(Refused, match="投票中"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)


def test_the_agreement_of_who_is_no_teller_any_more_opens_nothing(cast):
    poll = make.ready_poll(cast)
    actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)
    actions.agree_to_open(poll=poll, by=cast.teller_zhou)
    pan = cast.deputy_pan.person
    other = appoint(body=cast.teller_zhou.body, role=Role.TELLER, name=pan.name, phone=str(pan.phone), by=None)
    poll = actions.appoint_tellers(poll=poll, seats=[cast.teller_qian, other, cast.counter_wu], by=cast.secretary_he)
    poll = make.passed_poll(cast, poll)
    assert actions.agree_to_open(poll=poll, by=cast.teller_qian).state == PollState.FROZEN
    assert actions.agree_to_open(poll=poll, by=other).state == PollState.OPEN


def test_who_was_not_appointed_is_no_teller_here(cast):
    poll = make.frozen_poll(cast)
    poll.tellers.remove(cast.teller_zhou)
    with pytest.raises(Refused, match="不在本次投票的监票计票人员名单"):
        actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)


def test_without_quorum_the_box_stays_closed(cast):
    poll = make.frozen_poll(cast, sitting=make.session(cast, present=3))
    actions.print_slips(poll=poll, number=3, by=cast.teller_zhou)
    with pytest.raises(Refused, match="不足法定人数"):
        actions.agree_to_open(poll=poll, by=cast.teller_qian)


def test_left_over_slips_must_be_void_before_opening(cast):
    poll = make.ready_poll(cast, sitting=make.session(cast, present=4))
    codes = actions.print_slips(poll=poll, number=6, by=cast.teller_zhou)
    with pytest.raises(Refused, match="多于实到 4 人"):
        actions.agree_to_open(poll=poll, by=cast.teller_qian)
    with pytest.raises(Refused, match="第 2 行"):
        actions.void_slips(poll=poll, codes=[codes[4], "FORGED"], by=cast.teller_zhou)
    left = [codes[4], codes[5], codes[4]]
    assert actions.void_slips(poll=poll, codes=left, by=cast.teller_zhou).number == 2
    poll = make.agree(cast, poll, actions.agree_to_open)
    assert poll.issued == 4
    assert make.vote(poll, codes[4], "approve").status_code == 409


def test_a_vote_cannot_open_before_its_gate(cast):
    poll = make.ready_poll(cast, year=make.voting_year(cast, stage=Stage.DELIBERATING))
    actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)
    with pytest.raises(Refused, match="进入票决"):
        actions.agree_to_open(poll=poll, by=cast.teller_qian)


def test_the_gates_ask_for_a_fixed_ballot_and_a_confirmed_result(cast):
    year = make.voting_year(cast, stage=Stage.DELIBERATING)
    assert any("还没有准备票决" in line for line in missing(year).work)
    poll = make.prepared_poll(cast, year=year)
    assert any("票面还没有确定" in line for line in missing(year).work)
    poll = actions.freeze_poll(poll=poll, by=cast.secretary_he)
    assert [line for line in missing(year).work if "还没有经大会通过" in line] and "票决办法" in missing(year).papers
    make.passed_poll(cast, poll)
    found = missing(year)
    assert not any("票" in line for line in [*found.work, *found.decisions])
    assert "票决办法" not in found.papers
    year.stage = Stage.VOTING
    assert any("主席团确认" in line for line in missing(year).work)


def test_a_rehearsal_needs_no_session_and_never_counts_for_the_gate(cast, as_):
    year = make.voting_year(cast, stage=Stage.DELIBERATING)
    poll, codes = make.open_poll(cast, year=year, sitting=make.session(cast, present=0), rehearsal=True)
    assert "演练".encode() in make.vote(poll, codes[0], "approve").content
    screen = as_(cast.teller_qian).get(f"/polls/{poll.pk}/hall/").content.decode()
    assert "hall--rehearsal" in screen and f"演练 · {poll.title}" in screen
    assert any("还没有准备票决" in line for line in missing(year).work)
    actions.wipe_rehearsal(poll=poll, by=cast.teller_qian)
    assert Client().get(f"/booth/{poll.box_id}/").status_code == 404


def test_a_real_poll_cannot_be_wiped(cast):
    poll, _ = make.open_poll(cast)
    with pytest.raises(Refused, match="不能清除"):
        actions.wipe_rehearsal(poll=poll, by=cast.teller_qian)


def test_last_years_satisfaction_and_this_years_vote_share_a_session(cast):
    sitting = make.session(cast)
    vote = make.frozen_poll(cast, sitting=sitting)
    last_year = the_cast.year(cast.xincheng, stage=Stage.EVALUATING, number=2025)
    items = [{"key": "p1", "no": 1, "title": "去年的电梯"}, {"key": "p1.2", "no": 2, "title": "去年的公厕"}]
    survey = make.prepared_poll(
        cast, year=last_year, sitting=sitting, kind=PollKind.SATISFACTION, items=items, rule=None
    )
    assert survey.colour != vote.colour
    survey, codes = make.open_poll(cast, poll=survey)
    both, _ = make.open_poll(cast, poll=vote)
    assert (survey.state, both.state) == (PollState.OPEN, PollState.OPEN)
    for code, words in zip(codes, [("approve", "against"), ("approve", ""), ("abstain", "unknown")], strict=False):
        make.vote(survey, code, *words)
    survey = make.agree(cast, survey, actions.agree_to_close)
    survey = actions.count(poll=survey, not_voted=2, by=cast.counter_wu)
    with pytest.raises(ValueError, match="经确认"):
        queries.satisfaction_rows(survey)
    survey = make.confirm(cast, survey)
    assert queries.satisfaction_rows(survey) == [("p1", 2, 0, 1, 0), ("p1.2", 0, 1, 0, 2)]


def test_two_ballots_of_a_sitting_may_not_have_the_same_colour(cast):
    sitting = make.session(cast)
    make.frozen_poll(cast, sitting=sitting)
    other = make.prepared_poll(
        cast,
        sitting=sitting,
        year=the_cast.year(cast.xincheng, stage=Stage.EVALUATING, number=2025),
        kind=PollKind.SATISFACTION,
        items=[{"key": "a", "no": 1, "title": "甲"}],
        rule=None,
        colour="red",
    )
    with pytest.raises(Refused, match="换一种票色"):
        actions.freeze_poll(poll=other, by=cast.secretary_he)


def test_choose_at_most_n_reaches_the_voters_page(cast):
    rule = Rule(form=Form.CHOOSE, seats=2)
    poll, codes = make.open_poll(cast, rule=rule)
    page = Client().post(f"/booth/{poll.box_id}/ballot/", {"slip": codes[0]}).content.decode()
    assert page.count('type="checkbox"') == 3
    assert make.vote(poll, codes[0], "approve", "approve", "approve").status_code == 422
    assert make.vote(poll, codes[0], "approve", "", "approve").status_code == 201


def test_hall_numbers_never_hold_a_result(cast):
    poll, codes = make.open_poll(cast)
    make.vote(poll, codes[0], "approve")
    numbers = queries.hall_numbers(poll)
    assert numbers == {"roll": 5, "present": 5, "issued": 5, "returned": 1, "exchanged": 0, "not_yet": 4, "paper": 0}


def test_a_void_poll_is_wiped(cast):
    poll, codes = make.open_poll(cast)
    make.vote(poll, codes[0], "approve")
    with pytest.raises(Refused, match="由主席团会议决定"):
        actions.abandon_poll(poll=poll, reason="网络中断", by=cast.secretary_he)
    with pytest.raises(Refused, match="写明作废的原因"):
        actions.propose_voiding(poll=poll, reason=" ", by=cast.teller_qian)
    voiding = actions.propose_voiding(poll=poll, reason="网络中断", by=cast.teller_qian)
    make.presidium_decides(cast, Matter.RESULT, voiding, ayes=0)
    poll.refresh_from_db()
    assert poll.state == PollState.OPEN
    voiding = actions.propose_voiding(poll=poll, reason="网络又中断", by=cast.teller_qian)
    make.presidium_decides(cast, Matter.RESULT, voiding)
    poll.refresh_from_db()
    assert poll.state == PollState.ABANDONED
    assert Client().get(f"/booth/{poll.box_id}/").status_code == 404


def test_the_hall_is_told_the_time_left_and_nothing_closes_by_itself(cast, as_):
    poll, codes = make.open_poll(cast)
    hall = as_(cast.teller_zhou)
    assert "还剩 30 分钟" in hall.get(f"/polls/{poll.pk}/hall/").content.decode()
    Poll.objects.filter(pk=poll.pk).update(opened_at=timezone.now() - timedelta(minutes=31))
    assert "时间已到" in hall.get(f"/polls/{poll.pk}/hall/").content.decode()
    assert make.vote(poll, codes[0], "approve", "approve", "approve").status_code == 201


def test_while_ballots_come_in_nobody_is_offered_to_print_or_to_count(cast, as_):
    poll, _ = make.open_poll(cast)
    slips = as_(cast.teller_zhou).get(f"/polls/{poll.pk}/slips/").content.decode()
    assert "现在是“投票中”" in slips and 'name="number"' not in slips
    count = as_(cast.teller_qian).get(f"/polls/{poll.pk}/count/").content.decode()
    assert "现在是“投票中”" in count and 'name="not_voted"' not in count
