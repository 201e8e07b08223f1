"""Where there is no people's congress nobody is offered one, whichever way one asks (docs/domain.md#no-congress)."""

from datetime import date

import pytest

from engines.law import PlaceKind
from piaojue.commons.moves import Refused
from piaojue.commons.people import actions as people
from piaojue.commons.people import rolls
from piaojue.commons.people.bodies import doubts_of
from piaojue.commons.people.intake import ROLL
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting
from piaojue.commons.years.actions import open_year
from piaojue.commons.years.models import Year

WITHOUT = [
    ("1525", "锡林郭勒盟", "city", PlaceKind.LEAGUE),
    ("2327", "大兴安岭地区", "city", PlaceKind.PREFECTURE),
    ("130772", "张家口市察北管理区", "county", PlaceKind.MANAGED_AREA),
    ("150172", "呼和浩特经济技术开发区", "county", PlaceKind.ZONE),
    ("150102400", "如意工业园区", "town", PlaceKind.ZONE),
]


def _office(cast, place: Place, role: Role, kind: BodyKind) -> Seat:
    body = Body.objects.create(place=place, kind=kind, name=f"{place.name}{kind.label}")
    return Seat.objects.create(person=cast.clerk_li.person, body=body, place=place, role=role)


@pytest.mark.parametrize(("code", "name", "level", "kind"), WITHOUT, ids=[row[1] for row in WITHOUT])
def test_nobody_is_offered_a_congress_there(cast, as_, code, name, level, kind):
    place = Place.objects.create(code=code, name=name, level=level)
    assert place.kind is kind and not place.has_congress and not place.is_subdistrict
    clerk = _office(cast, place, Role.CONGRESS_CLERK, BodyKind.DEPUTY_HOME)
    admin = _office(cast, place, Role.ADMIN, BodyKind.OPERATIONS)

    browser = as_(clerk)
    assert "不设人民代表大会" in browser.get("/years/open/").content.decode()
    assert "/years/open/" not in browser.get("/years/").content.decode()
    typed = {"place": place.pk, "number": 2026, "road": "congress", "seats_to_fill": 10}
    assert "地方组织法 7" in browser.post("/years/open/", typed).content.decode()
    for road in ("", "congress", "street"):
        with pytest.raises(Refused, match="地方组织法 7"):
            open_year(place=place, number=2026, by=clerk, road=road)
    assert not Year.every.exists()

    keeper = as_(admin)
    assert "地方组织法 7" in keeper.post("/people/bodies/usual/", {"place": place.pk}).content.decode()
    typed = {"place": place.pk, "kind": "congress", "name": f"{name}人民代表大会"}
    assert "不设人民代表大会" in keeper.post("/people/bodies/new/", typed).content.decode()
    (doubt,) = doubts_of({"name": f"{name}人民代表大会", "kind": "", "term_no": ""}, place)
    assert doubt.hard and "地方组织法 7" in doubt.reason
    assert not Body.objects.filter(place=place, kind__in=["congress", "standing_committee", "presidium"]).exists()


def test_a_congress_that_slipped_in_neither_meets_nor_takes_a_roll(cast):
    league = Place.objects.create(code="1525", name="锡林郭勒盟", level="city")
    body = Body.objects.create(place=league, kind=BodyKind.CONGRESS, name="锡林郭勒盟人民代表大会")
    clerk = _office(cast, league, Role.CONGRESS_CLERK, BodyKind.DEPUTY_HOME)
    with pytest.raises(Refused, match="锡林郭勒盟：盟不设人民代表大会"):
        call_sitting(
            body=body,
            kind="session",
            name="第一次会议",
            starts_on=date(2026, 1, 5),
            ends_on=date(2026, 1, 6),
            by=clerk,
        )
    assert any("不设人民代表大会" in stop for stop in ROLL.plan(body, [], clerk, {}).stops)
    row = rolls.RollRow(number=1, name="某某", phone="13811110009", card_no="", delegation="")
    with pytest.raises(Refused, match="没有人大代表"):
        rolls.import_roll(body=body, rows=[row], by=None)
    with pytest.raises(Refused, match="没有主席团成员"):
        people.appoint(body=body, role=Role.PRESIDIUM, name="某某", phone="13811110008", by=None)
