"""A clerk repairs each of the mistakes that everybody makes; nothing is lost, and who relied on it hears of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from piaojue.commons.corrections.actions import correct, countersign_correction, refuse_correction
from piaojue.commons.corrections.models import CorrectionState
from piaojue.commons.decisions.models import DecisionItem
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.actions import appoint, end_seat
from piaojue.commons.people.mandates import open_term
from piaojue.commons.people.models import Person
from piaojue.commons.people.office import Ending
from piaojue.commons.record import verify
from piaojue.commons.record.models import Entry
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting, check_in
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate.actions import minute_opinion
from piaojue.stages.deliberate.models import GroupSession
from piaojue.stages.deliberate.tests.doors import story as deliberation
from piaojue.stages.group.tests import make as group
from piaojue.stages.shortlist.actions import screen
from piaojue.stages.shortlist.criteria import POSITIVE
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.tests import make as shortlist
from piaojue.stages.supervise.tests import make as supervise
from tests import cast as the_cast
from tests.cast import tampered

WHY = "录入时打错了"


def heard(seat) -> list[str]:
    return list(Notice.objects.filter(person=seat.person_id).values_list("text", flat=True))


def logged() -> str:
    return "".join(Entry.objects.values_list("payload", flat=True))


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def test_a_misspelt_name_and_a_wrong_phone(cast):
    """1, 2: nobody has signed in with it yet, so the clerk puts it right; name and phone never enter the log."""
    body = cast.deputy_dong.body
    seat = appoint(body=body, role=Role.DEPUTY, name="王方", phone="13712345678", by=cast.clerk_li)
    done = correct(thing=seat, values={"name": "王芳", "phone": "13787654321"}, reason=WHY, by=cast.clerk_li)
    person = Person.objects.get(pk=seat.person_id)
    assert (person.name, person.phone, done.state) == ("王芳", "13787654321", CorrectionState.DONE)
    assert (done.old, done.new) == (
        {"name": "王方", "phone": "13712345678"},
        {"name": "王芳", "phone": "13787654321"},
    )
    assert not any(word in logged() for word in ("王方", "王芳", "13787654321", "13712345678"))
    with pytest.raises(Refused, match="另一个人"):
        correct(thing=seat, values={"phone": cast.clerk_li.person.phone}, reason=WHY, by=cast.clerk_li)
    with pytest.raises(NotYours):
        correct(thing=seat, values={"name": "王方"}, reason=WHY, by=cast.neighbour_clerk_bai)
    assert tampered() == []


def test_the_phone_of_somebody_who_has_signed_in_takes_two(cast):
    person = cast.deputy_dong.person
    Person.objects.filter(pk=person.pk).update(last_login="2026-01-01T00:00Z")
    asked = correct(thing=cast.deputy_dong, values={"phone": "13787654321"}, reason=WHY, by=cast.clerk_li)
    assert asked.state == CorrectionState.WAITING
    with pytest.raises(NotYours):
        countersign_correction(correction=asked, by=cast.clerk_li)
    countersign_correction(correction=asked, by=cast.chair_zhang)
    person.refresh_from_db()
    assert (person.phone, person.phone_verified) == ("13787654321", False)
    assert "手机号已更正（内容不公开）" in heard(cast.deputy_dong)[0]


def test_a_wrong_name_of_a_body(cast, year):
    """3: its place has a public year, so a second person agrees, and those who sit in it hear of it."""
    body = cast.department_chen.body
    asked = correct(thing=body, values={"name": "新城区住房和城乡建设局"}, reason=WHY, by=cast.clerk_li)
    body.refresh_from_db()
    assert (body.name, asked.why) == ("新城区住建局", "这个机构已经用在公开的年度里")
    with pytest.raises(Refused, match="正在等复核"):
        correct(thing=body, values={"name": "新城区建设局"}, reason=WHY, by=cast.clerk_li)
    countersign_correction(correction=asked, by=cast.chair_zhang)
    body.refresh_from_db()
    assert body.name == "新城区住房和城乡建设局"
    assert "由“新城区住建局”改为“新城区住房和城乡建设局”" in heard(cast.department_chen)[0]


def test_a_wrong_date_of_a_sitting(cast):
    """4: freely while it is called; a date that cannot be is refused; after people came it takes two."""
    sitting = call_sitting(
        body=cast.deputy_dong.body,
        kind="session",
        name="第四次会议",
        starts_on=date(2027, 2, 1),
        ends_on=date(2027, 2, 3),
        by=cast.clerk_li,
    )
    with pytest.raises(Refused, match="不能早于"):
        correct(thing=sitting, values={"ends_on": date(2027, 1, 3)}, reason=WHY, by=cast.clerk_li)
    with pytest.raises(Refused, match="没有改动"):
        correct(thing=sitting, values={"starts_on": date(2027, 2, 1)}, reason=WHY, by=cast.clerk_li)
    with pytest.raises(Refused, match="理由"):
        correct(thing=sitting, values={"starts_on": date(2027, 1, 31)}, reason=" ", by=cast.clerk_li)
    correct(thing=sitting, values={"starts_on": date(2027, 1, 31)}, reason=WHY, by=cast.clerk_li)
    check_in(sitting=sitting, seat=cast.deputy_dong, by=cast.clerk_li)
    asked = correct(thing=sitting, values={"starts_on": date(2027, 1, 30)}, reason=WHY, by=cast.clerk_li)
    sitting.refresh_from_db()
    assert (sitting.starts_on, asked.why) == (date(2027, 1, 31), "会议已经召开")
    countersign_correction(correction=asked, by=cast.secretary_he)
    sitting.refresh_from_db()
    assert sitting.starts_on == date(2027, 1, 30)
    assert "开始日期由“2027年1月31日”改为“2027年1月30日”" in heard(cast.deputy_dong)[0]
    assert tampered() == []


def test_a_wrong_number_of_a_paper_that_is_public(cast, year, as_):
    """5: the public reads the mark, on the page and on paper."""
    paper = file_paper(
        year=year,
        kind="solicitation_notice",
        title="征集公告",
        doc_no="新人发〔2026〕3号",
        body="请您提建议。",
        public=True,
        by=cast.clerk_li,
    )
    asked = correct(thing=paper, values={"doc_no": "新人发〔2026〕8号"}, reason=WHY, by=cast.clerk_li)
    assert "更正于" not in as_(None).get(paper.get_absolute_url()).content.decode()
    page = as_(cast.chair_zhang).get(asked.get_absolute_url()).content.decode()
    assert all(word in page for word in ("新人发〔2026〕3号", "新人发〔2026〕8号", "同意更正", WHY))
    assert "复核更正：征集公告" in as_(cast.chair_zhang).get("/today/").content.decode()
    as_(cast.chair_zhang).post(f"/corrections/{asked.pk}/countersign/")
    page = as_(None).get(paper.get_absolute_url()).content.decode()
    assert "更正于" in page and "文号由“新人发〔2026〕3号”改为“新人发〔2026〕8号”" in page
    assert tampered() == [] and list(verify.broken_chains()) == []


def test_what_the_second_person_does_not_agree_to_stays(cast, year, as_):
    paper = file_paper(year=year, kind="other", title="通知", body="…", public=True, by=cast.clerk_li)
    asked = correct(thing=paper, values={"title": "通报"}, reason=WHY, by=cast.clerk_li)
    refuse_correction(correction=asked, answer="原件就是通知", by=cast.chair_zhang)
    paper.refresh_from_db()
    asked.refresh_from_db()
    assert (paper.title, asked.state, asked.new) == ("通知", CorrectionState.REFUSED, {"title": "通报"})
    assert "未获同意" in heard(cast.clerk_li)[0]
    again = correct(thing=paper, values={"title": "通报"}, reason=WHY, by=cast.clerk_li)
    with pytest.raises(NotYours):
        refuse_correction(correction=again, answer="想错了", by=cast.clerk_li)
    clerk = as_(cast.clerk_li)
    assert "等另一人复核" in clerk.get("/today/").content.decode().replace("：", "")
    assert "撤回更正" in clerk.get(again.get_absolute_url()).content.decode()
    clerk.post(f"/corrections/{again.pk}/take-back/")
    again.refresh_from_db()
    assert again.state == CorrectionState.TAKEN_BACK and "通报" not in str(paper)


def test_the_page_says_what_will_change_before_it_does(cast, year, as_):
    paper = file_paper(year=year, kind="other", title="通知", body="请看。", by=cast.clerk_li)
    browser, address = as_(cast.clerk_li), f"/correct/years-paper/{paper.pk}/"
    assert "现在：通知" in browser.get(address).content.decode()
    typed = {"title": "通报", "doc_no": "", "issued_on": "", "body": "请看。", "reason": WHY}
    assert "没有改动" in browser.post(address, typed | {"title": "通知"}).content.decode()
    page = browser.post(address, typed).content.decode()
    assert "将改动 1 处" in page and "确认后立即生效" in page
    paper.refresh_from_db()
    assert paper.title == "通知"
    answer = browser.post(address, typed | {"confirmed": "1"}, follow=True)
    paper.refresh_from_db()
    assert paper.title == "通报" and "已更正" in answer.content.decode()
    assert as_(cast.neighbour_clerk_bai).get(address).status_code == 404
    assert as_(None).get(address).status_code in (302, 404)


def test_a_wrong_word_in_an_answer_that_the_proposer_has_read(cast, as_):
    """6: the answer is public at once; the proposer hears what is different."""
    at = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    demand = group.demand(cast, at, suggestions=[group.suggestion(cast, at, by=cast.resident_wang)])
    at.stage = Stage.SCREENING
    at.save()
    outcome = shortlist.outcome(cast, at, demand=judge(cast, demand))
    new = {"answer": "经研究，答复如下：同意列入初定，明年动工。"}
    with pytest.raises(NotYours):
        correct(thing=outcome, values=new, reason=WHY, by=cast.department_deng)
    asked = correct(thing=outcome, values=new, reason=WHY, by=cast.government_liu)
    countersign_correction(correction=asked, by=cast.clerk_li)
    outcome.refresh_from_db()
    assert outcome.answer.endswith("明年动工。")
    assert any("书面答复由" in text and "明年动工" in text for text in heard(cast.resident_wang))
    assert "更正于" in as_(None).get(outcome.get_absolute_url()).content.decode()


def judge(cast, demand):
    screen(
        demand=demand,
        scores=dict.fromkeys(POSITIVE, 8),
        negative=[],
        in_favour=True,
        reason="受益面广，条件成熟",
        by=cast.reviewer_feng,
    )
    return demand


def test_a_wording_of_a_demand(cast):
    """7: freely while it is open; the words of those behind it stay."""
    at = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    asked = group.suggestion(cast, at, by=cast.resident_wang)
    demand = group.demand(cast, at, suggestions=[asked])
    correct(thing=demand, values={"title": "东街社区老旧楼房加装电梯"}, reason=WHY, by=cast.clerk_li)
    demand.refresh_from_db()
    asked.refresh_from_db()
    assert (demand.title, asked.title) == ("东街社区老旧楼房加装电梯", "给东街社区加装电梯")
    with pytest.raises(NotYours):
        correct(thing=asked, values={"title": "别的"}, reason=WHY, by=cast.clerk_li)


def test_an_opinion_that_was_minuted_wrongly(cast):
    """8: by who said it or the desk; once the vote has begun, by two."""
    at = deliberation(cast, Stage.DELIBERATING)
    opinion = minute_opinion(
        session=GroupSession.objects.get(pk=at["group"]),
        dossier=Dossier.objects.get(pk=at["pk"]),
        text="建议先坐老旧小区",
        by=cast.deputy_dong,
    )
    correct(thing=opinion, values={"text": "建议先做老旧小区"}, reason=WHY, by=cast.deputy_dong)
    opinion.refresh_from_db()
    assert opinion.text == "建议先做老旧小区"
    opinion.year.stage = Stage.VOTING
    opinion.year.save()
    asked = correct(thing=opinion, values={"text": "建议先做学校"}, reason=WHY, by=cast.deputy_dong)
    assert (asked.state, asked.why) == (CorrectionState.WAITING, "代表已据此进入票决")
    with pytest.raises(NotYours):
        correct(thing=opinion, values={"text": "…"}, reason=WHY, by=cast.deputy_xia)


def test_a_wrong_date_of_an_activity(cast, as_):
    """9: it is public, so it takes two and says so where everybody reads it."""
    activity = supervise.activity(cast)
    earlier = activity.held_on - timedelta(days=3)
    asked = correct(thing=activity, values={"held_on": earlier}, reason=WHY, by=cast.clerk_li)
    countersign_correction(correction=asked, by=cast.chair_zhang)
    activity.refresh_from_db()
    assert activity.held_on == earlier
    assert (
        f"改为“{earlier.year}年{earlier.month}月{earlier.day}日”"
        in as_(None).get(activity.get_absolute_url()).content.decode()
    )


def test_a_field_of_a_dossier_after_candidates_were_published(cast, as_):
    """10: two people, a new frozen version in the place of the old one, the deputies hear; what was voted on only is explained."""
    dossier = Dossier.objects.get(pk=deliberation(cast, Stage.CIRCULATING)["pk"])
    frozen = dossier.versions.get(frozen=True)
    with pytest.raises(Refused, match="早于"):
        correct(thing=dossier, values={"due": date(2007, 10, 31)}, reason=WHY, by=cast.government_liu)
    asked = correct(thing=dossier, values={"beneficiaries": 9000}, reason=WHY, by=cast.government_liu)
    assert asked.why == "候选项目已经公布送阅"
    countersign_correction(correction=asked, by=cast.chair_zhang)
    dossier.refresh_from_db()
    now = dossier.versions.get(frozen=True)
    assert (dossier.beneficiaries, now.number, now.content["beneficiaries"]) == (9000, frozen.number + 1, "9000")
    assert dossier.versions.get(number=frozen.number).content["beneficiaries"] == "900"
    assert "受益人数（人）由“900”改为“9000”" in heard(cast.deputy_dong)[0]
    assert [row for row in tampered() if not row.where.startswith("years.year:")] == []
    dossier.year.stage = Stage.VOTING
    dossier.year.save()
    asked = correct(thing=dossier, values={"scope": "加装电梯 12 部"}, reason=WHY, by=cast.government_liu)
    countersign_correction(correction=asked, by=cast.chair_zhang)
    dossier.refresh_from_db()
    assert dossier.scope == "加装电梯 10 部" and dossier.versions.get(frozen=True) == now
    page = as_(None).get(dossier.get_absolute_url()).content.decode()
    assert "建设内容与规模由“加装电梯 10 部”改为“加装电梯 12 部”" in page and "原文保持不变" in page


def test_how_an_office_ended_when_a_term_began_and_what_was_counted(cast, as_):
    """The wrong cause, the wrong day, one vote too many; what was decided stays decided."""
    gone = end_seat(seat=cast.deputy_ding, by=cast.clerk_li, ended_by=Ending.RESIGNATION, evidence="公告 3 号")
    correct(
        thing=gone,
        part="mandate",
        values={"ended_by": Ending.DEATH, "end_evidence": "公告 8 号"},
        reason=WHY,
        by=cast.clerk_li,
    )
    gone.refresh_from_db()
    assert (gone.ended_by, gone.end_evidence) == (Ending.DEATH, "公告 8 号")
    with pytest.raises(Refused, match="还没有结束"):
        correct(thing=cast.deputy_dong, part="mandate", values={"ended_by": Ending.DEATH}, reason=WHY, by=cast.clerk_li)

    body = cast.deputy_dong.body
    open_term(body=body, number=18, begins=date(2022, 1, 5), by=cast.clerk_li)
    term = open_term(body=body, number=19, begins=date(2027, 1, 5), by=cast.clerk_li)
    address = f"/correct/people-term/{term.pk}/"
    assert 'value="2027-01-05"' in as_(cast.clerk_li).get(address).content.decode()
    typed = {"number": 19, "reason": WHY, "confirmed": "1"}
    days = ("2021-01-05", "2027-01-08")
    answers = [as_(cast.clerk_li).post(address, typed | {"begins": day}) for day in days]
    assert [answer.status_code for answer in answers] == [409, 302] and "先后一致" in answers[0].content.decode()
    term.refresh_from_db()
    assert timezone.localdate(term.begins) == date(2027, 1, 8)

    dossier = shortlist.candidates(cast, the_cast.year(cast.xincheng, stage=Stage.NOMINATING))[0]
    item = DecisionItem.objects.filter(kind="shortlist.dossier", thing_id=dossier.pk, decision__base="all").get()
    votes = item.ayes or 0
    waiting = correct(thing=item, values={"ayes": votes - 1, "noes": 1}, reason=WHY, by=cast.clerk_li)
    countersign_correction(correction=waiting, by=cast.chair_zhang)
    item.refresh_from_db()
    assert (item.ayes, item.noes, item.passed) == (votes - 1, 1, True)
    with pytest.raises(Refused, match="重新作出决定"):
        correct(thing=item, values={"ayes": 0}, reason=WHY, by=cast.clerk_li)
    page = as_(cast.clerk_li).get(item.get_absolute_url()).content.decode()
    assert "赞成由" in page and f"/correct/decisions-decisionitem/{item.pk}/" in page
    assert list(verify.broken_chains()) == []
