"""A clerk repairs each of the mistakes that everybody makes; nothing is lost, and who relied on it hears of it."""

from datetime import date

import pytest

from piaojue.commons.corrections.actions import correct, countersign_correction, refuse_correction
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.models import Person
from piaojue.commons.record import verify
from piaojue.commons.record.models import Entry
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting, check_in
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.road import Stage
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


def test_what_the_second_person_does_not_agree_to_stays(cast, year):
    paper = file_paper(year=year, kind="other", title="通知", body="…", public=True, by=cast.clerk_li)
    asked = correct(thing=paper, values={"title": "通报"}, reason=WHY, by=cast.clerk_li)
    refuse_correction(correction=asked, answer="原件就是通知", by=cast.chair_zhang)
    paper.refresh_from_db()
    asked.refresh_from_db()
    assert (paper.title, asked.state, asked.new) == ("通知", CorrectionState.REFUSED, {"title": "通报"})
    assert "未获同意" in heard(cast.clerk_li)[0]
    again = correct(thing=paper, values={"title": "通报"}, reason=WHY, by=cast.clerk_li)
    refuse_correction(correction=again, answer="想错了", by=cast.clerk_li)
    assert Correction.objects.filter(state=CorrectionState.REFUSED).count() == 2


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
