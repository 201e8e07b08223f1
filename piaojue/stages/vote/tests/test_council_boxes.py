"""票选推荐 through ballot boxes: deputies and residents vote apart, the totals are joined, both thresholds decide."""

import io
import zipfile

import pytest

from engines.law import Matter
from engines.sealing.tests.tool import verdict
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.record import verify
from piaojue.commons.roles import Role
from piaojue.commons.todo import tasks_of
from piaojue.stages.consult import actions as consult
from piaojue.stages.consult.public import CountSheet
from piaojue.stages.consult.queries import recommendations
from piaojue.stages.vote import actions
from piaojue.stages.vote.archive import bundle
from piaojue.stages.vote.models import Poll, Result
from piaojue.stages.vote.roll import roll_of
from piaojue.stages.vote.tests import make
from piaojue.stages.vote.wording import certificate_text
from tests import cast as the_cast
from tests import sealing
from tests.decided import decided


def joined(cast, meeting, *ballots):
    """Every box of the round voted on, counted and handed over."""
    for poll, chosen in zip(make.council_polls(cast, meeting), ballots, strict=True):
        make.council_counted(cast, poll, chosen)
    return actions.hand_over(consultation=meeting, by=cast.street_chair_cao)


def recommended(meeting) -> list[int]:
    return sorted(row.dossier.no or 0 for row in recommendations(meeting.year).filter(recommended=True))


def test_two_boxes_are_joined_and_both_thresholds_decide(cast):
    """1: enough of both. 2: 13 of 19 is over 2/3, yet 3 of 7 deputies is not over half. 3: all deputies' half, too few of all."""
    meeting = make.council(cast)
    done = joined(cast, meeting, ["12"] * 3 + ["13"] * 4, ["12"] * 10 + ["3"] * 2)
    assert done.state == "closed" and recommended(meeting) == [1]
    rows = {row.dossier.no: (row.deputies_for, row.all_for) for row in recommendations(meeting.year)}
    assert rows == {1: (7, 17), 2: (3, 13), 3: (4, 6)}
    deputies, others = Poll.objects.order_by("pk")
    assert (deputies.group, deputies.roll, deputies.present, others.group, others.roll) == (
        "deputies",
        7,
        7,
        "others",
        12,
    )
    assert {deputies.colour, others.colour} == {"blue", "yellow"} and {deputies.state, others.state} == {"joined"}
    assert deputies.verdict is None and not Result.objects.exists()
    report = certificate_text(deputies)
    assert "合并后" in report and "票决" not in report and "入选" not in report
    decided(Matter.RECOMMENDATION, done)
    ours = [row for row in verify.changed_rows() if row.where.startswith(("vote.", "consult."))]
    assert list(verify.broken_chains()) == [] and ours == []


def test_equal_at_the_last_place_is_voted_on_again_by_everybody_together(cast):
    meeting = make.council(cast, deputies=8, residents=12, double=False)
    meeting = joined(cast, meeting, ["12"] * 10 + ["13"] * 10)
    assert meeting.state == "ballot" and len(meeting.result.tied) == 2 and not meeting.result.box
    again = make.council_polls(cast, meeting)
    assert [(poll.group, len(poll.items), poll.the_rule.limit) for poll in again] == [("", 2, 1)]
    make.council_counted(cast, again[0], ["2"] * 10 + ["3"] * 10)
    meeting = actions.hand_over(consultation=meeting, by=cast.street_clerk_xu)
    assert meeting.state == "ballot" and not meeting.recommendations.exists()
    with pytest.raises(Refused, match="由街道人大工委主任在"):
        consult.conclude(consultation=meeting, by=cast.street_clerk_xu)
    with pytest.raises(Refused, match="已经计票"):
        make.council_polls(cast, meeting)
    chosen = meeting.dossiers.filter(no=3)
    consult.conclude(consultation=meeting, by=cast.street_chair_cao, chosen=chosen)
    assert recommended(meeting) == [1, 3]


def test_what_is_equal_after_two_boxes_is_voted_on_again_in_one(cast):
    """Each of 18 leaves out one of four: 15, 13, 13, 13, all over both thresholds; two of the three equal ones go in."""
    meeting = make.council(cast, deputies=6, residents=12, projects=4, seats=3)
    meeting = joined(cast, meeting, ["134", "124", "123"] * 2, ["234", "134", "124", "123"] * 3)
    assert meeting.state == "ballot" and len(meeting.result.tied) == 3
    (again,) = make.council_polls(cast, meeting)
    assert (again.group, roll_of(again)[0], again.the_rule.limit) == ("", 18, 2)
    make.council_counted(cast, again, ["23"] * 10 + ["24"] * 8)
    assert actions.hand_over(consultation=meeting, by=cast.street_chair_cao).state == "closed" and recommended(
        meeting
    ) == [1, 2, 3]


def test_nothing_is_joined_before_every_box_is_counted(cast):
    meeting = make.council(cast)
    deputies, others = make.council_polls(cast, meeting)
    make.council_counted(cast, deputies, ["12"] * 7)
    with pytest.raises(Refused, match=r"居民票.*还没有计票"):
        actions.hand_over(consultation=meeting, by=cast.street_chair_cao)
    actions.abandon_poll(poll=others, reason="票签印错", by=cast.street_chair_cao)
    with pytest.raises(Refused, match=r"居民票.*还没有准备"):
        actions.hand_over(consultation=meeting, by=cast.street_chair_cao)
    with pytest.raises(Refused, match="票箱还没有计票"):
        consult.conclude(consultation=meeting, by=cast.street_chair_cao)
    (again,) = make.council_polls(cast, meeting)
    make.council_counted(cast, again, ["1"] * 12)
    assert actions.hand_over(consultation=meeting, by=cast.street_chair_cao).state == "closed" and recommended(
        meeting
    ) == [1]


def test_paper_by_hand_and_boxes_exclude_each_other(cast):
    meeting = make.council(cast)
    rows = {str(dossier.pk): (5, 14) for dossier in meeting.dossiers.all()}
    sheet = CountSheet(issued=19, returned=19, deputies_returned=7, items=rows)
    polls = make.council_polls(cast, meeting)
    with pytest.raises(Refused, match="不用录入"):
        consult.enter_count(consultation=meeting, sheet=sheet, by=cast.street_clerk_xu)
    for poll in polls:
        actions.abandon_poll(poll=poll, reason="改用纸质票", by=cast.street_chair_cao)
    consult.enter_count(consultation=meeting, sheet=sheet, by=cast.street_clerk_xu)
    with pytest.raises(Refused, match="已经有人录入"):
        make.council_polls(cast, meeting)


def test_no_more_slips_than_members_of_the_group_and_no_opening_before_the_ballot(cast):
    meeting = make.council(cast)
    deputies, _ = make.council_polls(cast, meeting)
    chief, teller, _ = make.street_tellers(cast)
    actions.print_slips(poll=deputies, number=8, by=teller)
    with pytest.raises(Refused, match="多于实到 7 人"):
        actions.agree_to_open(poll=deputies, by=chief)
    meeting.state = "open"
    meeting.save(update_fields=["state"])
    with pytest.raises(Refused, match="不在票选中"):
        actions.agree_to_open(poll=deputies, by=chief)


def test_without_a_deputy_the_double_threshold_cannot_be_counted(cast):
    with pytest.raises(Refused, match="没有人大代表"):
        make.council_polls(cast, make.council(cast, deputies=0, residents=19))


def test_a_street_gets_no_adoption_and_a_district_no_advice(cast):
    meeting = make.council(cast)
    poll = actions.prepare_advisory(consultation=meeting, by=cast.street_clerk_xu, tellers=make.street_tellers(cast))[0]
    with pytest.raises(NotYours):
        actions.prepare_poll(year=meeting.year, sitting=meeting.sitting, by=cast.street_clerk_xu)
    cast.clerk_li.place = cast.dongjie
    for kind in ("adoption", "satisfaction"):
        with pytest.raises(Refused, match="地方组织法 59 条"):
            actions.prepare_poll(year=meeting.year, sitting=meeting.sitting, kind=kind, items=[], by=cast.clerk_li)
    with pytest.raises(Refused, match="票选规则在召集会商时定下"):
        actions.set_rule(poll=poll, rule=poll.rule, by=cast.clerk_li)
    with pytest.raises(Refused, match="票选规则在召集会商时定下"):
        actions.file_rules_draft(poll=poll, by=cast.clerk_li)
    with pytest.raises(Refused, match="由议事会在“会商”里办理"):
        actions.prepare_poll(
            year=make.voting_year(cast), sitting=make.session(cast), kind="advisory", by=cast.secretary_he
        )


def test_another_streets_clerk_finds_nothing(cast, as_):
    meeting = make.council(cast)
    poll = make.council_polls(cast, meeting)[0]
    body = Body.objects.create(
        place=cast.places["150103002"], kind=BodyKind.STREET_COMMITTEE, name="中山西路街道人大工委"
    )
    stranger = appoint(body=body, role=Role.STREET_CLERK, name="外街干事", phone="13911110000", by=None)
    for path in (f"/polls/{poll.pk}/", f"/polls/{poll.pk}/tellers/", f"/consultations/{meeting.pk}/polls/"):
        assert as_(stranger).get(path).status_code == 404
    with pytest.raises(NotYours):
        actions.hand_over(consultation=meeting, by=stranger)


def test_the_desk_goes_from_the_council_to_its_boxes_in_the_browser(cast, as_):
    meeting, desk = make.council(cast), as_(cast.street_clerk_xu)
    at = f"/consultations/{meeting.pk}/"
    assert f"{at}polls/" in desk.get(at).content.decode()
    assert "监票计票组" in desk.get(f"{at}polls/").content.decode()
    tellers = make.street_tellers(cast)
    page = desk.get(f"{at}polls/").content.decode()
    assert "代表票只有 7 人" in page and "分两箱" in page
    refused = desk.post(f"{at}polls/", {"level": "L1", "minutes": 20, "tellers": [tellers[1].pk]})
    assert refused.status_code == 409 and "总监票人应有 1 名" in refused.content.decode() and not Poll.objects.exists()
    assert (
        desk.post(f"{at}polls/", {"level": "L1", "minutes": 20, "tellers": [seat.pk for seat in tellers]}).status_code
        == 302
    )
    polls = list(Poll.objects.order_by("pk"))
    assert any("确定票面" in task.label for task in tasks_of(cast.street_clerk_xu))
    assert any("到会场领票签" in task.label for task in tasks_of(cast.council_yu)) and not any(
        "领票签" in task.label for task in tasks_of(cast.street_party_jin)
    )
    for poll, ballots in zip(polls, (["12"] * 7, ["12"] * 12), strict=True):
        page = desk.get(f"/polls/{poll.pk}/").content.decode()
        assert "票选办法" in page and "代表赞成的门槛" in page and "票决办法" not in page
        assert desk.post(f"/polls/{poll.pk}/freeze/").status_code == 302
        poll.refresh_from_db()
        make.council_counted(cast, poll, ballots)
        wall = desk.get(f"/polls/{poll.pk}/hall/result/").content.decode()
        assert "合并后形成推荐" in wall and "入选" not in wall
    assert any("并入会商" in task.label for task in tasks_of(cast.street_clerk_xu))
    assert "合并票数，形成推荐" in desk.get(f"{at}polls/").content.decode()
    desk.post(f"{at}polls/join/")
    page = as_(None).get(at).content.decode()
    assert "已并入会商" in page and "赞成 19 票" in page and f"{at}polls/" not in page and "票决办法" not in page
    assert as_(None).get(f"/polls/{polls[0].pk}/").url == at
    assert "/check/" in as_(None).get(f"/polls/{polls[0].pk}/verify/").url


def test_a_council_drills_before_its_ballot_and_nothing_of_it_counts(cast, as_):
    """The day before: nobody is checked in, the meeting has not begun; afterwards the real ballot is as if nothing had been."""
    meeting, desk = make.council(cast, deputies=2, residents=3), as_(cast.street_clerk_xu)
    meeting.state = "called"
    meeting.save(update_fields=["state"])
    at = f"/consultations/{meeting.pk}/polls/"
    tellers = make.street_tellers(cast)
    page = desk.get(at).content.decode()
    assert "准备演练票箱" in page
    form = {"level": "L1", "minutes": 20, "tellers": [seat.pk for seat in tellers]}
    assert desk.post(at, form).status_code == 409 and not Poll.objects.exists()
    assert desk.post(at, {**form, "rehearsal": "on"}).status_code == 302
    drills = [actions.freeze_poll(poll=poll, by=cast.street_clerk_xu) for poll in Poll.objects.order_by("pk")]
    assert [(poll.group, poll.rehearsal) for poll in drills] == [("deputies", True), ("others", True)]
    drills = [make.council_counted(cast, poll, ["12"] * 3) for poll in drills]
    assert [task.label.partition("：")[0] for task in tasks_of(cast.street_clerk_xu) if "/polls/" in task.url] == [
        "清除演练"
    ] * 2
    meeting.state = "ballot"
    meeting.save(update_fields=["state"])
    with pytest.raises(Refused, match="票箱还没有准备"):
        actions.hand_over(consultation=meeting, by=cast.street_clerk_xu)
    real = make.council_polls(cast, meeting)
    assert [poll.rehearsal for poll in real] == [False, False] and {poll.previous_id for poll in real} == {None}
    assert "演练不作数" in desk.get(at).content.decode()
    for poll in drills:
        assert desk.post(f"/polls/{poll.pk}/wipe/").status_code == 302
    [make.council_counted(cast, poll, ["12"] * size) for poll, size in zip(real, (2, 3), strict=True)]
    assert actions.hand_over(consultation=meeting, by=cast.street_clerk_xu).state == "closed"


def test_sealed_boxes_of_a_council(cast, tmp_path):
    """L2: three tellers hold keys, phones seal, only the sums are opened; each box's archive verifies without a verdict."""
    meeting = make.council(cast)
    tellers = {seat.pk: seat for seat in make.street_tellers(cast)}
    office = the_cast.one_more(
        "counter_tang", "唐计票", Role.COUNTER, BodyKind.TELLERS, "东街街道监票计票组", cast.dongjie
    )
    for poll, number in zip(make.council_polls(cast, meeting, also=[office], level="L2"), (7, 12), strict=True):
        codes = [actions.connect_station(poll=poll, by=tellers[pk]) for pk in poll.keyholders]
        stations = sealing.make_keys(poll.box_id, codes)  # each group has keys and slips of its own
        chief, teller, counter = tellers.values()
        slips = sealing.make_slips(poll.box_id, actions.connect_office(poll=poll, by=office), number)
        for by in (chief, teller):
            actions.agree_to_open(poll=poll, by=by)
        for slip in slips:
            assert (
                sealing.Doors(poll.box_id)
                .post("ballots/", sealing.sealed(poll.box_id, slip, [[1, 1, 0]]))
                .json()["state"]
                == "stored"
            )
        for by in (chief, teller):
            actions.agree_to_close(poll=poll, by=by)
        for station in stations[:2]:
            station.act()
        poll = actions.count(poll=poll, not_voted=0, by=counter)
        for station in stations[:2]:
            station.act()  # what was published is signed
        zipfile.ZipFile(io.BytesIO(bundle(poll)[1])).extractall(tmp_path / poll.group)
        (archive,) = (tmp_path / poll.group).glob("*.bel")
        assert verdict(archive).good and 19 not in verdict(archive).held
    actions.hand_over(consultation=meeting, by=cast.street_chair_cao)
    assert recommended(meeting) == [1, 2]
