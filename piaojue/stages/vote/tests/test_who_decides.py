"""Fixed by law: whoever tries to decide alone, or to watch without a mandate, is refused, whichever way (docs/domain.md#vote-law)."""

import pytest

from engines.counting import Rule
from engines.law import Matter
from piaojue.commons.decisions.actions import decide
from piaojue.commons.decisions.values import Item, Minutes, Tally
from piaojue.commons.evidence.keep import store
from piaojue.commons.moves import Kind, Refused
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.models import BodyKind, Seat, Term
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.years.actions import file_paper, show_paper
from piaojue.commons.years.models import Paper
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import PollState, Result
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.tests import make
from tests.cast import one_more

OF_BODIES = {
    "pass_rules": Matter.VOTE_RULES,
    "pass_tellers": Matter.TELLERS,
    "record_decision": Matter.TIE,
    "confirm_result": Matter.RESULT,
    "void_poll": Matter.RESULT,
}


def text(answer) -> str:
    return answer.content.decode()


def stranger(cast) -> Seat:
    """A teller by seat who is no deputy."""
    return one_more("teller_hu", "胡监票", Role.TELLER, BodyKind.TELLERS, "新城区监票组", cast.xincheng)


def test_no_role_does_what_a_body_decides():
    for code, matter in OF_BODIES.items():
        line = MOVES[code]
        assert (line.kind, line.matter, line.roles) == (Kind.RESOLUTION, matter, frozenset())


def test_a_teller_is_a_deputy_of_this_session(cast, as_):
    poll, hu = make.prepared_poll(cast), stranger(cast)
    named = [cast.teller_qian, hu, cast.counter_wu]
    with pytest.raises(Refused, match="胡监票不能担任监票人：不是本次会议的人大代表（参照选举法 43 条"):
        actions.appoint_tellers(poll=poll, seats=named, by=cast.secretary_he)
    page = text(as_(cast.secretary_he).get(poll.page("appoint_tellers")))
    assert "这次投票不能担任的" in page and "胡监票" in page and f'value="{hu.pk}"' not in page
    answer = as_(cast.secretary_he).post(poll.page("appoint_tellers"), {"seats": [seat.pk for seat in named]})
    assert answer.status_code == 422 and hu not in poll.tellers.all()
    term = Term.objects.create(body=cast.deputy_du.body, number=17)
    Seat.objects.filter(pk=cast.deputy_dong.pk).update(term=term)  # 第十七届's, who does not sit in the eighteenth
    assert "不能担任监票人" not in text(as_(cast.secretary_he).get(poll.get_absolute_url()))


def test_who_works_for_a_responsible_unit_does_not_watch_over_its_project(cast):
    poll = make.prepared_poll(cast)
    Dossier.objects.filter(pk=poll.items[0].dossier).update(department=cast.department_chen.body)
    person = cast.teller_zhou.person
    Seat.objects.create(person=person, body=cast.department_chen.body, place=cast.xincheng, role=Role.DEPARTMENT)
    with pytest.raises(Refused, match="是候选项目责任单位“新城区住建局”的人员"):
        actions.freeze_poll(poll=poll, by=cast.secretary_he)


def test_who_lost_the_mandate_opens_no_box(cast):
    poll = make.ready_poll(cast)
    actions.print_slips(poll=poll, number=4, by=cast.teller_zhou)
    Seat.objects.filter(pk=cast.deputy_du.pk).update(role=Role.REVIEWER)
    with pytest.raises(Refused, match="周监票不能担任监票人"):
        actions.agree_to_open(poll=poll, by=cast.teller_qian)


def test_keys_and_slips_are_in_different_hands(cast, as_):
    three = make.prepared_poll(cast)
    three = actions.set_rule(poll=three, rule=Rule(seats=2), level="L2", by=cast.secretary_he)
    with pytest.raises(Refused, match="另有 1 人不持钥匙、专管票签"):
        actions.freeze_poll(poll=three, by=cast.secretary_he)
    named = [cast.teller_qian, cast.teller_zhou, cast.counter_wu, make.slips_office(cast)]
    actions.appoint_tellers(poll=three, seats=named, by=cast.secretary_he)
    poll = actions.freeze_poll(poll=three, by=cast.secretary_he)
    assert poll.keyholders == (cast.teller_qian.pk, cast.teller_zhou.pk, cast.counter_wu.pk)
    with pytest.raises(Refused, match="您持有票箱钥匙，不能再管票签"):
        actions.connect_office(poll=poll, by=cast.teller_zhou)
    assert as_(cast.counter_wu).post(poll.page("connect_office")).status_code == 409
    assert actions.connect_office(poll=poll, by=make.slips_office(cast))


def test_no_box_opens_before_the_session_has_passed_rules_and_tellers(cast, as_):
    poll = make.frozen_poll(cast)
    actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)
    with pytest.raises(Refused) as refusal:
        actions.agree_to_open(poll=poll, by=cast.teller_qian)
    assert [reason[:4] for reason in refusal.value.reasons] == ["票决办法", "总监票人"]
    assert not Paper.objects.filter(year=poll.year, kind="vote_rules").exists()
    for kind, says in (("vote_rules", "还没有通过票决办法"), ("vote_rules_draft", "是草案，不公开")):
        with pytest.raises(Refused, match=says):
            file_paper(year=poll.year, kind=kind, title="票决办法", body="第一条", public=True, by=cast.secretary_he)
    draft = file_paper(year=poll.year, kind="vote_rules_draft", title="草案", body="第一条", by=cast.secretary_he)
    with pytest.raises(Refused, match="是草案，不公开"):
        show_paper(paper=draft, public=True, by=cast.secretary_he)
    desk = as_(cast.secretary_he)
    assert "草案，待大会通过" in text(desk.get(poll.get_absolute_url()))
    few = desk.post(poll.page("enter_passed"), {"rules_ayes": "2", "tellers_ayes": "5", "number": "大会1号"})
    assert few.status_code == 409 and "没有超过全体代表 5 人的半数" in text(few)
    poll.refresh_from_db()
    assert (poll.rules_passed_id, poll.tellers_passed_id) == (None, None)
    poll = make.passed_poll(cast, poll)
    paper = Paper.objects.get(year=poll.year, kind="vote_rules")
    assert (
        paper.public
        and paper.doc_no == "大会〔2026〕1号"
        and "会议通过）" in paper.body
        and paper.issued_on == poll.rules_passed.decided_on
    )
    other = appoint(
        body=cast.teller_zhou.body, role=Role.TELLER, name="代表1", phone=str(cast.deputy_dong.person.phone), by=None
    )
    poll = actions.appoint_tellers(poll=poll, seats=[cast.teller_qian, other, cast.counter_wu], by=cast.secretary_he)
    assert poll.rules_passed_id and poll.tellers_passed_id is None  # 计票人 alone would not have mattered
    with pytest.raises(Refused, match="监票人名单还没有经大会通过"):
        actions.agree_to_open(poll=poll, by=other)


def test_another_session_passes_nothing_for_this_one(cast):
    poll = make.frozen_poll(cast)
    other = sittings.call_sitting(
        body=poll.sitting.body,
        kind=SittingKind.SESSION,
        name="新城区第十八届人民代表大会第五次会议",
        starts_on=poll.sitting.starts_on,
        ends_on=poll.sitting.ends_on,
        by=cast.secretary_he,
    )
    signed = store(b"%PDF-1.4", name="会议记录.pdf", mime="application/pdf", place=cast.xincheng, by=cast.secretary_he)
    with pytest.raises(Refused, match="应由投票的这次会议"):
        decide(
            sitting=other,
            matter=Matter.VOTE_RULES,
            items=[Item(poll)],
            tally=Tally(present=5, ayes=5),
            paper=Minutes(text="通过票决办法。", number="1号", scans=[signed]),
            by=cast.secretary_he,
        )


def test_nobody_confirms_or_voids_alone(cast, as_):
    """The presidium's members have no button; an action without its decision, or with another's, does nothing."""
    poll = make.counted_poll(cast, [("approve", "approve", "against")] * 5)
    member = as_(cast.presidium_ma)
    for path in ("confirm/", "decision/"):
        assert member.post(f"{poll.get_absolute_url()}{path}").status_code == 404
    assert member.get(poll.page("abandon_poll")).status_code == 404
    with pytest.raises(Refused, match="由主席团会议集体决定，个人不能代替"):
        actions.confirm_result(poll=poll, decision=None, by=cast.presidium_ma)
    with pytest.raises(Refused, match="不是关于“确认票决结果”"):
        actions.confirm_result(poll=poll, decision=poll.rules_passed, by=cast.presidium_ma)
    with pytest.raises(Refused, match="由主席团会议决定"):
        actions.abandon_poll(poll=poll, reason="不想要这个结果", by=cast.secretary_he)
    make.presidium_decides(cast, Matter.RESULT, poll, ayes=0)
    poll.refresh_from_db()
    assert poll.state == PollState.DECIDED and not Result.objects.exists()
    poll = make.confirm(cast, poll)
    assert poll.state == PollState.CONFIRMED and poll.result_confirmed.sitting.kind == SittingKind.PRESIDIUM
