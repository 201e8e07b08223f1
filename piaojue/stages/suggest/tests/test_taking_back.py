"""王大妈 learns who keeps her data, takes her words back, erases her telephone, and at last closes the account."""

import json
from datetime import date

import pytest
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Person
from piaojue.commons.privacy import actions
from piaojue.commons.record.covering import covered_where_gone
from piaojue.commons.record.log import history
from piaojue.commons.record.models import Entry
from piaojue.commons.years.models import Passage
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions as suggest
from piaojue.stages.suggest.models import Suggestion, SuggestionState
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast
from tests.cast import tampered

OFFICE = {"name": "新城区人大常委会办公室", "phone": "0471-6501234", "kept_months": 6}


def test_who_fills_in_the_form_reads_first_who_keeps_the_data(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    call = {"title": "征集", "text": "请提", "opens_on": date(2026, 10, 1), "closes_on": date(2026, 11, 30)}
    with pytest.raises(Refused, match="第十七条"):
        suggest.open_campaign(year=year, **call, by=cast.clerk_li)
    form = {"name": OFFICE["name"], "phone": OFFICE["phone"], "kept_months": "6"}
    assert as_(cast.clerk_li).post("/privacy/controller/", form).status_code == 302
    suggest.open_campaign(year=year, **call, by=cast.clerk_li)
    sheet = as_(cast.resident_wang).get("/150102/2026/suggest/").content.decode()
    assert "新城区人大常委会办公室" in sheet and "0471-6501234" in sheet and "/150102/privacy/" in sheet
    policy = as_(cast.clerk_li).get("/policy/").content.decode()
    assert policy.index("0471-6501234") < policy.index("逐项说明")
    with pytest.raises(Refused, match="第十九条"):
        actions.set_controller(place=cast.xincheng, **OFFICE | {"kept_months": 600}, by=cast.clerk_li)
    with pytest.raises(NotYours):
        actions.set_controller(place=cast.xincheng, **OFFICE, by=cast.neighbour_clerk_bai)


def test_a_child_is_spoken_for_and_never_named(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    child = make.suggestion(cast, year, title="校门口要有斑马线", by_guardian=True, anonymize=False)
    assert child.by_guardian and child.anonymize and child.public_name == ""
    sheet = as_(cast.resident_wang).get("/150102/2026/suggest/").content.decode()
    assert sheet.rindex("</details>") < sheet.index("by_guardian") < sheet.index("点“提交”就是同意")
    said = "由监护人同意并代为提交"
    for reader in (cast.resident_wang, cast.clerk_li):
        assert said in as_(reader).get(child.get_absolute_url()).content.decode()
    assert said not in as_(cast.resident_zhao).get(child.get_absolute_url()).content.decode()


def test_what_was_given_is_taken_back(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    mine = make.suggestion(cast, year)
    page = as_(cast.resident_wang)
    assert "删除我的联系方式" in page.get(mine.get_absolute_url()).content.decode()
    with pytest.raises(NotYours):
        suggest.erase_contact(suggestion=mine, by=cast.resident_zhao)
    page.post(f"/s/{mine.pk}/contact/erase/")
    page.post(f"/s/{mine.pk}/hide/")
    mine.refresh_from_db()
    assert (mine.proposer_name, mine.proposer_phone, mine.is_public) == ("", "", False)
    with pytest.raises(Refused, match="自己要求"):
        suggest.publish_again(suggestion=mine, by=cast.clerk_li)
    with pytest.raises(Refused, match="已收到"):
        suggest.delete_words(suggestion=mine, by=cast.resident_wang)
    suggest.withdraw(suggestion=mine, by=cast.resident_wang)
    suggest.delete_words(suggestion=mine, by=cast.resident_wang)
    mine.refresh_from_db()
    assert (mine.state, mine.content) == (SuggestionState.WITHDRAWN, "")
    assert "电梯" not in f"{mine.title}{mine.shown_title}{mine.shown_content}"
    assert [row.where for row in tampered() if "suggestion" in row.where] == []


def test_an_account_is_closed_and_nobody_is_left_in_it(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    mine = make.suggestion(cast, year)
    person = cast.resident_wang.person
    with pytest.raises(NotYours):
        actions.close_account(seat=cast.resident_wang, by=cast.resident_zhao)
    browser = as_(cast.resident_wang)
    assert browser.post("/me/close/", {}).status_code == 422
    assert browser.post("/me/close/", {"understood": "on"}, follow=True).redirect_chain[-1][0] == "/me/closed/"
    assert browser.get("/me/").status_code == 302
    person.refresh_from_db()
    mine.refresh_from_db()
    assert (person.name, person.phone, person.is_active, person.notices.count()) == ("", None, False, 0)
    assert (mine.proposer_id, mine.proposer_name, mine.proposer_phone) == (None, "", "")
    assert "王大妈" not in "".join(Entry.objects.values_list("payload", flat=True))
    assert Person.objects.filter(phone="13900000000").count() == 0
    assert [row.where for row in tampered() if "suggestion" in row.where] == []


def test_who_holds_an_office_is_told_whom_to_ask(cast):
    the_cast.one_more("both", "王大妈", "deputy", "congress", "新城区第十八届人民代表大会", cast.xincheng)
    seat = the_cast.one_more("wang_2", "王二", "resident", "residents", "呼和浩特市居民", cast.places["1501"])
    office = the_cast.one_more("wang_3", "王二", "deputy", "congress", "新城区第十八届人民代表大会", cast.xincheng)
    office.person = seat.person
    office.save()
    with pytest.raises(Refused, match="职务"):
        actions.close_account(seat=seat, by=seat)


def test_contacts_go_when_their_time_is_over(cast):
    actions.set_controller(place=cast.xincheng, **OFFICE, by=cast.clerk_li)
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    make.suggestion(cast, year)
    assert suggest.forget_contacts(year=year, today=date(2099, 1, 1)) == 0
    year.stage = Stage.ARCHIVED
    year.save()
    passed = Passage.objects.create(year=year, gate="archive", seat=cast.chair_zhang)
    due = suggest.forgotten_on(year)
    archived_on = timezone.localdate(passed.at)
    assert (due.year * 12 + due.month) - (archived_on.year * 12 + archived_on.month) == 6
    assert suggest.forget_contacts(year=year, today=archived_on) == 0
    assert suggest.forget_contacts(year=year, today=due) == 1
    assert Suggestion.objects.get(year=year).proposer_phone == ""
    assert suggest.forget_contacts(year=year, today=due) == 0


@pytest.fixture
def old_entries(monkeypatch):
    """Entries as they were written while the title stood in the log in plain words."""
    for name in ("private_fields", "sealed_fields"):
        monkeypatch.setattr(Suggestion, name, getattr(Suggestion, name) - {"title"})
    yield monkeypatch.undo


def test_the_title_never_enters_the_log_and_a_change_behind_its_back_is_found(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    mine = make.suggestion(cast, year, title="三单元加装电梯")
    assert "三单元加装电梯" not in "".join(Entry.objects.values_list("payload", flat=True))
    assert [row.where for row in tampered() if "suggestion" in row.where] == []
    Suggestion.objects.filter(pk=mine.pk).update(title="别的")
    assert [row.where for row in tampered() if "suggestion" in row.where] == [f"suggest.suggestion:{mine.pk}"]


def test_deleted_words_are_covered_in_old_entries(cast, as_, old_entries):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    mine = make.suggestion(cast, year, title="三单元加装电梯")
    suggest.withdraw(suggestion=mine, by=cast.resident_wang)
    assert "三单元加装电梯" in history(mine)[0].payload
    old_entries()
    assert [row.where for row in tampered() if "suggestion" in row.where] == []
    Suggestion.objects.filter(pk=mine.pk).update(title="别的")
    assert [row.where for row in tampered() if "suggestion" in row.where] == [f"suggest.suggestion:{mine.pk}"]
    Suggestion.objects.filter(pk=mine.pk).update(title="三单元加装电梯")
    mine.refresh_from_db()
    suggest.delete_words(suggestion=mine, by=cast.resident_wang)
    assert [row.where for row in tampered() if "suggestion" in row.where] == []
    desk = as_(cast.clerk_li)
    pages = [desk.get(f"/log/{entry.place_code}/{entry.seq}/") for entry in history(mine)]
    pages += [desk.get("/log/"), desk.get("/log/?q=加装电梯"), desk.get("/log/?q=建议")]
    assert len(pages) == 6 and all(page.status_code == 200 for page in pages)
    assert "加装电梯" not in "".join(page.content.decode().replace('value="加装电梯"', "") for page in pages)
    assert f"建议第 {mine.pk} 号" in pages[-1].content.decode()
    lines = [covered_where_gone(json.loads(entry.payload)) for entry in history(mine)]
    assert "加装电梯" not in json.dumps(lines, ensure_ascii=False)
