"""Many accounts of one source are shown as what they are and are one voice; a family is a family."""

import pytest

from piaojue.commons import sms
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions
from piaojue.stages.group.floods import floods_of
from piaojue.stages.group.telling import tell_voices
from piaojue.stages.group.tests import make
from piaojue.stages.suggest import actions as suggest
from piaojue.stages.suggest.sources import FLOOD
from tests import cast as the_cast


@pytest.fixture
def demand(cast):
    return make.demand(cast, the_cast.year(cast.xincheng, stage=Stage.GROUPING))


def residents(cast, number: int) -> list[Seat]:
    people = [
        Person.objects.create(username=f"r{n}", name=f"居民{n}", phone=f"1370000{n:04d}", phone_verified=True)
        for n in range(number)
    ]
    return [
        Seat.objects.create(
            person=person, body=cast.resident_wang.body, place=cast.resident_wang.place, role=Role.RESIDENT
        )
        for person in people
    ]


def seconded(cast, demand, number: int, as_, address="10.0.0.7"):
    for seat in residents(cast, number):
        assert as_(seat).post(f"/d/{demand.pk}/second/", REMOTE_ADDR=address).status_code == 302
    demand.refresh_from_db()
    return demand


def test_a_family_counts_head_by_head(cast, demand, as_):
    assert seconded(cast, demand, FLOOD, as_).voices == 1 + FLOOD
    assert floods_of([demand.pk])[demand.pk] == []


def test_a_flood_from_one_source_is_one_voice_and_is_shown(cast, demand, as_):
    demand = seconded(cast, demand, FLOOD + 3, as_)
    assert demand.voices == 2
    page = as_(None).get(demand.get_absolute_url()).content.decode()
    assert f"同一来源 {FLOOD + 3} 个账号" in page and "10.0.0.7" not in page
    assert "请核实" in as_(cast.clerk_li).get(demand.get_absolute_url()).content.decode()


def test_the_mark_tells_nothing_of_the_address_and_never_enters_the_log(cast, demand, as_):
    from piaojue.commons.record.models import Entry

    seconded(cast, demand, 1, as_)
    mark = demand.seconds.get().source
    assert len(mark) == 24 and "10.0.0.7" not in mark
    assert not any(mark in entry.payload for entry in Entry.objects.all())


def test_who_wished_so_hears_by_sms(cast, demand, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append(phone))
    suggestion = demand.links.get().suggestion
    actions.second(demand=demand, by=cast.deputy_dong)
    for wish in (False, True):
        suggestion.by_sms = wish
        suggestion.save()
        with django_capture_on_commit_callbacks(execute=True):
            assert tell_voices([demand], "有了进展") == 2
        assert sent == ([cast.resident_wang.person.phone] if wish else [])


def test_a_seconder_chooses_sms_and_keeps_the_choice_through_grouping(
    cast, as_, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append(phone))
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    suggestion = make.suggestion(cast, year, title="西巷路灯不亮")
    early, late = residents(cast, 2)
    suggest.support(suggestion=suggestion, by=early)
    demand = make.demand(cast, year, title="西巷的路灯修好", suggestions=[suggestion])
    actions.second(demand=demand, by=late)
    at = f"{demand.get_absolute_url()}second/sms/"
    assert "有进展也发短信告诉我" in as_(early).get(demand.get_absolute_url()).content.decode()
    assert as_(early).post(at, {"on": "1"}).status_code == as_(late).post(at, {"on": "1"}).status_code == 302
    assert "不再发短信" in as_(late).get(demand.get_absolute_url()).content.decode()
    assert "短信" not in as_(None).get(demand.get_absolute_url()).content.decode()
    assert as_(cast.council_yu).post(at, {"on": "1"}).status_code == 409  # has not seconded
    with django_capture_on_commit_callbacks(execute=True):
        tell_voices([demand], "有了进展")
    assert sorted(sent) == sorted(str(seat.person.phone) for seat in (early, late))
    as_(early).post(at, {"on": "0"})
    actions.split(demand=demand, suggestions=[suggestion], by=cast.clerk_li)
    again = make.demand(cast, year, title="西巷的路灯修好", suggestions=[suggestion])
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        tell_voices([again], "有了进展")
    assert sent == [late.person.phone]


def test_who_has_no_verified_phone_is_told_so(cast, demand):
    actions.second(demand=demand, by=cast.deputy_dong)
    cast.deputy_dong.person.phone_verified = False
    cast.deputy_dong.person.save()
    with pytest.raises(Refused, match="验证手机号"):
        actions.second_by_sms(demand=demand, on=True, by=cast.deputy_dong)
    assert not demand.seconds.get().by_sms
