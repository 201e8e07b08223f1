"""A 街道 consults: the council talks, counts twice, recommends; the Party committee confirms; nobody decides by 票决."""

from dataclasses import replace

import pytest

from engines.law import Matter
from piaojue.commons.decisions import queries as queries_of_decisions
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.actions import appoint
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import check_in
from piaojue.commons.years.gates import is_decided, missing
from piaojue.commons.years.road import STREET_ROAD, Stage
from piaojue.stages.consult import actions, queries, rounds
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.tests.doors import story
from piaojue.stages.consult.values import CountSheet
from tests import cast as the_cast
from tests.decided import decided


@pytest.fixture
def meeting(cast):
    meeting = Consultation.objects.select_related("sitting__body", "year", "place").get(pk=story(cast)["pk"])
    for n in range(31):
        title = "人大代表" if n < 10 else ""
        seat = appoint(
            body=meeting.sitting.body,
            role=Role.COUNCIL_MEMBER,
            name=f"议事{n}",
            phone=f"1370{n:07d}",
            title=title,
            by=None,
        )
        check_in(sitting=meeting.sitting, seat=seat, by=cast.street_clerk_xu)
    return meeting


def sheet(meeting, *pairs, **values) -> CountSheet:
    """31 ballots handed out and 30 returned, 10 of them of deputies; (deputies for, all for) of each item."""
    keys = [str(dossier.pk) for dossier in meeting.dossiers.order_by("no")]
    usual = {"issued": 31, "returned": 30, "deputies_returned": 10}
    return CountSheet(**usual | {"items": dict(zip(keys, pairs, strict=True))} | values)


def at_the_ballot(cast, meeting):
    meeting = actions.open_meeting(consultation=meeting, by=cast.street_chair_cao)
    return actions.open_ballot(consultation=meeting, by=cast.street_chair_cao)


def test_both_thresholds_count(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    counted = sheet(meeting, (9, 28), (4, 23), (8, 15))  # second: deputies against; third: too few of all
    actions.enter_count(consultation=meeting, sheet=counted, by=cast.street_clerk_xu)
    actions.enter_count(consultation=meeting, sheet=counted, by=cast.council_yu)
    meeting = actions.conclude(consultation=meeting, by=cast.street_chair_cao)
    assert [(r.dossier.title, r.recommended) for r in queries.recommendations(meeting.year)] == [
        ("楼道灯更换", True),
        ("社区食堂", False),
        ("口袋公园", False),
    ]
    decided(Matter.RECOMMENDATION, meeting)
    assert queries.recommendations(meeting.year).get(confirmed=True).dossier.title == "楼道灯更换"


def test_two_counts_that_differ_are_not_settled_by_anybody(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    actions.enter_count(consultation=meeting, sheet=sheet(meeting, (9, 28), (9, 29), (8, 25)), by=cast.street_clerk_xu)
    with pytest.raises(Refused, match="两个人"):
        actions.conclude(consultation=meeting, by=cast.street_chair_cao)
    actions.enter_count(consultation=meeting, sheet=sheet(meeting, (9, 28), (9, 29), (8, 26)), by=cast.council_yu)
    with pytest.raises(Refused, match="口袋公园"):
        actions.conclude(consultation=meeting, by=cast.street_chair_cao)


def test_spoiled_ballots_are_returned_but_approve_of_nothing(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    spoiled = {"void": 2, "deputies_void": 1}
    with pytest.raises(Refused, match="居民有效票"):  # 19 valid ballots of residents, 20 approvals
        actions.enter_count(
            consultation=meeting, sheet=sheet(meeting, (9, 29), (4, 23), (8, 15), **spoiled), by=cast.street_clerk_xu
        )
    with pytest.raises(Refused, match="无效票不能多于"):
        actions.enter_count(
            consultation=meeting,
            sheet=sheet(meeting, (9, 28), (4, 23), (8, 15), void=1, deputies_void=2),
            by=cast.street_clerk_xu,
        )
    counted = sheet(meeting, (9, 28), (4, 23), (8, 15), **spoiled)
    actions.enter_count(consultation=meeting, sheet=counted, by=cast.street_clerk_xu)
    actions.enter_count(consultation=meeting, sheet=replace(counted, void=1), by=cast.council_yu)
    with pytest.raises(Refused, match="票数不一致：2 与 1"):
        actions.conclude(consultation=meeting, by=cast.street_chair_cao)
    actions.enter_count(consultation=meeting, sheet=counted, by=cast.council_yu)
    assert (
        actions.conclude(consultation=meeting, by=cast.street_chair_cao).recommendations.get(recommended=True).all_for
        == 28
    )


def test_a_sheet_that_cannot_be_is_refused(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    with pytest.raises(Refused) as refusal:
        actions.enter_count(consultation=meeting, sheet=sheet(meeting, (9, 28), (11, 29), (8, 29)), by=cast.council_yu)
    assert len(refusal.value.reasons) == 2


def test_half_the_council_must_be_there(cast, meeting):
    for n in range(30):
        appoint(body=meeting.sitting.body, role=Role.COUNCIL_MEMBER, name=f"缺席{n}", phone=f"1371{n:07d}", by=None)
    with pytest.raises(Refused, match="过半数到会"):
        actions.open_meeting(consultation=meeting, by=cast.street_chair_cao)


def test_the_district_does_not_consult_and_the_neighbours_do_not_exist(cast, meeting):
    district = the_cast.year(cast.xincheng, stage=Stage.CONSULTING)
    with pytest.raises(NotYours):
        actions.call(
            year=district,
            council=meeting.sitting.body,
            name="会商",
            on=meeting.sitting.starts_on,
            dossiers=[],
            by=cast.street_clerk_xu,
        )
    with pytest.raises(NotYours):
        actions.open_meeting(consultation=meeting, by=cast.clerk_li)


def test_the_party_committee_confirms_in_a_meeting_and_nobody_for_it(cast, meeting, as_):
    year, gate = meeting.year, next(one for one in STREET_ROAD if one.key == "confirm_recommendation")
    lacking = "缺会议决定：确认推荐结果（街道党工委）"
    assert "会商还没有形成推荐结果" in missing(year, gate).all
    Consultation.objects.update(state="closed")
    meeting.refresh_from_db()
    assert lacking in missing(year, gate).all and Role.LEADING_GROUP not in gate.signers
    page = as_(cast.street_party_jin).get(f"/consultations/{meeting.pk}/").content.decode()
    assert "等会议决定：" in page and "街道党工委" in page and year.page("decide", "recommendation") in page
    other = decided(Matter.CANDIDATES, meeting.dossiers.first())
    for paper in (None, other):
        with pytest.raises(Refused):
            actions.confirm(consultation=meeting, decision=paper, by=cast.street_party_jin)
    decided(Matter.RECOMMENDATION, meeting, agreed=False)
    meeting.refresh_from_db()
    assert meeting.state == "closed" and lacking in missing(year, gate).all
    decided(Matter.RECOMMENDATION, meeting)
    meeting.refresh_from_db()
    assert meeting.state == "confirmed" and lacking not in missing(year, gate).all


def test_what_was_confirmed_by_a_click_in_former_times_waits_for_its_decision(cast, meeting):
    Consultation.objects.update(state="confirmed")
    meeting.refresh_from_db()
    assert queries_of_decisions.to_decide(Matter.RECOMMENDATION, meeting.year) == [meeting]
    decided(Matter.RECOMMENDATION, meeting)
    assert is_decided(meeting.year, Matter.RECOMMENDATION)


def test_a_count_is_entered_in_the_browser(cast, meeting, as_):
    at_the_ballot(cast, meeting)
    keys = [d.pk for d in meeting.dossiers.order_by("no")]
    sent = {"issued": 31, "returned": 30, "deputies_returned": 10} | {
        f"{w}{k}": n for k in keys for w, n in (("d", 8), ("a", 25))
    }
    browser = as_(cast.council_yu)
    assert browser.post(f"/consultations/{meeting.pk}/count/", sent | {"returned": "很多"}).status_code == 422
    assert browser.post(f"/consultations/{meeting.pk}/count/", sent).status_code == 302
    meeting.refresh_from_db()
    assert list(meeting.result.entries) == [str(cast.council_yu.pk)]


def test_more_slips_than_members_is_refused(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    with pytest.raises(Refused, match="发出的票不能多于 31 张"):
        actions.enter_count(
            consultation=meeting,
            sheet=sheet(meeting, (9, 28), (9, 29), (8, 25), issued=32),
            by=cast.street_clerk_xu,
        )


def test_only_the_councils_own_members_are_checked_in(cast, meeting):
    with pytest.raises(Refused, match="不在本次会议的名单里"):
        check_in(sitting=meeting.sitting, seat=cast.street_party_jin, by=cast.street_clerk_xu)
    here = queries.present(meeting)
    deputies = here.filter(from_congress=True)  # type: ignore[misc]  # annotated
    assert here.count() == 31 and deputies.count() == 10


def test_the_desk_minutes_what_a_member_says_and_the_page_tells_the_meeting(cast, meeting, as_):
    actions.open_meeting(consultation=meeting, by=cast.street_clerk_xu)
    here, absent, dossier = queries.present(meeting).last(), cast.council_yu, meeting.dossiers.first()
    browser = as_(cast.street_clerk_xu)
    words = {"dossier": dossier.pk, "text": "楼道太黑，老人摔过跤"}
    assert browser.post(f"/consultations/{meeting.pk}/", words | {"speaker": absent.pk}).status_code == 422
    assert browser.post(f"/consultations/{meeting.pk}/", words | {"speaker": here.pk}).status_code == 302
    browser.post(f"/sittings/{meeting.sitting_id}/minutes/", {"text": "会议一致认为先换楼道灯。"})
    page = browser.get(f"/consultations/{meeting.pk}/").content.decode()
    assert all(part in page for part in ("楼道太黑", here.person.name, "介绍候选项目", "先换楼道灯", "议程"))
    assert here.person.name not in as_(None).get(f"/consultations/{meeting.pk}/").content.decode()
    with pytest.raises(Refused, match="只能记自己的意见"):
        actions.speak(consultation=meeting, dossier=dossier, text="冒名", by=absent, speaker=here)


def test_an_opinion_minuted_wrongly_is_put_right_until_the_council_has_recommended(cast, meeting, as_):
    meeting = actions.open_meeting(consultation=meeting, by=cast.street_clerk_xu)
    first, other, member = (
        meeting.dossiers.order_by("no")[0],
        meeting.dossiers.order_by("no")[1],
        queries.present(meeting).last(),
    )
    opinion = actions.speak(
        consultation=meeting, dossier=first, text="楼到太黑", by=cast.street_clerk_xu, speaker=member
    )
    at = f"/council-opinions/{opinion.pk}/"
    assert at in as_(cast.street_clerk_xu).get(f"/consultations/{meeting.pk}/").content.decode()
    sent = {"dossier": other.pk, "speaker": member.pk, "text": "楼道太黑", "_version": "1"}
    assert as_(cast.street_clerk_xu).post(at, sent).status_code == 302
    opinion.refresh_from_db()
    assert (opinion.dossier, opinion.text, opinion.speaker) == (other, "楼道太黑", member)
    assert "别人已经改过" in as_(cast.street_clerk_xu).post(at, sent).content.decode()
    with pytest.raises(NotYours):
        actions.amend_opinion(opinion=opinion, dossier=other, text="改成别的", by=cast.council_yu)
    assert actions.amend_opinion(opinion=opinion, dossier=other, text="楼道太黑，老人摔过", by=member).speaker == member
    Consultation.objects.update(state="closed")
    with pytest.raises(Refused, match="推荐结果已经形成"):
        actions.amend_opinion(opinion=opinion, dossier=other, text="再改", by=cast.street_clerk_xu)


def test_the_council_is_called_with_an_agenda(cast, as_):
    story(cast)
    council, on = (
        Consultation.objects.get().sitting.body_id,
        Consultation.objects.get().dossiers.values_list("pk", flat=True),
    )
    sent = {
        "council": council,
        "name": "第二次会商会",
        "on": "2026-01-15",
        "dossiers": list(on),
        "lines": "20 | 说明\n九十 | 讨论",
    }
    browser = as_(cast.street_clerk_xu)
    refused = browser.post("/150102004/2026/consultations/new/", sent)
    assert refused.status_code == 422 and "第 2 行" in refused.content.decode()
    assert (
        browser.post("/150102004/2026/consultations/new/", sent | {"lines": "20 | 说明\n90 | 讨论"}).status_code == 302
    )
    assert [item.minutes for item in Consultation.objects.latest("pk").sitting.agenda.all()] == [20, 90]


def count_twice(cast, meeting, counted):
    for by in (cast.street_clerk_xu, cast.council_yu):
        meeting = actions.enter_count(consultation=meeting, sheet=counted, by=by)
    return meeting


def test_a_tie_at_the_last_place_is_voted_on_again_and_then_decided_by_the_chair(cast, meeting):
    meeting = at_the_ballot(cast, meeting)  # two seats: one clear, two tied
    meeting = actions.conclude(
        consultation=count_twice(cast, meeting, sheet(meeting, (9, 28), (9, 25), (9, 25))), by=cast.street_chair_cao
    )
    assert meeting.state == "ballot" and len(meeting.result.tied) == 2 and not meeting.recommendations.exists()
    tied = rounds.on_the_ballot(meeting)
    again = CountSheet(issued=31, returned=30, deputies_returned=10, items={str(d.pk): (5, 15) for d in tied})
    meeting = count_twice(cast, meeting, again)
    with pytest.raises(Refused, match="由街道人大工委主任在"):
        actions.conclude(consultation=meeting, by=cast.street_clerk_xu, chosen=tied[:1])
    with pytest.raises(Refused, match="确定 1 项"):
        actions.conclude(consultation=meeting, by=cast.street_chair_cao, chosen=tied)
    actions.conclude(consultation=meeting, by=cast.street_chair_cao, chosen=tied[1:])
    assert [r.dossier.title for r in queries.recommendations(meeting.year).filter(recommended=True)] == [
        "楼道灯更换",
        "口袋公园",
    ]


def test_without_two_thirds_there_is_no_ballot(cast, meeting):
    for n in range(20):
        appoint(body=meeting.sitting.body, role=Role.COUNCIL_MEMBER, name=f"缺席{n}", phone=f"1372{n:07d}", by=None)
    meeting = actions.open_meeting(consultation=meeting, by=cast.street_chair_cao)
    with pytest.raises(Refused):
        actions.open_ballot(consultation=meeting, by=cast.street_chair_cao)
