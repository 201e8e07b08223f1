"""Stories of the count: five deputies, paper beside phones, ties, shortfall, confirmation."""

import pytest

from engines.counting import Detail, Form, Rule, Shortfall, TieAtCut
from engines.law import Matter
from piaojue.commons.moves import Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.years.models import Paper
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.vote import actions, outcome, queries
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import differences_of
from piaojue.stages.vote.models import PaperBox, Poll, PollState, Result
from piaojue.stages.vote.tests import make

YES, NO, PASS = "approve", "against", "abstain"


def hall_with_paper(cast, *, by_phone: int = 3, exchanged: int = 2):
    """Five deputies: some vote by phone, the others hand in their slips for paper ballots; the box is closed."""
    poll, codes = make.open_poll(cast)
    for code in codes[:by_phone]:
        make.vote(poll, code, YES, YES, NO)
    box = actions.add_paper_box(poll=poll, name="一号票箱", by=cast.teller_zhou)
    for code in codes[by_phone : by_phone + exchanged]:
        poll = actions.exchange_slip(poll=poll, code=code, by=cast.teller_zhou)
    actions.register_paper(box=box, issued=exchanged, by=cast.teller_zhou)
    return make.agree(cast, poll, actions.agree_to_close), PaperBox.objects.get(pk=box.pk), codes


def test_a_satisfaction_sheet_is_objected_to_in_the_words_of_its_ballot(cast):
    items = [{"key": "i1", "no": 1, "title": "加装电梯"}]
    poll, _ = make.open_poll(cast, poll=make.prepared_poll(cast, kind="satisfaction", items=items, rule=None))
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=2, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    with pytest.raises(Refused, match="满意 1、基本满意 0、不满意 2，合计 3 票"):
        actions.enter_paper(box=box, sheet=make.sheet(poll, 2, (1, 0, 2, 0)), by=cast.teller_zhou)


def test_five_deputies_three_by_phone_two_on_paper(cast):
    poll, box, _ = hall_with_paper(cast)
    with pytest.raises(Refused, match="一号票箱"):
        actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    sheet = make.sheet(poll, 2, (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), spoiled={"无法辨认": 1})
    actions.enter_paper(box=box, sheet=sheet, by=cast.teller_zhou)
    box = actions.enter_paper(box=box, sheet=sheet, by=cast.counter_wu)
    assert box.settled
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert poll.state == PollState.DECIDED
    assert poll.the_counts.issued == 5 and poll.the_counts.returned == 5 and poll.the_counts.void == 1
    assert list(poll.the_counts.items.values()) == [(4, 0, 0, 0), (3, 1, 0, 0), (0, 3, 1, 0)]
    assert poll.the_verdict.adopted == tuple(poll.keys[:2])
    certificate = Paper.objects.get(year=poll.year, kind="count_certificate")
    assert "电子票 3 张 + 领用纸质票 2 张 + 未投 0 张 = 发出 5 张；收回 5 张，没有多于发出的票数" in certificate.body


def test_a_handful_of_paper_ballots_leaves_no_count_of_its_own(cast):
    poll, box, _ = hall_with_paper(cast)
    sheet = make.sheet(poll, 2, (2, 0, 0, 0), (0, 2, 0, 0), (0, 0, 2, 0))
    for seat in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=sheet, by=seat)
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    box.refresh_from_db()
    assert (box.entries, box.settled.items) == ({}, {})
    assert any("原票封存" in line for line in poll.desk.notices)


def test_two_sheets_that_differ_do_not_count_until_settled(cast):
    poll, box, _ = hall_with_paper(cast)
    one = make.sheet(poll, 2, (2, 0, 0, 0), (2, 0, 0, 0), (0, 2, 0, 0))
    other = make.sheet(poll, 2, (1, 1, 0, 0), (2, 0, 0, 0), (0, 2, 0, 0))
    actions.enter_paper(box=box, sheet=one, by=cast.teller_zhou)
    box = actions.enter_paper(box=box, sheet=other, by=cast.counter_wu)
    assert box.settled is None
    assert differences_of(box) == [
        "第 1 项“老旧小区加装电梯”赞成不同：一人填 2，一人填 1",
        "第 1 项“老旧小区加装电梯”反对不同：一人填 0，一人填 1",
    ]
    with pytest.raises(Refused, match="另外两人"):
        actions.enter_paper(box=box, sheet=one, by=cast.teller_qian)
    box = actions.enter_paper(box=box, sheet=one, by=cast.counter_wu)
    assert box.settled
    with pytest.raises(Refused, match="已经一致"):
        actions.enter_paper(box=box, sheet=other, by=cast.teller_zhou)


def test_a_sheet_that_does_not_add_up_is_refused(cast):
    poll, box, _ = hall_with_paper(cast)
    with pytest.raises(Refused, match="相差 1 票"):
        actions.enter_paper(
            box=box, sheet=make.sheet(poll, 2, (1, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0)), by=cast.teller_zhou
        )
    with pytest.raises(Refused, match="整数"):
        actions.enter_paper(
            box=box, sheet=make.sheet(poll, -1, (1, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0)), by=cast.teller_zhou
        )
    with pytest.raises(Refused, match="多于收回"):
        actions.enter_paper(
            box=box, sheet=make.sheet(poll, 1, *[(0, 0, 0, 0)] * 3, spoiled={"空白票": 2}), by=cast.teller_zhou
        )


def test_the_desks_equation_must_hold(cast):
    poll, codes = make.open_poll(cast)
    make.vote(poll, codes[0], YES, YES, YES)
    poll = make.agree(cast, poll, actions.agree_to_close)
    with pytest.raises(Refused, match="不等于发出的 5 张"):
        actions.count(poll=poll, not_voted=3, by=cast.counter_wu)
    poll.refresh_from_db()
    assert (poll.state, poll.counts) == (PollState.CLOSED, None)


def test_a_box_whose_issue_was_mistyped_is_put_right_after_both_sheets_agree(cast):
    """Twenty typed for two: nothing could be counted and nothing mended, but for a new vote."""
    poll, box, _ = hall_with_paper(cast)
    actions.register_paper(box=box, issued=20, by=cast.teller_zhou)
    for by in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=make.sheet(poll, 2, *[(2, 0, 0, 0)] * 3), by=by)
    with pytest.raises(Refused, match="不凭票签发的纸质票 18 张"):
        actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    with pytest.raises(Refused, match="收回的张数不能再改"):
        actions.register_paper(box=box, issued=2, collected=3, by=cast.teller_zhou)
    actions.register_paper(box=box, issued=2, by=cast.teller_zhou)
    assert actions.count(poll=poll, not_voted=0, by=cast.counter_wu).the_counts.returned == 5


def test_more_ballots_than_went_out_void_the_whole_vote_and_it_is_held_again(cast, monkeypatch):
    """选举法 44 by analogy (docs/domain.md#returned): not the paper part alone. Nobody learns what the others said."""
    poll, box, _ = hall_with_paper(cast)
    sheet = make.sheet(poll, 3, (0, 3, 0, 0), (0, 3, 0, 0), (3, 0, 0, 0))
    for seat in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=sheet, by=seat)
    monkeypatch.setattr("booth.box.Box.counts", None)
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert (poll.state, poll.the_verdict.state, poll.the_verdict.adopted) == (PollState.COUNTED, "invalid", ())
    assert poll.desk.void and (poll.the_counts.returned, poll.the_counts.valid, poll.the_counts.void) == (6, 0, 6)
    certificate = Paper.objects.get(year=poll.year, kind="count_certificate").body
    assert "收回 6 张，多于发出的 5 张，本次投票无效，应当重新投票" in certificate and make.TITLES[0] not in certificate
    box.refresh_from_db()
    assert (box.entries, box.settled.items) == ({}, {})
    again = actions.begin_next_round(poll=poll, by=cast.secretary_he)
    assert again.keys == poll.keys and "重新投票" in again.title


def test_a_full_paper_box_does_not_void_a_vote_in_which_a_slip_was_never_used(cast):
    """Three found in a box of two, one slip not used: five came back of five that went out."""
    poll, box, _ = hall_with_paper(cast, by_phone=2)
    sheet = make.sheet(poll, 3, (3, 0, 0, 0), (3, 0, 0, 0), (0, 3, 0, 0))
    for seat in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=sheet, by=seat)
    poll = actions.count(poll=poll, not_voted=1, by=cast.counter_wu)
    assert poll.state == PollState.DECIDED and poll.the_counts.returned == poll.the_counts.valid == 5
    assert any("收回 3 张，多于登记发出的 2 张" in text for text in poll.desk.notices)


def test_closing_never_leads_into_a_state_that_cannot_be_counted(cast):
    """What the count would ask for is asked while the box is open: nobody invents a paper box afterwards."""
    poll, codes = make.open_poll(cast)
    poll = actions.exchange_slip(poll=poll, code=codes[0], by=cast.teller_zhou)
    with pytest.raises(Refused, match="还没有登记纸质票箱"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=0, by=cast.teller_zhou)
    with pytest.raises(Refused, match="补登到票箱"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)
    box = actions.register_paper(box=box, issued=1, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    for seat in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=make.sheet(poll, 1, *[(1, 0, 0, 0)] * 3), by=seat)
    assert actions.count(poll=poll, not_voted=4, by=cast.counter_wu).counts


def test_a_used_slip_gets_no_paper_ballot_and_an_exchanged_one_no_second(cast):
    poll, codes = make.open_poll(cast)
    make.vote(poll, codes[0], YES)
    with pytest.raises(Refused, match="已经投过票"):
        actions.exchange_slip(poll=poll, code=codes[0], by=cast.teller_zhou)
    actions.exchange_slip(poll=poll, code=codes[1], by=cast.teller_zhou)
    with pytest.raises(Refused, match="不能再换"):
        actions.exchange_slip(poll=poll, code=codes[1], by=cast.teller_zhou)
    with pytest.raises(Refused, match="不认识"):
        actions.exchange_slip(poll=poll, code="2222-2222", by=cast.teller_zhou)
    assert make.vote(poll, codes[1], YES).status_code == 409


def test_the_whole_session_moves_to_paper_and_keeps_what_was_cast(cast):
    poll, codes = make.open_poll(cast)
    make.vote(poll, codes[0], YES, YES, NO)
    actions.switch_to_paper(poll=poll, basis="主席团第 4 次会议", by=cast.teller_qian)
    assert "改用纸质票" in make.vote(poll, codes[1], YES).content.decode()
    box = actions.add_paper_box(poll=poll, name="主会场", issued=4, by=cast.teller_zhou)
    for code in codes[1:]:
        actions.exchange_slip(poll=poll, code=code, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    sheet = make.sheet(poll, 4, (4, 0, 0, 0), (4, 0, 0, 0), (0, 4, 0, 0))
    for seat in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=sheet, by=seat)
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert [count.approve for count in poll.the_counts.items.values()] == [5, 5, 0]


def test_a_poll_wholly_on_paper(cast):
    poll = make.ready_poll(cast)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=5, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_open)
    poll = make.agree(cast, poll, actions.agree_to_close)
    sheet = make.sheet(poll, 5, (5, 0, 0, 0), (4, 1, 0, 0), (0, 5, 0, 0))
    for seat in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=sheet, by=seat)
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert poll.the_verdict.adopted == tuple(poll.keys[:2])


TIE = [(YES, YES, YES)] * 3 + [(YES, NO, NO)] * 2  # 甲 5, 乙 3, 丙 3: the second seat is tied


def test_a_tie_is_voted_on_again_among_the_tied(cast):
    poll = make.counted_poll(cast, TIE)
    assert (poll.state, poll.the_verdict.state) == (PollState.COUNTED, "revote")
    with pytest.raises(Refused):
        make.confirm(cast, poll)
    later = actions.begin_next_round(poll=poll, by=cast.secretary_he)
    assert [item.title for item in later.items] == make.TITLES[1:3]
    assert later.colour != poll.colour
    with pytest.raises(Refused, match="已经在办理"):
        actions.begin_next_round(poll=poll, by=cast.secretary_he)
    later, codes = make.open_poll(cast, poll=later)
    for code, words in zip(codes, [(YES, NO)] * 2 + [(NO, YES)] * 3, strict=True):
        make.vote(later, code, *words)
    later = make.agree(cast, later, actions.agree_to_close)
    later = actions.count(poll=later, not_voted=0, by=cast.counter_wu)
    assert later.state == PollState.DECIDED
    make.confirm(cast, later)
    rows = {row.title: row for row in Result.objects.all()}
    assert [rows[t].adopted for t in make.TITLES[:3]] == [True, False, True]
    assert rows[make.TITLES[2]].sentence.startswith("再次投票")
    assert rows[make.TITLES[2]].rank == 2
    assert set(Poll.objects.values_list("state", flat=True)) == {PollState.CONFIRMED}


def test_the_congress_decides_a_tie_where_the_rule_says_so(cast):
    """A presidium presides; what the counts leave open is the congress's (地方组织法 29 by analogy)."""
    poll = make.counted_poll(cast, TIE, rule=Rule(seats=2, tie_at_cut=TieAtCut.BODY))
    assert "由大会决定" in poll.the_verdict.sentence
    with pytest.raises(Refused, match="应恰好决定 1 项，现为 2 项"):
        make.congress_chooses(cast, poll, 2, 3)
    with pytest.raises(Refused, match="人民代表大会决定"):
        make.presidium_decides(cast, Matter.TIE, Dossier.objects.get(pk=poll.items[1].dossier))
    poll = make.congress_chooses(cast, poll, 2)
    assert poll.state == PollState.DECIDED
    poll = make.confirm(cast, poll)
    row = Result.objects.get(key=poll.keys[1])
    assert row.adopted and "大会〔2026〕5号" in row.sentence
    assert "由大会决定（大会〔2026〕5号）" in Paper.objects.get(kind="result_notice").body


def test_a_second_tie_is_the_congress_to_decide(cast):
    poll = make.counted_poll(cast, TIE)
    later, codes = make.open_poll(cast, poll=actions.begin_next_round(poll=poll, by=cast.secretary_he))
    for code, words in zip(codes, [(YES, NO)] * 2 + [(NO, YES)] * 2 + [(PASS, PASS)], strict=True):
        make.vote(later, code, *words)
    later = actions.count(poll=make.agree(cast, later, actions.agree_to_close), not_voted=0, by=cast.counter_wu)
    assert (later.the_verdict.state, later.the_verdict.revotes) == ("presidium", 1)
    assert "由大会决定" in later.the_verdict.sentence
    later = make.confirm(cast, make.congress_chooses(cast, later, 3))
    assert [row.title for row in queries.adopted(later.year)] == [make.TITLES[0], make.TITLES[2]]
    notice = Paper.objects.get(kind="result_notice").body
    assert (
        "第一次投票各候选项目得票" in notice
        and "第二次投票对“改造农贸市场公厕”、“新建社区托育点”进行。应到代表 5 人" in notice
    )


def test_too_few_over_the_line_are_voted_on_in_a_second_round(cast):
    ballots = [(YES, NO, NO)] * 3 + [(YES, YES, YES)] * 2  # only the first passes 3 of 5
    poll = make.counted_poll(cast, ballots, rule=Rule(seats=2, shortfall=Shortfall.SECOND_ROUND))
    assert poll.the_verdict.state == "second_round"
    later, codes = make.open_poll(cast, poll=actions.begin_next_round(poll=poll, by=cast.secretary_he))
    for code in codes:
        make.vote(later, code, NO, YES)
    later = make.agree(cast, later, actions.agree_to_close)
    later = make.confirm(cast, actions.count(poll=later, not_voted=0, by=cast.counter_wu))
    assert [row.title for row in queries.adopted(later.year)] == [make.TITLES[0], make.TITLES[2]]
    assert [n.approve for n in outcome.last_counts(later).values()] == [5, 0, 5]


def test_as_many_as_passed_is_the_default_when_too_few_pass(cast):
    poll = make.counted_poll(cast, [(YES, NO, NO)] * 5)
    assert (poll.state, poll.the_verdict.adopted) == (PollState.DECIDED, (poll.keys[0],))


def test_too_few_taking_part_is_invalid_and_voted_on_anew(cast):
    poll = make.counted_poll(cast, [(YES, YES, NO)] * 2, slips=5, rule=Rule(seats=2, participation="1/2"))
    assert (poll.state, poll.the_verdict.state) == (PollState.COUNTED, "invalid")
    later = actions.begin_next_round(poll=poll, by=cast.secretary_he)
    assert later.keys == poll.keys and later.title.endswith("（重新投票，第 2 次）")
    later, codes = make.open_poll(cast, poll=later)
    for code in codes:
        make.vote(later, code, YES, YES, NO)
    later = actions.count(poll=make.agree(cast, later, actions.agree_to_close), not_voted=0, by=cast.counter_wu)
    assert later.the_verdict.adopted == tuple(poll.keys[:2])


def test_the_presidium_confirms_and_results_are_public(cast):
    poll = make.confirmed_poll(cast)
    assert [(r.rank, r.adopted, r.approve, r.against) for r in queries.results_of(poll.year)] == [
        (1, True, 5, None),
        (2, True, 4, None),
        (3, False, 1, None),
    ]
    notice = Paper.objects.get(year=poll.year, kind="result_notice")
    assert notice.public and "1. 老旧小区加装电梯：赞成 5 票" in notice.body and "没有获得确定的候选项目" in notice.body
    assert list(queries.adopted(poll.year).values_list("dossier__title", flat=True)) == make.TITLES[:2]


def test_only_names_where_the_rule_keeps_numbers_unannounced(cast):
    make.confirmed_poll(cast, rule=Rule(seats=2, result_detail=Detail.NAMES))
    rows = list(Result.objects.all())
    assert {(r.rank, r.approve, r.against, r.abstain) for r in rows} == {(None, None, None, None)}
    assert not any(letter.isdigit() for r in rows for letter in r.sentence)
    assert "票)" not in Paper.objects.get(kind="result_notice").body


def test_the_full_table_where_the_rule_says_so(cast):
    make.confirmed_poll(cast, rule=Rule(seats=2, result_detail=Detail.FULL))
    assert [(r.approve, r.against, r.abstain) for r in Result.objects.order_by("rank")] == [
        (5, 0, 0),
        (4, 0, 1),
        (1, 4, 0),
    ]


def test_choose_at_most_two_of_three(cast):
    ballots = [(YES, YES, "")] * 4 + [("", "", YES)]
    poll = make.counted_poll(cast, ballots, rule=Rule(form=Form.CHOOSE, seats=2))
    assert poll.the_verdict.adopted == tuple(poll.keys[:2])
    assert list(poll.the_counts.items.values()) == [(4, 0, 0, 1), (4, 0, 0, 1), (1, 0, 0, 4)]


def test_a_rehearsal_is_counted_but_never_confirmed_or_filed(cast):
    poll = make.counted_poll(cast, [(YES, YES, NO)] * 5, rehearsal=True)
    assert poll.state == PollState.DECIDED
    assert not Paper.objects.filter(kind="count_certificate").exists()
    with pytest.raises(Refused, match="演练"):
        make.confirm(cast, poll)


def test_who_proposed_hears_of_it(cast, django_capture_on_commit_callbacks):
    from piaojue.stages.group.models import Demand, Second

    year = make.voting_year(cast)
    dossier = make.candidates(cast, year)[0]
    demand = Demand.objects.create(place=year.place, year=year, title="电梯", spot=year.place)
    Second.objects.create(demand=demand, person=cast.resident_wang.person)
    dossier.demands.add(demand)
    with django_capture_on_commit_callbacks(execute=True):
        make.confirmed_poll(cast, year=year)
    assert "入选" in Notice.objects.get(person=cast.resident_wang.person).text


def test_single_ballots_of_a_slips_box_are_gone_once_they_are_counted(cast):
    """Kept for ever, one could look for the ballot that marks every item as somebody said to have marked them."""
    poll = make.counted_poll(cast, [("approve", "approve", "against")] * 4 + [("approve", "abstain", "approve")])
    assert poll.the_counts.valid == 5 and len(poll.codes) == 5
    with pytest.raises(ValueError, match="计票后销毁"):
        ballot_box(poll).counts(poll.box_id)
