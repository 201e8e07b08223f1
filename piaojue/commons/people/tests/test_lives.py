"""Bodies have a life: what was done under an old name keeps it, and who takes over reaches what has to be done."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, lives
from piaojue.commons.people.models import Body, BodyKind, EventKind, Seat, heirs_of
from piaojue.commons.people.office import Ending
from piaojue.commons.roles import Role


def test_a_renamed_body_is_called_as_it_was_called_then(cast):
    body, today = cast.department_chen.body, timezone.localdate()
    lives.rename_body(body=body, name="新城区住房和城乡建设局", on=today, by=cast.clerk_li, evidence="机构改革方案")
    body.refresh_from_db()
    lives.rename_body(body=body, name="新城区住建和城管局", on=today, by=cast.clerk_li)
    body.refresh_from_db()
    assert body.name_on(today - timedelta(days=1)) == "新城区住建局"
    assert body.name_on(today) == body.name == "新城区住建和城管局"
    with pytest.raises(Refused, match="并入"):
        lives.rename_body(body=body, name="新城区教育局", on=today, by=cast.clerk_li)


def test_who_takes_over_speaks_for_the_old_body_and_hears_for_it(cast):
    old, new = cast.department_chen.body, cast.department_deng.body
    more = actions.found_body(place=cast.xincheng, kind=BodyKind.DEPARTMENT, name="新城区综合局", by=cast.clerk_li)
    lives.reform_body(
        body=old,
        kind=EventKind.MERGED,
        successors=[new],
        on=timezone.localdate(),
        by=cast.clerk_li,
        evidence="三定方案",
    )
    cast.department_chen.refresh_from_db()
    assert (cast.department_chen.ended_by, cast.department_chen.in_office()) == (Ending.REFORM, False)
    went_on = Seat.objects.in_office().get(person=cast.department_chen.person, body=new)
    assert went_on.role == Role.DEPARTMENT and went_on.speaks_for == {old.pk, new.pk}
    lives.reform_body(
        body=new,
        kind=EventKind.SPLIT,
        successors=[more, cast.finance_hu.body],
        on=timezone.localdate(),
        by=cast.clerk_li,
    )
    assert heirs_of(old.pk) == {old.pk, new.pk, more.pk, cast.finance_hu.body_id}
    assert Seat.objects.get(pk=cast.finance_hu.pk).speaks_for >= {old.pk, new.pk}
    old.refresh_from_db()
    with pytest.raises(Refused, match="撤并"):
        actions.appoint(body=old, role=Role.DEPARTMENT, name="某某", phone="13811119998", by=cast.clerk_li)


@pytest.mark.parametrize(
    ("kind", "heirs", "why"),
    [
        (EventKind.MERGED, 0, "一个承接"),
        (EventKind.SPLIT, 1, "两个以上"),
    ],
)
def test_successors_fit_what_became_of_it(cast, kind, heirs, why):
    others = [cast.department_deng.body, cast.finance_hu.body]
    with pytest.raises(Refused, match=why):
        lives.reform_body(
            body=cast.department_chen.body, kind=kind, successors=others[:heirs], on=date(2026, 1, 1), by=cast.clerk_li
        )


def test_the_delegations_of_a_congress_end_with_it_and_no_deputy_goes_over(cast):
    """撤乡并镇: the township's congress is merged; its delegations are chosen no more, its deputies are elected anew."""
    old = cast.deputy_pan.body
    heir = Body.objects.create(place=cast.baoheshao, kind=BodyKind.CONGRESS, name="并入的镇人民代表大会")
    delegation = Body.objects.create(place=old.place, kind=BodyKind.DELEGATION, name="第九代表团", parent=old)
    other = Body.objects.create(place=old.place, kind=BodyKind.DELEGATION, name="别的代表团", parent=heir)
    today = timezone.localdate()
    lives.reform_body(body=old, kind=EventKind.MERGED, successors=[heir], on=today, by=cast.clerk_li)
    delegation.refresh_from_db()
    other.refresh_from_db()
    assert delegation.ends and delegation.events.get().kind == EventKind.DISSOLVED and other.ends is None
    assert not Seat.objects.in_office().filter(body=heir).exists()
