"""质询 and 审议意见: nobody alone, no body that may not, and each with its whole way (地方组织法 24, 监督法 17, 50–54)."""

import pytest
from django.utils import timezone

from engines.law import Matter, PlaceKind, joint_signers
from piaojue.commons.instruments.actions import Draft, check_instrument, enter_instrument
from piaojue.commons.instruments.values import Provision
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.models import Paper
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.interpelling import counted
from piaojue.stages.supervise.kinds import AT_DESK, ActivityKind, not_here
from piaojue.stages.supervise.models import Activity, ActivityState, Interpellation, InterpellationState, ReviewState
from piaojue.stages.supervise.tests import formal, make
from piaojue.stages.supervise.values import ActivityDraft, InterpellationDraft
from tests import cast as the_cast
from tests.decided import decided

pytestmark = pytest.mark.django_db
S = InterpellationState


def labels(seat) -> set[str]:
    return {task.label for task in tasks_of(seat)}


def test_ten_deputies_call_a_bureau_to_account_in_session(cast, as_):
    """Signed by ten, decided by the presidium, answered, half not content, answered again, settled; the log says so."""
    session, deputies = formal.session(cast), formal.deputies(cast, 10)
    row = formal.signed(cast, session, deputies[:9])
    page = row.get_absolute_url()
    assert as_(None).get(page).status_code == 302 and as_(cast.government_liu).get(page).status_code == 404
    assert "联名 9 人，须 10 人以上" in as_(cast.deputy_dong).get(page).content.decode()
    with pytest.raises(Refused, match="须 10 人以上联名，现在 9 人"):
        actions.submit_interpellation(interpellation=row, by=deputies[0])
    call = f"请您联名：{row.title}"
    assert call in labels(deputies[9]) and call not in labels(deputies[1]) | labels(cast.committee_sun)
    assert as_(deputies[9]).post(f"{page}sign/").status_code == 302
    assert as_(deputies[0]).post(f"{page}submit/").status_code == 302
    row.refresh_from_db()
    assert row.state == S.SUBMITTED
    formal.taken_up(cast, row)
    row.refresh_from_db()
    assert (row.state, row.due) == (S.ASKED, session.ends_on)
    assert "电梯加装为何两年未完成" in as_(None).get(page).content.decode() and "答复质询" in labels(
        cast.department_chen
    )
    formal.answered(cast, row)
    for number, deputy in enumerate(deputies):
        assert "对质询的答复表示意见" in labels(deputy)
        actions.judge_answer(interpellation=row, content=number >= 5, by=deputy)
    row = actions.conclude_interpellation(interpellation=row, outcome="", by=cast.clerk_li)
    assert (row.state, row.rounds) == (S.ASKED, 1)
    formal.answered(cast, row)
    actions.judge_answer(interpellation=row, content=True, signers=row.signatures.all(), by=cast.secretary_he)
    row = actions.conclude_interpellation(interpellation=row, outcome="代表满意", by=cast.clerk_li)
    assert row.state == S.SETTLED
    shown = as_(None).get(page).content.decode()
    assert "第 2 次答复" in shown and "满意 10 人" in shown and deputies[1].person.name not in shown
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_three_members_of_a_countys_standing_committee_do_so_and_the_chairs_decide(cast):
    meeting, members = formal.meeting(cast), formal.members(cast, 3)
    row = formal.signed(cast, meeting, members[:2])
    with pytest.raises(Refused, match="须 3 人以上联名，现在 2 人"):
        actions.submit_interpellation(interpellation=row, by=members[0])
    with pytest.raises(Refused, match="在任组成人员可以联名"):
        actions.sign_interpellation(interpellation=row, by=cast.deputy_dong)
    actions.sign_interpellation(interpellation=row, by=members[2])
    actions.submit_interpellation(interpellation=row, by=members[0])
    row.refresh_from_db()
    with pytest.raises(Refused, match="10 人以上"):
        formal.taken_up(cast, row)
    formal.taken_up(cast, row, SittingKind.CHAIRS)
    formal.answered(cast, row)
    actions.judge_answer(interpellation=row, content=False, signers=row.signatures.all()[:2], by=cast.clerk_li)
    row = actions.conclude_interpellation(interpellation=row, outcome="两名委员不满意", by=cast.clerk_li)
    assert row.state == S.SUBMITTED, "the 主任会议 decides whether it is answered again"
    formal.taken_up(cast, row, SittingKind.CHAIRS, agreed=False)
    row.refresh_from_db()
    assert row.state == S.DECLINED


def test_one_deputy_alone_registers_no_interpellation_by_any_way(cast, as_):
    """Not by the form of activities, not by its action, not as an own thing, not by signing twice, not by saying it is decided."""
    year = formal.a_year(cast)
    typed = {"kind": "query", "title": "对住建局的质询", "held_on": timezone.localdate()}
    deputy = as_(cast.deputy_dong)
    assert deputy.post(f"/150102/{make.NUMBER}/supervision/new/", typed).status_code == 422
    for seat in (cast.deputy_dong, cast.clerk_li):
        with pytest.raises(Refused, match="请选择监督方式"):
            actions.record_activity(year=year, draft=ActivityDraft(**typed), by=seat)
    row = formal.begun(cast, formal.session(cast), cast.deputy_dong, year)
    with pytest.raises(Refused, match="您已经联名"):
        actions.sign_interpellation(interpellation=row, by=cast.deputy_dong)
    for act in ("submit", "answer", "conclude"):
        deputy.post(f"{row.get_absolute_url()}{act}/", {"answer": "我替它答复一下吧", "answerer": "我"})
    with pytest.raises(Refused, match="会议集体决定"):
        actions.admit_interpellation(interpellation=row, decision=None, by=cast.deputy_dong)
    with pytest.raises(Refused):
        formal.taken_up(cast, row)
    row.refresh_from_db()
    assert (row.state, row.signatures.count()) == (S.GATHERING, 1)


def test_the_office_enters_signers_from_the_signed_paper_and_nobody_else(cast):
    row = formal.begun(cast, formal.session(cast), cast.clerk_li)
    deputies = formal.deputies(cast, 10)
    assert row.signatures.count() == 0
    with pytest.raises(Refused, match="扫描件"):
        actions.enter_signers(interpellation=row, seats=deputies, paper=None, by=cast.clerk_li)
    paper = make.photo(cast)
    with pytest.raises(Refused, match="不是“新城区人大第七次会议”的在任组成人员"):
        actions.enter_signers(interpellation=row, seats=[cast.committee_sun], paper=paper, by=cast.clerk_li)
    with pytest.raises(NotYours):
        actions.enter_signers(interpellation=row, seats=deputies, paper=paper, by=cast.deputy_dong)
    row = actions.enter_signers(interpellation=row, seats=deputies, paper=paper, by=cast.clerk_li)
    wrong = row.signatures.get(seat=deputies[9])
    actions.leave_interpellation(signature=wrong, by=cast.clerk_li)
    row = actions.enter_signers(interpellation=row, seats=deputies, paper=None, by=cast.clerk_li)
    assert actions.submit_interpellation(interpellation=row, by=cast.clerk_li).state == S.SUBMITTED
    with pytest.raises(Refused, match="不能退出联名"):
        actions.leave_interpellation(signature=row.signatures.get(seat=cast.deputy_dong), by=cast.deputy_dong)


def test_no_interpellation_in_a_street_and_none_while_nobody_meets(cast):
    street = the_cast.year(cast.dongjie, stage="delivering")
    session = formal.session(cast)
    draft = InterpellationDraft(session, cast.street_office_yan.body, "对办事处的质询", formal.TEXT)
    with pytest.raises(NotYours):
        actions.draft_interpellation(year=street, draft=draft, by=cast.street_clerk_xu)
    assert [joint_signers(Matter.INTERPELLATION, "standing_committee", kind) for kind in PlaceKind][:4] == [5, 5, 3, 0]
    row = formal.signed(cast, session, formal.deputies(cast, 10))
    type(session).objects.update(state="closed")
    with pytest.raises(Refused, match="不在开会"):
        actions.submit_interpellation(interpellation=Interpellation.objects.get(pk=row.pk), by=cast.deputy_dong)


@pytest.mark.parametrize(
    ("discontent", "half_is_enough", "again"), [(5, True, True), (4, True, False), (5, False, False), (6, False, True)]
)
def test_half_of_the_deputies_and_more_than_half_of_the_members(discontent, half_is_enough, again):
    verdict = counted(10, 10 - discontent, discontent, half_is_enough=half_is_enough)
    assert verdict.again is again and verdict.settled is not again


def test_an_inquiry_is_a_standing_committees_and_a_body_decides_on_it(cast, as_):
    year = formal.a_year(cast)
    today = timezone.localdate()
    for kind in (ActivityKind.INQUIRY, ActivityKind.CHECK, ActivityKind.REPORT):
        for alone in (cast.deputy_dong, cast.committee_sun):
            with pytest.raises(Refused, match="请选择监督方式"):
                actions.record_activity(year=year, draft=ActivityDraft(kind, "一个人组织的监督", today), by=alone)
            form = as_(alone).get(f"/150102/{make.NUMBER}/supervision/new/").content.decode()
            assert f'value="{kind}"' not in form
    asked = actions.record_activity(
        year=year, draft=ActivityDraft(ActivityKind.INQUIRY, "滞后项目专题询问", today), by=cast.clerk_li
    )
    question = {"asked_of": cast.department_chen.body, "text": "为什么滞后？什么时候办成？", "due": None}
    with pytest.raises(Refused, match="还没有经会议决定"):
        actions.ask_question(activity=asked, by=cast.clerk_li, **question)
    with pytest.raises(Refused, match="会议集体决定"):
        actions.hold_activity(activity=asked, decision=None, by=cast.chair_zhang)
    decided(Matter.SPECIAL_INQUIRY, asked)
    asked = Activity.objects.get(pk=asked.pk)
    assert asked.state == ActivityState.ARRANGED and asked.doc_no
    assert actions.ask_question(activity=asked, by=cast.clerk_li, **question).pk


def test_a_street_inspects_when_it_is_assigned_and_a_township_hears_by_its_presidium(cast, as_):
    refused = {
        place.name: {kind.label for kind in AT_DESK if not_here(kind, place)}
        for place in (cast.xincheng, cast.baoheshao, cast.dongjie)
    }
    assert refused == {
        "新城区": {"走访指导"},
        "保合少镇": {"专题询问", "执法检查", "走访指导"},
        "东街街道": {"专题询问", "执法检查", "听取专项报告", "走访指导"},
    }
    year = the_cast.year(cast.dongjie, stage="delivering", number=make.NUMBER)
    draft = {"kind": ActivityKind.REPORT, "title": "听取便民菜店报告", "held_on": timezone.localdate()}
    with pytest.raises(Refused, match=r"只有受上级人大常委会委托.*另一人核对以后生效"):
        actions.record_activity(year=year, draft=ActivityDraft(**draft), by=cast.street_clerk_xu)
    page, clerk = f"/150102004/{make.NUMBER}/supervision/new/", as_(cast.street_clerk_xu)
    assert clerk.post(page, draft).status_code == 422
    rule = enter_instrument(
        place=cast.xincheng,
        draft=Draft(
            kind="decision",
            title="关于委托街道人大工委听取专项报告的决定",
            issuer="新城区人大常委会",
            starts_on=timezone.localdate(),
            doc_no="新人常办〔2026〕9 号",
            provisions=(Provision("第一条", "委托街道人大工委听取专项报告。", {"street_assigned": "是"}),),
        ),
        by=cast.clerk_li,
    )
    assert clerk.post(page, draft).status_code == 422  # nobody has compared it with the original
    check_instrument(instrument=rule, by=cast.chair_zhang)
    assert clerk.post(page, draft | {"kind": ActivityKind.INQUIRY}).status_code == 422
    assert clerk.post(page, draft).status_code == 302
    heard = Activity.objects.get(year=year)
    assert (heard.state, heard.order) == (ActivityState.SUGGESTED, "新人常办〔2026〕9 号")
    decided(Matter.SPECIAL_REPORT, heard)
    heard.refresh_from_db()
    assert heard.state == ActivityState.ARRANGED


def test_an_opinion_goes_its_whole_way_to_the_public(cast, as_):
    """监督法 17: passed, sent, dealt with, committees heard, reported in writing, told to deputies and the public."""
    row = formal.opinion(cast)
    page = row.get_absolute_url()
    with pytest.raises(Refused, match="会议集体决定"):
        actions.adopt_opinion(opinion=row, decision=None, by=cast.chair_zhang)
    with pytest.raises(Refused, match="待会议通过"):
        actions.send_opinion(
            opinion=row, sent_to=cast.government_liu.body, doc_no="1 号", due=make.in_days(90), by=cast.clerk_li
        )
    formal.passed(cast, row)
    row.refresh_from_db()
    assert (row.state, row.doc_no) == (ReviewState.ADOPTED, "新人常〔2026〕12 号") and "转送审议意见" in labels(
        cast.clerk_li
    )
    clerk, government = as_(cast.clerk_li), as_(cast.government_liu)
    typed = {"sent_to": cast.government_liu.body_id, "doc_no": row.doc_no, "due": str(make.in_days(90))}
    assert clerk.post(f"{page}send/", typed).status_code == 302 and "研究处理审议意见" in labels(cast.government_liu)
    handling = {"handling": "两个滞后项目已经倒排工期，管护经费列入预算。"}
    assert government.post(f"{page}report/", handling).status_code == 409, "committees are heard first"
    assert government.post(f"{page}handle/", handling).status_code == 302
    assert as_(None).get(page).status_code == 302
    said = {"committee": "社会建设委员会", "text": "同意，请补写按月公开的办法"}
    assert clerk.post(f"{page}comment/", said).status_code == 302
    assert "书面报告研究处理情况" in labels(cast.government_liu)
    assert government.post(f"{page}report/", handling | {"report_no": "新政函〔2026〕31 号"}).status_code == 302
    assert "公布审议意见" in labels(cast.clerk_li)
    assert clerk.post(f"{page}publish/").status_code == 302
    shown = as_(None).get(page).content.decode()
    paper = Paper.objects.get(year=row.year, title__contains="审议意见")
    for words in ("按月公开进度", "社会建设委员会", "倒排工期", "十项中八项按计划推进"):
        assert words in shown and words in paper.body
    assert paper.public and row.doc_no == paper.doc_no
    assert str(row.report) in as_(None).get(f"/150102/{make.NUMBER}/review-opinions/").content.decode()


def test_an_opinion_is_a_standing_committees(cast):
    town = the_cast.year(cast.baoheshao, stage="delivering")
    clerk = the_cast.one_more(
        "town_clerk", "镇人大干事", "congress_clerk", "presidium", "保合少镇人大主席团", cast.baoheshao
    )
    draft = formal.OpinionDraft(formal.meeting(cast), "镇政府的半年报告", "加快滞后项目，按月公开进度。")
    with pytest.raises(Refused, match="没有常委会"):
        actions.draft_opinion(year=town, draft=draft, by=clerk)
    row = formal.sent(cast)
    with pytest.raises(NotYours):
        actions.handle_opinion(opinion=row, handling="别的政府来处理一下试试", by=cast.street_office_yan)
    with pytest.raises(NotYours):
        actions.publish_opinion(opinion=row, by=cast.government_liu)


def test_without_a_sitting_nobody_fills_in_a_form_in_vain(cast, as_):
    year = formal.a_year(cast)
    Sitting.objects.update(state=SittingState.CLOSED)
    listed, new = year.page("interpellations"), year.page("draft_interpellation")
    answer = as_(cast.deputy_dong).get(new)
    assert answer.status_code == 409 and "现在没有正在举行的会议" in answer.content.decode()
    assert new not in as_(cast.deputy_dong).get(listed).content.decode()
    formal.session(cast)
    assert as_(cast.deputy_dong).get(new).status_code == 200
    assert new in as_(cast.deputy_dong).get(listed).content.decode()
