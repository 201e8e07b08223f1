"""An empty installation becomes a working region by clicks: region, bodies, people."""

import html

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.people import actions
from piaojue.commons.people.models import Body, BodyKind, Person, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.todo import tasks_of

FIRST = {"prefix": "呼和浩特市回民区", "username": "admin", "name": "王管理", "password": "Huimin-2026-ok"}


@pytest.fixture
def admin(db, client) -> Seat:
    assert client.post("/enter/first/", FIRST).status_code == 302
    return Seat.objects.get(role=Role.ADMIN)


def test_a_name_that_two_regions_bear_is_asked_back_and_a_short_password_is_said_in_chinese(db, client):
    page = html.unescape(client.post("/enter/first/", FIRST | {"prefix": "新城区"}).content.decode())
    assert "“新城区”有 2 处" in page and "呼和浩特市新城区（150102）" in page and 'value="王管理"' in page
    assert "密码太短，至少要 10 位" in client.post("/enter/first/", FIRST | {"password": "Short-1"}).content.decode()
    assert not Person.objects.exists() and not Place.objects.exists()


def test_the_administrator_is_led_from_bodies_to_people_to_the_roll(admin, client):
    assert [task.url for task in tasks_of(admin)] == ["/ready/", "/people/bodies/usual/"]
    assert client.post("/people/bodies/usual/", {"place": "150103", "term_no": "18"}).status_code == 302
    congress = Body.objects.get(kind=BodyKind.CONGRESS)
    assert (congress.name, congress.term_no) == ("回民区人民代表大会", 18)
    assert [task.url for task in tasks_of(admin)] == ["/ready/", "/people/appoint/", "/people/import/"]
    assert actions.found_usual(place=admin.place, by=admin) == []


def test_a_street_below_gets_its_own_bodies_and_no_congress(admin, client):
    street = Place.objects.get(parent_id="150103", name="中山西路街道")
    client.post("/people/bodies/usual/", {"place": street.pk})
    kinds = set(Body.objects.filter(place=street).values_list("kind", flat=True))
    assert BodyKind.COUNCIL in kinds and not kinds & {
        BodyKind.CONGRESS,
        BodyKind.STANDING_COMMITTEE,
        BodyKind.PRESIDIUM,
    }
    page = client.post(
        "/people/bodies/new/", {"place": street.pk, "kind": "congress", "name": "某某人民代表大会"}
    ).content.decode()
    assert "地方组织法 59 条" in page and 'value="某某人民代表大会"' in page


def test_a_township_has_a_presidium_and_offices_but_no_standing_committee(admin, client):
    town = Place.objects.get(parent_id="150103", name="攸攸板镇")
    client.post("/people/bodies/usual/", {"place": town.pk})
    names = set(Body.objects.filter(place=town).values_list("name", flat=True))
    assert {"攸攸板镇人大主席团", "攸攸板镇财政所", "攸攸板镇司法所"} <= names and not {
        name for name in names if "常委会" in name or name.endswith("局")
    }
    page = client.post(
        "/people/bodies/new/", {"place": town.pk, "kind": "standing_committee", "name": "攸攸板镇人大常委会"}
    ).content.decode()
    assert "攸攸板镇人大不设常委会，请登记主席团" in page and 'value="攸攸板镇人大常委会"' in page
    presidium = Body.objects.get(place=town, kind=BodyKind.PRESIDIUM)
    with pytest.raises(Refused, match="不设常委会，没有常委会组成人员"):
        actions.appoint(body=presidium, role=Role.COMMITTEE, name="某某", phone="13811110008", by=admin)


def test_a_development_zone_has_no_congress(db):
    zone, town = (Place(name=name, level="town") for name in ("如意工业园区", "巴彦淖尔民族苏木"))
    assert not zone.is_subdistrict and not zone.is_township and not zone.has_congress
    assert town.is_township and town.has_congress


def test_the_three_sides_stay_apart(admin):
    actions.found_usual(place=admin.place, by=admin)
    government = Body.objects.get(kind=BodyKind.GOVERNMENT)
    with pytest.raises(Refused, match="不能任命人大代表，可以任命：政府办"):
        actions.appoint(body=government, role=Role.DEPUTY, name="某某", phone="13811110009", by=admin)


def test_another_region_is_added_and_its_administrator_can_act_there(admin, client):
    assert client.post("/people/regions/", {"region": "玉泉区"}).status_code == 302
    there = Seat.objects.get(place_id="150104", role=Role.ADMIN)
    assert there.person == admin.person
    assert len(actions.found_usual(place=there.place, by=there)) > 8
    assert client.post("/people/regions/", {"region": "没有这个区"}).status_code == 409


def test_no_region_chosen_is_the_own_one(admin, client):
    client.post("/people/bodies/new/", {"place": "", "kind": "department", "name": "回民区教育局"})
    assert Body.objects.get(name="回民区教育局").place == admin.place


def test_the_policy_table_shows_the_sides_and_one_roles_lines(db, client):
    whole, one = (client.get(f"/policy/{query}").content.decode() for query in ("", "?role=finance"))
    assert "政府侧" in whole and "街道议事侧" in whole and "召集会商" in whole
    assert "评审诉求" in one and "召集会商" not in one
    assert client.get("/policy/?role=nobody").status_code == 200
