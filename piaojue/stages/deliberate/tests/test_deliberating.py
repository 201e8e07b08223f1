"""Deputies have the papers before the session, ask, get answers, and speak; the vote waits for the answers."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.record.log import history
from piaojue.commons.record.models import Entry
from piaojue.commons.years.gates import ROOM_DEMANDS
from piaojue.commons.years.parameters import YearSettings
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate import actions, queries
from piaojue.stages.deliberate.gates import questions_are_answered_and_groups_have_met
from piaojue.stages.deliberate.models import GroupSession, Opinion, Question
from piaojue.stages.deliberate.tests.doors import said, story
from piaojue.stages.shortlist.models import Dossier


@pytest.fixture
def told(cast):
    values = story(cast)
    return Dossier.objects.select_related("year", "place").get(pk=values["pk"])


def test_opening_a_dossier_leaves_one_receipt_and_others_see_only_numbers(cast, told, as_):
    browser = as_(cast.deputy_xia)
    for _ in range(2):
        assert browser.get(f"/study/{told.pk}/").status_code == 200
    assert queries.read_by(cast.deputy_xia, told.year) == {told.pk}
    assert queries.receipts(told.year) == [{"delegation": "第一代表团", "deputies": 5, "opened": 1, "all_read": 0}]


def test_the_vote_waits_for_the_answer(cast, told):
    assert questions_are_answered_and_groups_have_met(told.year) == ["还有 1 个代表提问没有答复"]
    question = Question.objects.get()
    with pytest.raises(Refused, match="请由责任单位"):
        actions.answer_question(question=question, text="已列入年初预算", by=cast.department_deng)
    actions.answer_question(question=question, text="已列入年初预算", by=cast.department_chen)
    assert questions_are_answered_and_groups_have_met(told.year) == []
    assert questions_are_answered_and_groups_have_met in ROOM_DEMANDS["open_vote"]


def test_who_answers_second_keeps_what_was_typed(cast, told, as_):
    question = Question.objects.get()
    page, typed = f"/questions/{question.pk}/", {"text": "资金已列入年初预算安排", "_version": question.version}
    assert as_(cast.department_chen).post(page, typed).status_code == 302
    second = as_(cast.government_liu).post(page, typed | {"text": "由我们统一答复如下"})
    assert (
        second.status_code == 409
        and "由我们统一答复如下" in second.content.decode()
        and "别人已经改过" in second.content.decode()
    )
    question.refresh_from_db()
    assert question.answer == "资金已列入年初预算安排"
    assert as_(cast.deputy_dong).post(page, typed).status_code == 404


def test_nobody_reads_anothers_outline(cast, told, as_):
    as_(cast.deputy_dong).post(f"/study/{told.pk}/", {"text": "我要问三件事"})
    assert "我要问三件事" in as_(cast.deputy_dong).get(f"/study/{told.pk}/").content.decode()
    for other in (cast.deputy_xia, cast.presidium_ma):
        assert "我要问三件事" not in as_(other).get(f"/study/{told.pk}/").content.decode()
    assert not Entry.objects.filter(payload__contains="我要问三件事").exists()


def test_papers_that_come_late_are_refused(cast):
    values = story(cast)
    dossier = Dossier.objects.get(pk=values["pk"])
    year = dossier.year
    year.settings = YearSettings(circulate_days=30)
    year.save()
    sitting = queries.circulation_of(year).sitting
    with pytest.raises(Refused) as refusal:
        actions.circulate(year=year, sitting=sitting, by=cast.secretary_he)
    assert len(refusal.value.reasons) == 2 and "会前 30 天" in refusal.value.reasons[0]


def test_a_deputy_speaks_in_her_own_group_only(cast):
    values = story(cast, stage=Stage.DELIBERATING)
    dossier = Dossier.objects.get(pk=values["pk"])
    group = queries.sessions_for(dossier.year).get()
    actions.minute_opinion(session=group, dossier=dossier, text="赞成，但要写清管护", by=cast.deputy_xia)
    stranger = cast.deputy_pan
    stranger.delegation = None
    with pytest.raises(NotYours):
        actions.minute_opinion(session=group, dossier=dossier, text="我也说两句", by=stranger)
    ((first, said), *_) = queries.opinions_by_dossier(dossier.year)
    assert (first, [o.text for o in said]) == (dossier, ["赞成，但要写清管护"])


def test_minutes_are_corrected_and_never_written_over(cast, as_):
    values = story(cast, stage=Stage.DELIBERATING)
    session = GroupSession.objects.select_related("year", "sitting", "delegation").get(pk=values["group"])
    again = {
        "year": session.year,
        "sitting": session.sitting,
        "delegation": session.delegation,
        "minutes_spent": 60,
        "by": cast.secretary_he,
    }
    with pytest.raises(Refused, match="已有记录"):
        actions.hold_group_session(minutes="第二份", **again)
    page = f"/group-sessions/{session.pk}/minutes/"
    typed = {"minutes": "讨论热烈，补记两点", "minutes_spent": 100, "_version": session.version}
    browser = as_(cast.secretary_he)
    assert browser.post(page, typed).status_code == 302
    stale = browser.post(page, typed | {"minutes": "另一台电脑上写的"})
    assert stale.status_code == 409 and "另一台电脑上写的" in stale.content.decode()
    session.refresh_from_db()
    assert (session.minutes, session.minutes_spent) == ("讨论热烈，补记两点", 100)


def test_the_desk_names_the_speaker_and_others_are_not_asked_to_type_in_vain(cast, as_):
    values = story(cast, stage=Stage.DELIBERATING)
    page, text = f"/group-sessions/{values['group']}/", "选址要再听听居民意见"
    typed = {"dossier": values["pk"], "text": text}
    assert as_(cast.secretary_he).post(page, typed | {"speaker": cast.deputy_xia.pk}).status_code == 302
    assert str(cast.deputy_xia.person) in as_(cast.deputy_dong).get(page).content.decode()
    cast.deputy_pan.delegation = None
    cast.deputy_pan.save()
    assert 'name="text"' not in as_(cast.deputy_pan).get(page).content.decode()
    forged = as_(cast.secretary_he).post(page, typed | {"speaker": cast.deputy_pan.pk})
    assert forged.status_code == 422 and text in forged.content.decode()


def test_what_was_minuted_under_the_wrong_candidate_is_put_right(cast, as_):
    opinion = Opinion.objects.get(pk=said(cast)["opinion"])
    other = Dossier.objects.exclude(pk=opinion.dossier_id).filter(state="candidate").first()
    at, desk = f"/opinions/{opinion.pk}/", as_(cast.secretary_he)
    assert at in desk.get(f"/group-sessions/{opinion.group_session_id}/").content.decode()
    typed = {"dossier": other.pk, "speaker": cast.deputy_dong.pk, "text": "选址要再看，经费要写清", "_version": "1"}
    assert desk.post(at, typed).status_code == 302
    opinion.refresh_from_db()
    assert (opinion.dossier, opinion.speaker, opinion.text) == (other, cast.deputy_dong, "选址要再看，经费要写清")
    assert "别人已经改过" in as_(cast.deputy_dong).post(at, typed).content.decode()
    assert as_(cast.deputy_xia).post(at, typed | {"_version": "2"}).status_code == 404
    assert (
        as_(cast.deputy_dong).post(at, {"dossier": other.pk, "text": "我改口：赞成", "_version": "2"}).status_code
        == 302
    )
    assert [entry.act for entry in history(opinion)] == ["deliberate.amend_opinion"] * 2 + ["deliberate.minute_opinion"]


def test_a_province_that_says_otherwise_hears_its_own_word(cast, told, as_):
    told.year.settings = YearSettings(terms={"票决": "审议监督"})
    told.year.save()
    actions.ask(dossier=told, text="后续管护谁来负责？", by=cast.deputy_dong)
    assert Notice.objects.filter(person=cast.department_chen.person).latest("pk").text.endswith("请在审议监督前答复。")


def test_candidates_side_by_side(cast, told, as_):
    page = as_(None).get(f"/150102/2026/compare/?only={told.pk}&only=abc").content.decode()
    assert "4,667 元" in page and told.title in page


@pytest.mark.parametrize("rows", [2, 12])
def test_public_questions_ask_a_bounded_number_of_questions(cast, told, as_, rows, django_assert_max_num_queries):
    for n in range(rows):
        actions.ask(dossier=told, text=f"第 {n} 个问题是什么？", by=cast.deputy_dong)
    with django_assert_max_num_queries(8):
        assert as_(None).get("/150102/2026/questions/").status_code == 200


def test_the_office_sees_by_name_who_has_not_read_and_reminds_once_a_day(cast, told, as_):
    circulation = queries.circulation_of(told.year)
    actions.read(dossier=told, by=cast.deputy_xia)
    page = f"/150102/{told.year.number}/circulation/"
    assert cast.deputy_dong.person.name in as_(cast.secretary_he).get(page).content.decode()
    assert cast.deputy_dong.person.name not in as_(cast.chair_zhang).get(page).content.decode()
    before = Notice.objects.count()
    assert as_(cast.secretary_he).post(f"/circulations/{circulation.pk}/remind/").status_code == 302
    told_now = Notice.objects.order_by("-pk")[: Notice.objects.count() - before]
    assert cast.deputy_dong.person_id in {notice.person_id for notice in told_now}
    assert all("没有读" in notice.text for notice in told_now)
    with pytest.raises(Refused, match="一天至多提醒一次"):
        actions.remind_readers(circulation=circulation, by=cast.secretary_he)


def test_a_deputy_swipes_compares_and_speaks_from_her_own_words(cast, as_):
    values = story(cast)
    dossier, page = Dossier.objects.get(pk=values["pk"]), as_(cast.deputy_dong)
    actions.write_outline(dossier=dossier, text="先问管护的钱从哪里来", by=cast.deputy_dong)
    cards = page.get("/150102/2026/reading/").context["cards"]
    mine = next(card for card in cards if card.dossier == dossier)
    assert (mine.outline, mine.questions) == ("先问管护的钱从哪里来", 1)
    assert 99 <= sum(card.share for card in cards) <= 101
    assert mine.yuan_a_head is None or mine.yuan_a_head * dossier.beneficiaries > 0
    spoken = page.get("/150102/2026/reading/speech/").content.decode()
    assert "先问管护的钱从哪里来" in spoken and spoken.count('class="spoken"') == 1
    other = as_(cast.deputy_pan).get("/150102/2026/reading/speech/").content.decode()
    assert "先问管护的钱从哪里来" not in other and "还没有写提纲" in other
