"""A term ends, a new congress is imported, two deputies resign, one is elected late: each ballot counts who held office then."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, changes, mandates, rolls
from piaojue.commons.people.models import Body, BodyKind, RollChange, Seat, Term
from piaojue.commons.people.office import Ending
from piaojue.commons.people.roll import RollRow
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.counting import expected, present
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.years.road import Stage
from piaojue.stages.vote import actions as voting
from piaojue.stages.vote.tests import make
from tests import cast as the_cast


def session_of(cast, body: Body, name: str, day: date, seats):
    sitting = sittings.call_sitting(
        body=body, kind=SittingKind.SESSION, name=name, starts_on=day, ends_on=day, by=cast.secretary_he
    )
    sittings.check_in_all(sitting=sitting, seats=seats, by=cast.secretary_he)
    sitting.refresh_from_db()
    return sitting


def ballot(cast, sitting, number: int):
    year = the_cast.year(cast.xincheng, stage=Stage.VOTING, number=number)
    make.candidates(cast, year)
    return make.frozen_poll(cast, year=year, sitting=sitting)


def new_congress(cast, body: Body) -> tuple[Term, list[Seat]]:
    """第十九届 begins today with five new deputies, the two who watch its votes, and one who was elected again."""
    term = mandates.open_term(body=body, number=19, begins=timezone.localdate(), by=cast.clerk_li)
    again = cast.deputy_dong.person
    watching = [cast.teller_qian.person, cast.teller_zhou.person]
    rows = [RollRow(who.name, who.phone, f"19-8{n}", "第一代表团") for n, who in enumerate(watching)]
    rows += [RollRow(f"新代表{n}", f"1381111{n:04d}", f"19-{n:02d}", "第一代表团") for n in range(5)]
    rows.append(RollRow(again.name, again.phone, "19-99", "第二代表团"))
    rolls.import_roll(body=body, rows=rows, by=cast.clerk_li)
    seats = list(Seat.objects.filter(term=term).order_by("pk"))
    assert (len(seats), seats[-1].person) == (8, again)
    return term, seats


def one_is_elected_late(cast, body: Body) -> None:
    """While a ballot is fixed: one proposes it with a reason, another countersigns."""
    who = changes.Newcomer(body, Role.DEPUTY, "迟当选", "13811119999", "19-50")
    reason = "选区补选，选举委员会公告 2 号"
    late = changes.propose_coming(who=who, cause="by_election", reason=reason, by=cast.clerk_li)
    effect = "全体代表 6 → 7 人；三分之二到会 4 → 5 人；过半数 4 → 4 票。"
    assert changes.effect_sentence(late) == effect
    with pytest.raises(Refused, match="两个人"):
        changes.countersign_roll_change(change=late, by=cast.clerk_li)
    changes.countersign_roll_change(change=late, by=cast.chair_zhang)


def test_three_ballots_each_have_the_right_denominator(cast):
    body = Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)
    today = timezone.localdate()
    old = make.confirmed_poll(cast)
    term, new = new_congress(cast, body)
    assert expected(old.sitting) == 5, "the terms overlap and are never counted together"

    last = body.terms.get(number=18)
    mandates.end_term(term=last, by=cast.clerk_li, evidence="第十九届第一次会议公告")
    cast.deputy_dong.refresh_from_db()
    assert (cast.deputy_dong.ended_by, expected(old.sitting)) == (Ending.TERM, 0)
    first = session_of(cast, body, "第十九届第一次会议", today, new[:6])
    assert (first.term, first.roll, expected(first), present(first)) == (term, 8, 8, 6)
    with pytest.raises(Refused, match="名单"):
        sittings.check_in(sitting=first, seat=cast.deputy_xia, by=cast.secretary_he)

    for seat in new[6:]:
        actions.end_seat(seat=seat, by=cast.clerk_li, ended_by=Ending.RESIGNATION, evidence="公告 5 号")
    poll = ballot(cast, first, 2027)
    with pytest.raises(Refused, match="两个人办理"):
        actions.end_seat(seat=new[5], by=cast.clerk_li, ended_by=Ending.RESIGNATION)
    second, _ = make.open_poll(cast, poll=poll, slips=4)
    one_is_elected_late(cast, body)
    second.refresh_from_db()
    assert (second.roll, expected(first)) == (6, 7), "the ballot that is open keeps the number it opened with"

    sitting = session_of(cast, body, "第十九届第二次会议", today, new[:5])
    third, _ = make.open_poll(cast, poll=ballot(cast, sitting, 2028), slips=4)
    old.refresh_from_db()
    assert [(poll.roll, poll.present) for poll in (old, second, third)] == [(5, 5), (6, 6), (7, 5)]
    assert old.the_verdict.base == 5


def test_who_left_after_the_check_in_counts_no_more_and_the_box_opens(cast):
    poll = make.prepared_poll(cast)
    assert present(poll.sitting) == 5
    actions.end_seat(seat=cast.deputy_ding, by=cast.clerk_li, ended_by=Ending.DEATH)
    assert (present(poll.sitting), expected(poll.sitting)) == (4, 4)
    poll, _ = make.open_poll(cast, poll=poll, slips=4)
    assert (poll.roll, poll.present) == (4, 4)


def test_before_opening_the_teller_takes_off_who_left_with_one_button(cast, as_):
    poll = make.prepared_poll(cast)
    actions.end_seat(seat=cast.deputy_ding, by=cast.clerk_li, ended_by=Ending.RESIGNATION)
    poll = voting.freeze_poll(poll=poll, by=cast.secretary_he)
    teller = as_(cast.teller_zhou)
    with pytest.raises(Refused, match="等结果确认"):
        mandates.open_term(body=cast.deputy_dong.body, number=19, begins=timezone.localdate(), by=cast.clerk_li)
    page = teller.get(f"/polls/{poll.pk}/tellers/").content.decode()
    assert "现在不在任，不计入实到" in page and str(cast.deputy_ding.person) in page
    assert teller.post(f"/polls/{poll.pk}/strike-off/").status_code == 302
    assert poll.sitting.attendances.count() == 4
    assert "现在不在任" not in teller.get(f"/polls/{poll.pk}/tellers/").content.decode()


def test_a_whole_term_ends_inside_a_fixed_ballot_only_by_two_people(cast, as_):
    today, body = timezone.localdate(), cast.deputy_dong.body
    mandates.open_term(body=body, number=19, begins=today + timedelta(days=10), by=cast.clerk_li)
    term = Term.objects.get(body=body, number=18)
    poll = voting.freeze_poll(poll=make.prepared_poll(cast), by=cast.secretary_he)
    with pytest.raises(Refused, match="只能由两个人办理"):
        mandates.end_term(term=term, by=cast.clerk_li, on=today)
    clerk = as_(cast.clerk_li)
    ask = f"/people/terms/{term.pk}/propose-end/"
    assert ask in clerk.get(f"/people/terms/{term.pk}/end/").content.decode()
    assert clerk.post(ask, {"on": today, "evidence": "", "reason": "换届"}).status_code == 422  # too short a reason
    assert clerk.post(ask, {"on": today, "evidence": "公告", "reason": "第十九届今天召开"}).status_code == 302
    page = clerk.get("/people/changes/").content.decode()
    assert "届满：第十八届" in page and "全体代表 5 → 0 人" in page
    change = RollChange.objects.get()
    with pytest.raises(Refused, match="两个人"):
        changes.countersign_roll_change(change=change, by=cast.clerk_li)
    assert expected(poll.sitting) == 5
    changes.countersign_roll_change(change=change, by=cast.chair_zhang)
    term.refresh_from_db()
    assert (
        expected(poll.sitting) == 0
        and term.ends
        and cast.deputy_dong.person.seats.get(role=Role.DEPUTY).ended_by == Ending.TERM
    )


def test_a_term_that_ends_on_a_later_day_never_ends_inside_a_fixed_ballot(cast):
    """The day was entered by one person before the ballot was fixed: then the ballot is not fixed until the day is another one."""
    poll, term = make.prepared_poll(cast), None
    body, last = cast.deputy_dong.body, poll.sitting.ends_on
    mandates.open_term(body=body, number=19, begins=last + timedelta(days=10), by=cast.clerk_li)
    term = Term.objects.get(body=body, number=18)
    inside = max(last, timezone.localdate() + timedelta(days=1))
    type(poll.sitting).objects.filter(pk=poll.sitting_id).update(ends_on=inside)
    mandates.end_term(term=term, by=cast.clerk_li, on=inside)
    poll = type(poll).objects.get(pk=poll.pk)
    with pytest.raises(Refused, match="5 名人大代表的任期已经登记到"):
        voting.freeze_poll(poll=poll, by=cast.secretary_he)
    mandates.end_term(term=Term.objects.get(pk=term.pk), by=cast.clerk_li, on=inside + timedelta(days=9))
    assert voting.freeze_poll(poll=type(poll).objects.get(pk=poll.pk), by=cast.secretary_he).state == "frozen"
    with pytest.raises(Refused, match="只能由两个人办理"):
        mandates.end_term(term=Term.objects.get(pk=term.pk), by=cast.clerk_li, on=inside)


def test_two_of_one_name_are_told_apart_when_they_check_in(cast, as_):
    body = cast.deputy_dong.body
    for card, phone in (("B901", "19177001301"), ("", "19177001302")):
        more = actions.Particulars(card_no=card)
        actions.appoint(body=body, role=Role.DEPUTY, name="同名", phone=phone, by=cast.clerk_li, more=more)
    sitting = make.session(cast, present=0)
    page = as_(cast.secretary_he).get(f"/sittings/{sitting.pk}/check-in/").content.decode()
    assert "证号 B901" in page and "手机尾号 1302" in page and page.count("手机尾号") == 1


def test_whoever_appoints_sees_first_what_it_does_to_the_numbers(cast, as_):
    clerk, body = as_(cast.clerk_li), cast.deputy_dong.body
    sent = {"body": body.pk, "role": "deputy", "name": "新代表", "phone": "19177001309"}
    page = clerk.post("/people/appoint/", sent)
    assert (
        page.status_code == 422 and "全体代表 5 → 6 人；三分之二到会 4 → 4 人；过半数 3 → 4 票" in page.content.decode()
    )
    assert clerk.post("/people/appoint/", {**sent, "seen": "on"}).status_code == 302
    page = clerk.get(f"/people/{cast.deputy_dong.pk}/end/").content.decode()
    assert "全体代表 6 → 5 人" in page
