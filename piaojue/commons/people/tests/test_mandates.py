"""Offices are held for a time: who left and is elected again has a new seat, and the old one stays as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.people import actions
from piaojue.commons.people.models import Seat
from piaojue.commons.people.office import Ending
from piaojue.commons.roles import Role


def test_whoever_is_elected_again_has_a_new_seat(cast):
    old = cast.deputy_dong
    before = timezone.now()
    actions.end_seat(seat=old, by=cast.clerk_li, ended_by=Ending.RESIGNATION, evidence="常委会公告 3 号")
    held = Seat.objects.in_office().filter(role=Role.DEPUTY)
    assert old not in held and old in Seat.objects.in_office(before).filter(role=Role.DEPUTY)
    person = old.person
    new = actions.appoint(body=old.body, role=Role.DEPUTY, name=person.name, phone=person.phone, by=cast.clerk_li)
    old.refresh_from_db()
    assert (new.person, new.in_office(), old.ended_by) == (person, True, Ending.RESIGNATION)
    assert new.pk != old.pk and not old.in_office() and old.in_office(before - timedelta(days=400))
    with pytest.raises(Refused, match="已经结束"):
        actions.end_seat(seat=old, by=cast.clerk_li)


def test_who_has_several_offices_finds_them_all_on_one_page_with_since_when(cast, as_):
    dong = cast.deputy_dong
    teller = actions.appoint(
        body=cast.teller_zhou.body, role=Role.TELLER, name=dong.person.name, phone=dong.person.phone, by=None
    )
    member = actions.appoint(
        body=cast.committee_sun.body,
        role=Role.COMMITTEE,
        name=dong.person.name,
        phone=dong.person.phone,
        by=cast.clerk_li,
    )
    actions.end_seat(seat=member, by=cast.clerk_li, ended_by=Ending.RESIGNATION)
    page = as_(dong).get("/me/").content.decode()
    now, former = page.split("以前的席位")
    today = f"{timezone.localdate():%Y-%m-%d}"
    assert "人大代表" in now and "监票人" in now and f"{today} 起" in now and "常委会组成人员" not in now
    assert "常委会组成人员" in former and f"{today} 止" in former and "辞职" in former
    assert f'value="{teller.pk}"' in now and f'value="{member.pk}"' not in page
