"""A sealed box in the room: keys before slips, shares before the count, paper beside it, a bundle anybody can check."""

import io
import json
import re
import zipfile

import pytest

from engines.counting import Rule, TieAtCut
from engines.sealing.tests.tool import Tool, needs_tool, verdict
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.models import Entry
from piaojue.commons.years.models import Paper, PaperKind
from piaojue.stages.vote import actions, queries, sealed
from piaojue.stages.vote.archive import bundle
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.tests import make
from tests import cast as the_cast
from tests import sealing

pytestmark = pytest.mark.once

BALLOTS = [("approve", "approve", "against")] * 3 + [("against", "approve", "abstain"), ("approve", "", "approve")]


def unpacked(poll, folder):
    """The bundle's files in a folder, and the archive's path."""
    zipfile.ZipFile(io.BytesIO(bundle(poll)[1])).extractall(folder)
    (archive,) = folder.glob("*.bel")
    return archive


def signed(poll, *stations):
    """Two stations sign the fingerprint of what is published."""
    assert [station.act() for station in stations] == ["sign"] * len(stations)
    return poll


@pytest.mark.both
def test_the_count_is_that_of_an_open_box(cast):
    poll = make.sealed_counted(cast, BALLOTS)
    assert poll.state == "decided"
    rows = {
        key: tuple(row)
        for key, row in zip(
            poll.keys,
            [line["cells"] for line in sorted(queries.count_lines(poll), key=lambda line: line["item"].no)],
            strict=True,
        )
    }
    assert list(rows.values()) == [(4, 1, 0, 0), (4, 0, 1, 0), (1, 3, 1, 0)]
    assert sum(line["adopted"] for line in queries.count_lines(poll)) == 2
    make.confirm(cast, poll)


@needs_tool
@pytest.mark.both
def test_anybody_checks_the_bundle_with_two_programs(cast, tmp_path):
    poll = make.sealed_counted(cast, BALLOTS)
    report = verdict(unpacked(poll, tmp_path))
    assert report.good
    assert {9, 17, 18, 19, 20} <= set(report.held) and "强证明齐全" in report.held[13]
    assert Tool(tmp_path).accepts()


@pytest.mark.parametrize("name", ["not_voted", "issued", "adopted"])
def test_a_changed_number_of_the_meeting_is_refused_by_the_verifier(cast, tmp_path, name):
    archive = unpacked(make.sealed_counted(cast, BALLOTS), tmp_path)
    path = tmp_path / "meeting.json"
    meeting = json.loads(path.read_text())
    meeting[name] = [] if name == "adopted" else meeting[name] + 1
    path.write_text(json.dumps(meeting))
    assert not verdict(archive).good


def test_the_bundle_says_what_the_presidium_decided_and_the_verifier_agrees(cast, tmp_path):
    """Two of three tie for the last seat; the archive alone cannot tell whom the presidium took."""
    rule = Rule(seats=2, tie_at_cut=TieAtCut.BODY)
    poll = make.sealed_counted(
        cast, [("approve", "approve", "approve")] * 3 + [("approve", "against", "against")] * 2, rule=rule
    )
    assert poll.state == "counted" and verdict(unpacked(poll, tmp_path)).good
    before = sealed.keys_of(poll)["bundle"]
    poll = make.congress_chooses(cast, poll, 3)
    report = verdict(unpacked(poll, tmp_path))
    assert report.good and "入选 2 项" in report.held[19]
    assert report.head == before == sealed.keys_of(poll)["bundle"]  # what the hall saw stays what is published
    path = tmp_path / "decision.json"
    path.write_text(path.read_text().replace('"chosen":["3', '"chosen":["1'))
    assert set(verdict(next(tmp_path.glob("*.bel"))).failed) == {19}


def test_without_keys_no_opening_and_without_shares_no_count(cast):
    poll = make.ready_poll(cast, level="L2")
    actions.add_paper_box(poll=poll, name="一号", issued=5, by=cast.teller_zhou)
    with pytest.raises(Refused, match="不能只发 5 张纸质票"):
        actions.agree_to_open(poll=poll, by=cast.teller_qian)
    poll, slips, stations = make.sealed_poll(cast, year=poll.year, sitting=poll.sitting, colour="blue")
    make.seal_and_send(poll, slips[0], "approve", "approve", "approve")
    poll = make.agree(cast, poll, actions.agree_to_close)
    stations[0].act()
    with pytest.raises(Refused, match="还差 1 位监票人"):
        actions.count(poll=poll, not_voted=4, by=cast.counter_wu)
    stations[2].act()
    assert actions.count(poll=poll, not_voted=4, by=cast.counter_wu).counts


def test_a_box_cannot_open_before_its_key_is_made(cast):
    poll = make.ready_poll(cast, level="L2")
    with pytest.raises(Refused, match="还没有印制票签"):
        actions.agree_to_open(poll=poll, by=cast.teller_qian)
    with pytest.raises(Refused, match="服务器不经手"):
        actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)


def test_two_tellers_are_too_few_for_keys(cast):
    poll = make.prepared_poll(cast, level="L2")
    actions.appoint_tellers(poll=poll, seats=[cast.teller_qian, cast.teller_zhou], by=cast.secretary_he)
    with pytest.raises(Refused, match="现在登记了 2 人"):
        actions.freeze_poll(poll=poll, by=cast.secretary_he)


def test_who_holds_a_key_cannot_be_replaced_and_only_they_connect(cast):
    poll = make.frozen_poll(cast, level="L2")
    with pytest.raises(Refused, match="不能换下"):
        actions.appoint_tellers(poll=poll, seats=[cast.teller_qian, cast.teller_zhou], by=cast.secretary_he)
    with pytest.raises(NotYours):
        actions.connect_station(poll=poll, by=cast.secretary_he)
    code = actions.connect_station(poll=poll, by=cast.teller_zhou)
    assert sealing.Doors(poll.box_id, "Station", code).get("station/").json()["name"] == "监票人 周监票"
    assert code not in "".join(Entry.objects.values_list("payload", flat=True))


def test_the_ceremony_is_begun_anew_by_the_chief(cast):
    poll = make.ready_poll(cast, level="L2")
    code = actions.connect_station(poll=poll, by=cast.teller_zhou)
    sealing.Station(poll.box_id, code).act()
    actions.restart_keys(poll=poll, by=cast.teller_qian)
    assert [one["step"] for one in sealed.keys_of(poll)["trustees"]] == ["none"] * 3


def test_keys_lost_after_the_slips_were_printed_are_made_anew(cast):
    """Two of three computers break before opening: all slips become void, then keys and slips are made once more."""
    poll, _, _ = make.keyed_poll(cast)
    with pytest.raises(Refused, match="先把票签全部作废"):
        actions.restart_keys(poll=poll, by=cast.teller_qian)
    actions.void_all_slips(poll=poll, by=cast.teller_zhou)
    actions.restart_keys(poll=poll, by=cast.teller_qian)
    holders = {seat.pk: seat for seat in (cast.teller_qian, cast.teller_zhou, cast.counter_wu)}
    sealing.make_keys(poll.box_id, [actions.connect_station(poll=poll, by=holders[pk]) for pk in poll.keyholders])
    fresh = sealing.make_slips(poll.box_id, actions.connect_office(poll=poll, by=make.slips_office(cast)), 4)
    poll = make.agree(cast, make.passed_poll(cast, poll), actions.agree_to_open)
    assert poll.issued == 4
    assert make.seal_and_send(poll, fresh[0], "approve", "approve", "against") == "stored"
    assert queries.slips_of(poll) == {"printed": 9, "void": 5, "left": 4}


def exchanged(cast, poll, slips, n: int):
    """n voters hand in their slips for paper."""
    for slip in slips[:n]:
        poll = actions.exchange_slip(poll=poll, code=sealing.public_half(poll.box_id, slip), by=cast.teller_zhou)
    return poll


def given_back(cast, poll, slip) -> list[str]:
    """Two tellers, each at an own desk, ask for a slip that was handed in: the codes that they type for their fillings."""
    code = sealing.public_half(poll.box_id, slip)
    asked = [actions.give_back_slip(poll=poll, code=code, by=by) for by in (cast.teller_qian, cast.teller_zhou)]
    assert [one.usable for one in asked] == [False, True]
    return [one.hand for one in asked]


def transcribed(cast, poll, slip, *words: str, hands: list[str] | None = None) -> str:
    """The tellers' ballot with both their codes; what holds, or why it was refused."""
    choices = [[int(value == word) for value in ("approve", "against", "abstain")] for word in words]
    both = hands or given_back(cast, poll, slip)
    sent = {"ballot": sealing.sealed(poll.box_id, slip, choices), "hands": both}
    answer = sealing.Doors(poll.box_id).post("transcribed/", sent).json()
    return answer.get("state") or answer["problem"]


@pytest.mark.both
def test_a_handful_of_paper_ballots_is_transcribed_and_never_the_difference(cast, tmp_path):
    """The archive's sums are public: paper counted beside it would show how the two voted."""
    poll, slips, stations = make.sealed_poll(cast)
    for slip in slips[2:]:
        make.seal_and_send(poll, slip, "approve", "approve", "against")
    actions.add_paper_box(poll=poll, name="一号票箱", issued=2, by=cast.teller_zhou)
    poll = exchanged(cast, poll, slips, 2)
    assert make.seal_and_send(poll, slips[0], "approve", "approve", "approve") == "void"
    with pytest.raises(Refused, match="转录进票箱"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)
    for slip in slips[:2]:
        hands = given_back(cast, poll, slip)
        half = {"key": sealing.public_half(poll.box_id, slip)}
        state = sealing.Doors(poll.box_id).post("slip/", half).json()["state"]
        assert state == "transcribing", "the page asks for two fillings"
        assert transcribed(cast, poll, slip, "against", "approve", "against", hands=hands) == "stored"
    assert queries.hall_numbers(poll)["not_yet"] == 0
    with pytest.raises(Refused, match="有 2 张转录的票"):
        actions.declare_transcribed(poll=poll, ballots=1, by=cast.teller_qian)
    actions.declare_transcribed(poll=poll, ballots=2, by=cast.teller_qian)
    poll = make.agree(cast, poll, actions.agree_to_close)
    [station.act() for station in stations[1:]]
    poll = signed(actions.count(poll=poll, not_voted=0, by=cast.counter_wu), *stations[1:])
    assert [tuple(row) for row in poll.the_counts.items.values()] == [
        (3, 2, 0, 0),
        (5, 0, 0, 0),
        (0, 5, 0, 0),
    ]
    assert poll.desk.transcribed == 2
    assert verdict(unpacked(poll, tmp_path)).good


def test_paper_that_goes_out_after_the_transcription_is_not_lost(cast):
    poll, slips, _ = make.sealed_poll(cast)
    actions.add_paper_box(poll=poll, name="一号票箱", issued=2, by=cast.teller_zhou)
    poll = exchanged(cast, poll, slips, 1)
    transcribed(cast, poll, slips[0], "approve", "approve", "against")
    actions.declare_transcribed(poll=poll, ballots=1, by=cast.teller_qian)
    poll = actions.exchange_slip(poll=poll, code=sealing.public_half(poll.box_id, slips[1]), by=cast.teller_zhou)
    with pytest.raises(Refused, match="登记转录完毕，再截止"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)


def test_who_agreed_to_close_before_more_paper_went_out_has_not_agreed_to_that(cast, as_):
    poll, slips, _ = make.sealed_poll(cast)
    assert actions.agree_to_close(poll=poll, by=cast.teller_qian).state == "open"
    poll = exchanged(cast, poll, slips, 1)
    transcribed(cast, poll, slips[0], "approve", "approve", "against")
    actions.declare_transcribed(poll=poll, ballots=1, by=cast.teller_zhou)
    assert "已登记 1 张纸质票转录进票箱" in as_(cast.teller_qian).get(f"/polls/{poll.pk}/tellers/").content.decode()
    assert (
        actions.agree_to_close(poll=poll, by=cast.teller_zhou).state == "open"
    )  # 总监票人 has not seen the transcription
    assert actions.agree_to_close(poll=poll, by=cast.teller_qian).state == "closed"
    assert [row for row in the_cast.tampered() if row.where.startswith("vote.")] == []


def test_the_rest_of_a_sitting_on_paper_is_a_handful_and_transcribed(cast):
    """The phones fail when two are left: their paper ballots go into the box by tellers' hands, nobody else's do."""
    poll, slips, stations = make.sealed_poll(cast)
    for slip in slips[2:]:
        make.seal_and_send(poll, slip, "approve", "approve", "against")
    poll = actions.switch_to_paper(poll=poll, basis="主席团第 3 次会议", by=cast.teller_qian)
    actions.add_paper_box(poll=poll, name="一号票箱", issued=1, by=cast.teller_zhou)
    poll = exchanged(cast, poll, slips, 1)
    with pytest.raises(Refused, match="转录进票箱"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)
    hands = given_back(cast, poll, slips[0])
    assert make.seal_and_send(poll, slips[1], "against", "against", "against") == "paper"
    assert transcribed(cast, poll, slips[0], "against", "approve", "against", hands=hands) == "stored"
    actions.declare_transcribed(poll=poll, ballots=1, by=cast.teller_qian)
    poll = make.agree(cast, poll, actions.agree_to_close)
    [station.act() for station in stations[1:]]
    poll = actions.count(poll=poll, not_voted=1, by=cast.counter_wu)
    assert [row.approve for row in poll.the_counts.items.values()] == [3, 4, 0]


def test_how_many_paper_ballots_came_back_is_known_before_a_sealed_box_closes(cast):
    """Twenty-five went out and three came back: a handful that only counting pieces in time reveals."""
    poll, _, _ = make.sealed_poll(cast)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=25, by=cast.teller_zhou)
    with pytest.raises(Refused, match="数清收回的张数"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)
    box = actions.register_paper(box=box, issued=25, collected=3, by=cast.teller_zhou)
    with pytest.raises(Refused, match="单独计票会暴露个人意见"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)
    box = actions.register_paper(box=box, issued=25, collected=21, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    sheet = make.sheet(poll, 20, *[(20, 0, 0, 0)] * len(poll.keys))
    with pytest.raises(Refused, match="截止前登记收回 21 张"):
        actions.enter_paper(box=box, sheet=sheet, by=cast.teller_zhou)


def test_every_paper_ballot_that_came_back_is_transcribed(cast):
    """One came back unread is one vote lost: what was counted face down must be in the box."""
    poll, slips, _ = make.sealed_poll(cast)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=2, by=cast.teller_zhou)
    poll = exchanged(cast, poll, slips, 2)
    actions.register_paper(box=box, issued=2, collected=2, by=cast.teller_zhou)
    for done in (0, 1):
        with pytest.raises(Refused, match=f"登记收回 2 张，转录了 {done} 张"):
            actions.declare_transcribed(poll=poll, ballots=done, by=cast.teller_qian)
        transcribed(cast, poll, slips[done], "against", "approve", "against")
    assert actions.declare_transcribed(poll=poll, ballots=2, by=cast.teller_qian).transcribed == 2


def test_a_slip_given_back_to_transcribe_buys_no_second_paper_ballot(cast):
    poll, slips, _ = make.sealed_poll(cast)
    poll = exchanged(cast, poll, slips, 1)
    code = sealing.public_half(poll.box_id, slips[0])
    for _ in range(2):  # one teller alone, asking twice, puts nothing into the box
        assert not actions.give_back_slip(poll=poll, code=code, by=cast.teller_qian).usable
        assert make.seal_and_send(poll, slips[0], "approve", "approve", "approve") == "void"
    assert actions.give_back_slip(poll=poll, code=code, by=cast.teller_zhou).usable
    with pytest.raises(Refused, match="已经换过纸质票"):
        exchanged(cast, poll, slips, 1)
    poll.refresh_from_db()
    assert poll.exchanged == 1


def test_one_teller_alone_fills_no_paper_ballot_even_on_one_screen(cast, as_):
    """Each filling takes the code of the teller who fills; the server takes the ballot with both codes alone."""
    poll, slips, _ = make.sealed_poll(cast)
    poll = exchanged(cast, poll, slips, 1)
    key = sealing.public_half(poll.box_id, slips[0])
    told = as_(cast.teller_qian).post(f"/polls/{poll.pk}/transcribe/", {"code": key}, follow=True).content.decode()
    first = re.search("您的转录码是 ([A-Z2-9]{6})", told)[1]
    second = actions.give_back_slip(poll=poll, code=key, by=cast.teller_zhou).hand
    words = ("approve", "approve", "approve")
    doors = sealing.Doors(poll.box_id)
    with_no_code = doors.post("ballots/", sealing.sealed(poll.box_id, slips[0], [[1, 0, 0]] * 3))
    assert with_no_code.status_code == 422 and "各用自己的转录码" in with_no_code.json()["problem"]
    for hands in ([first, first], [first, "AAAAAA"], ["", ""], [second, second]):
        assert "各用自己的转录码" in transcribed(cast, poll, slips[0], *words, hands=hands)
    for wrong in ([first], None, {"a": 1}, [first, second, first]):
        sent = {"ballot": sealing.sealed(poll.box_id, slips[0], [[1, 0, 0]] * 3), "hands": wrong}
        assert doors.post("transcribed/", sent).status_code == 422
    assert [doors.post("hand/", {"key": key, "code": one}).json()["hand"] for one in (first.lower(), second)] == [0, 1]
    assert "转录码不对" in doors.post("hand/", {"key": key, "code": "AAAAAA"}).json()["problem"]
    again = actions.give_back_slip(poll=poll, code=key, by=cast.teller_qian)
    assert again.usable and "各用自己的转录码" in transcribed(cast, poll, slips[0], *words, hands=[first, second])
    assert transcribed(cast, poll, slips[0], *words, hands=[second, again.hand]) == "stored"
    with pytest.raises(Refused, match="已经转录"):
        actions.give_back_slip(poll=poll, code=key, by=cast.teller_qian)
    logged = " ".join(str(entry.__dict__) for entry in Entry.objects.all())
    assert not any(code in logged for code in (first, second, again.hand))


def test_a_handful_without_slips_to_transcribe_it_goes_to_the_presidium(cast):
    """Paper went out at check-in, three came back: neither counted apart nor dropped in silence."""
    poll, _, _ = make.sealed_poll(cast)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=25, by=cast.teller_zhou)
    actions.register_paper(box=box, issued=25, collected=3, by=cast.teller_zhou)
    with pytest.raises(Refused, match="交回的票签只有 0 张，不够用来转录：请报告主席团"):
        actions.agree_to_close(poll=poll, by=cast.teller_qian)
    with pytest.raises(Refused, match="登记收回 3 张，转录了 0 张"):
        actions.declare_transcribed(poll=poll, ballots=0, by=cast.teller_qian)


def closed_with_one_on_paper(cast, *, collected: int):
    """One voter took paper, the others voted by phone; so many papers were said to have come back before closing: (poll, box)."""
    poll, slips, stations = make.sealed_poll(cast)
    for slip in slips[1:]:
        make.seal_and_send(poll, slip, "approve", "approve", "against")
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=1, by=cast.teller_zhou)
    poll = exchanged(cast, poll, slips, 1)
    box = actions.register_paper(box=box, issued=1, collected=collected, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    [station.act() for station in stations[1:]]
    return poll, box


def test_more_ballots_than_went_out_leave_the_sealed_box_shut(cast, as_):
    """The whole vote is void: whatever the tellers' shares would open is not counted, and the vote is held again."""
    poll, box = closed_with_one_on_paper(cast, collected=2)
    for by in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=make.sheet(poll, 2, *[(0, 2, 0, 0)] * 3), by=by)
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert poll.the_verdict.state == "invalid" and poll.the_counts.valid == 0
    told = as_(cast.teller_qian).get(poll.page("poll_archive"))
    assert told.status_code == 409 and "没有打开票箱" in told.content.decode()
    assert actions.begin_next_round(poll=poll, by=cast.secretary_he).keys == poll.keys


def test_a_handful_that_shows_only_after_closing_is_not_counted_apart(cast):
    """Nothing was said to have come back; then a ballot was found. The archive's sums are fixed, it would be the difference."""
    poll, box = closed_with_one_on_paper(cast, collected=0)
    box = actions.register_paper(box=box, issued=1, collected=1, by=cast.teller_zhou)
    for by in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=make.sheet(poll, 1, *[(0, 1, 0, 0)] * 3), by=by)
    with pytest.raises(Refused, match="截止以后才发现纸质票只有 1 张"):
        actions.count(poll=poll, not_voted=0, by=cast.counter_wu)


def test_a_slip_never_handed_in_cannot_be_used_to_transcribe(cast):
    poll, slips, _ = make.sealed_poll(cast)
    with pytest.raises(Refused, match="没有换过纸质票"):
        given_back(cast, poll, slips[0])


def test_a_secret_slip_number_sent_to_the_server_is_refused_and_not_kept(cast, as_):
    poll, slips, _ = make.sealed_poll(cast)
    answer = as_(cast.teller_zhou).post(f"/polls/{poll.pk}/exchange/", {"code": slips[0]})
    assert answer.status_code == 409 and "公开凭据" in answer.content.decode()
    assert ballot_box(poll).slips(poll.box_id) == (5, 0)


def test_the_pages_lead_from_keys_to_the_archive(cast, as_):
    poll = make.frozen_poll(cast, level="L2")
    teller = as_(cast.teller_qian)
    assert "先做钥匙" in teller.get(f"/polls/{poll.pk}/tellers/").content.decode()
    shown = teller.post(f"/polls/{poll.pk}/keys/station/")
    assert "连接码" in shown.content.decode() and shown["Cache-Control"] == "no-store"
    assert "还没有可以验证的档案" in teller.get(f"/polls/{poll.pk}/verify/").content.decode()
    poll = make.sealed_counted(cast, BALLOTS, year=poll.year, sitting=poll.sitting, colour="blue")
    head = ballot_box(poll).keys(poll.box_id)["bundle"]
    for page in ("verify/", "certificate/", "hall/result/"):
        assert head[:16] in teller.get(f"/polls/{poll.pk}/{page}").content.decode()
    told = teller.get(f"/polls/{poll.pk}/").content.decode()
    assert "同意开箱" in told and "vote.opened" not in told
    scanned = f"/polls/{poll.pk}/verify/?head={head}"
    kept = as_(None).get(scanned).content.decode()
    assert head[:16] in kept and "主席团确认结果后" in kept and "archive.zip" not in kept
    make.confirm(cast, poll)
    assert "与本页一致" in as_(None).get(scanned).content.decode()
    assert "不一致" in as_(None).get(f"/polls/{poll.pk}/verify/?head={'0' * 64}").content.decode()
    public = as_(None).get(f"/{poll.year.place_id}/{poll.year.number}/result/").content.decode()
    assert head[16:] in public and 'class="qr"' in public
    named = [
        address
        for _, found in Paper.objects.get(year=poll.year, kind=PaperKind.RESULT_NOTICE).lines
        for address in found
    ]
    assert [address.endswith(f"/polls/{poll.pk}/verify/?head={head}") for address in named] == [True]
    archive = as_(None).get(f"/polls/{poll.pk}/archive.zip")
    assert archive.status_code == 200 and zipfile.ZipFile(io.BytesIO(archive.content)).namelist()


def test_a_satisfaction_ballot_is_sealed_as_well(cast):
    items = [{"key": "i1", "no": 1, "title": "加装电梯"}, {"key": "i2", "no": 2, "title": "公厕"}]
    poll, slips, stations = make.sealed_poll(cast, kind="satisfaction", items=items, rule=None)
    doors = sealing.Doors(poll.box_id)
    for slip, choices in zip(slips, ([[1, 0, 0, 0], [0, 0, 1, 0]], [[0, 0, 0, 1], [0, 1, 0, 0]]), strict=False):
        assert doors.post("ballots/", sealing.sealed(poll.box_id, slip, choices)).status_code == 201
    poll = make.agree(cast, poll, actions.agree_to_close)
    [station.act() for station in stations[:2]]
    poll = actions.count(poll=poll, not_voted=3, by=cast.counter_wu)
    poll = make.confirm(cast, poll)
    assert queries.satisfaction_rows(poll) == [("i1", 1, 0, 0, 1), ("i2", 0, 1, 1, 0)]


def test_a_wiped_rehearsal_takes_its_board_along(cast):
    poll, slips, _ = make.sealed_poll(cast, rehearsal=True)
    make.seal_and_send(poll, slips[0], "approve", "approve", "approve")
    actions.wipe_rehearsal(poll=poll, by=cast.teller_qian)
    assert sealing.Doors(poll.box_id).get("board.json").status_code == 404
