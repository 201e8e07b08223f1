"""A 街道 consults: the council talks, counts twice, recommends; the Party committee confirms; nobody decides by 票决."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.roles import Role
from piaojue.commons.sittings.actions import check_in
from piaojue.commons.years.gates import ROOM_DEMANDS
from piaojue.commons.years.road import Stage
from piaojue.stages.consult import actions, queries
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.tests.doors import story
from tests import cast as the_cast


@pytest.fixture
def meeting(cast):
    found = Consultation.objects.select_related("sitting__body", "year", "place").get(pk=story(cast)["pk"])
    for n in range(4):
        seat = appoint(body=found.sitting.body, role=Role.COUNCIL_MEMBER, name=f"议事{n}", phone=f"1370000000{n}", by=None)
        check_in(sitting=found.sitting, seat=seat, by=cast.street_clerk_xu)
    return found


def sheet(meeting, *pairs, returned=30, deputies=10) -> dict:
    keys = [str(d.pk) for d in meeting.dossiers.order_by("no")]
    return {"issued": 31, "returned": returned, "deputies_returned": deputies, "items": dict(zip(keys, map(list, pairs), strict=True))}


def at_the_ballot(cast, meeting):
    meeting = actions.open_meeting(consultation=meeting, by=cast.street_chair_cao)
    return actions.open_ballot(consultation=meeting, by=cast.street_chair_cao)


def test_both_thresholds_count(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    counted = sheet(meeting, (9, 28), (4, 23), (8, 15))  # second: deputies against; third: too few of all
    actions.enter_count(consultation=meeting, sheet=counted, by=cast.street_clerk_xu)
    actions.enter_count(consultation=meeting, sheet=counted, by=cast.council_yu)
    meeting = actions.conclude(consultation=meeting, by=cast.street_chair_cao)
    assert [(r.dossier.title, r.recommended) for r in queries.recommendations(meeting.year)] == [("楼道灯更换", True), ("社区食堂", False), ("口袋公园", False)]
    actions.confirm(consultation=meeting, by=cast.street_party_jin)
    assert queries.recommendations(meeting.year).get(confirmed=True).dossier.title == "楼道灯更换"


def test_two_counts_that_differ_are_not_settled_by_anybody(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    actions.enter_count(consultation=meeting, sheet=sheet(meeting, (9, 28), (9, 29), (8, 25)), by=cast.street_clerk_xu)
    with pytest.raises(Refused, match="两个人"):
        actions.conclude(consultation=meeting, by=cast.street_chair_cao)
    actions.enter_count(consultation=meeting, sheet=sheet(meeting, (9, 28), (9, 29), (8, 26)), by=cast.council_yu)
    with pytest.raises(Refused, match="口袋公园"):
        actions.conclude(consultation=meeting, by=cast.street_chair_cao)


def test_a_sheet_that_cannot_be_is_refused(cast, meeting):
    meeting = at_the_ballot(cast, meeting)
    with pytest.raises(Refused) as refusal:
        actions.enter_count(consultation=meeting, sheet=sheet(meeting, (9, 28), (11, 29), (8, 29)), by=cast.council_yu)
    assert len(refusal.value.reasons) == 2


def test_half_the_council_must_be_there(cast, meeting):
    for n in range(6):
        appoint(body=meeting.sitting.body, role=Role.COUNCIL_MEMBER, name=f"缺席{n}", phone=f"1371000000{n}", by=None)
    with pytest.raises(Refused, match="过半数到会"):
        actions.open_meeting(consultation=meeting, by=cast.street_chair_cao)


def test_the_district_does_not_consult_and_the_neighbours_do_not_exist(cast, meeting):
    district = the_cast.year(cast.xincheng, stage=Stage.CONSULTING)
    with pytest.raises(NotYours):
        actions.call(year=district, council=meeting.sitting.body, name="会商", on=meeting.sitting.starts_on, dossiers=[], by=cast.street_clerk_xu)
    with pytest.raises(NotYours):
        actions.open_meeting(consultation=meeting, by=cast.clerk_li)


def test_the_gate_waits_for_the_party_committee(cast, meeting):
    (gate,) = ROOM_DEMANDS["confirm_recommendation"]
    assert gate(meeting.year) == ["会商推荐结果还没有经党工委确认"]
    Consultation.objects.update(state="confirmed")
    assert gate(meeting.year) == []


def test_a_count_is_entered_in_the_browser(cast, meeting, as_):
    at_the_ballot(cast, meeting)
    keys = [d.pk for d in meeting.dossiers.order_by("no")]
    sent = {"issued": 31, "returned": 30, "deputies_returned": 10} | {f"{w}{k}": n for k in keys for w, n in (("d", 8), ("a", 25))}
    browser = as_(cast.council_yu)
    assert browser.post(f"/consultations/{meeting.pk}/count/", sent | {"returned": "很多"}).status_code == 422
    assert browser.post(f"/consultations/{meeting.pk}/count/", sent).status_code == 302
    meeting.refresh_from_db()
    assert list(meeting.result["entries"]) == [str(cast.council_yu.pk)]
