"""A village that moves to another town, one that is renamed, a town that is merged: what was done there stays there."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people import lives, regions
from piaojue.commons.people.models import Body, BodyKind, EventKind
from piaojue.commons.places import actions as places
from piaojue.commons.places.fields import PlaceField
from piaojue.commons.places.models import Level, Place
from piaojue.commons.roles import Role
from piaojue.commons.years.road import Stage
from piaojue.stages.group.tests import make
from piaojue.stages.suggest.spelling import Spellings
from tests import cast as the_cast
from tests.cast import tampered

TODAY = timezone.localdate()


def test_a_village_moves_to_another_town_with_its_people_and_keeps_what_was_said_there(cast, as_):
    """东街社区 goes to 保合少镇: residents choose it there from today on, tables may call it by its former town."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    asked = make.suggestion(cast, year, by=cast.resident_wang)
    home = the_cast.one_more("home", "站长", Role.DEPUTY, BodyKind.DEPUTY_HOME, "东街代表之家", cast.community)
    Place.objects.create(code="150102101001", name="野马图村", level=Level.VILLAGE, parent=cast.baoheshao)
    typed = {
        "place": cast.community.pk,
        "kind": "moved",
        "heir": cast.baoheshao.pk,
        "on": TODAY,
        "code": "",
        "evidence": "新政发〔2026〕9号",
    }
    clerk = as_(cast.clerk_li)
    assert "12 位数字" in clerk.post("/people/places/reform/", typed | {"code": "150102004009"}).content.decode()
    assert clerk.post("/people/places/reform/", typed).status_code == 302

    old, new = Place.objects.get(pk=cast.community.pk), Place.objects.get(pk="150102101002")
    assert (old.ends, old.today, new.parent, new.full_name) == (
        TODAY,
        new,
        cast.baoheshao,
        "呼和浩特市新城区保合少镇东街社区",
    )
    home.refresh_from_db()
    asked.refresh_from_db()
    assert (home.place, home.body.place, asked.spot) == (new, new, old)
    below = [row["code"] for row in clerk.get(f"/places/children/?of={cast.dongjie.pk}").json()]
    assert below == [] and [row["code"] for row in clerk.get("/places/children/?of=150102101").json()][-1] == new.pk
    chosen_by_its_new_name(cast, old, new)
    page = clerk.get("/people/places/").content.decode()
    assert "新政发〔2026〕9号" in page and "保合少镇东街社区" in page
    visitor = as_(None)
    visitor.cookies["place"] = old.pk
    assert visitor.get("/").status_code == 200
    with pytest.raises(Refused, match="现在是呼和浩特市新城区保合少镇东街社区"):
        regions.rename_place(place=old, name="别的", on=TODAY, by=cast.clerk_li)
    assert [row for row in tampered() if "year:" not in row.where] == []


def chosen_by_its_new_name(cast, old: Place, new: Place) -> None:
    """Forms offer the new place alone; tables may still call it by its former town."""
    chosen = PlaceField()
    chosen.within(cast.xincheng)
    assert chosen.clean(new.pk) == new
    with pytest.raises(ValidationError):
        chosen.clean(old.pk)
    spellings = Spellings.of(cast.xincheng)
    for cell in ("东街街道东街社区", "保合少镇东街社区", "东街社区"):
        assert spellings.read(cell).codes == (new.pk,), cell


def test_a_renamed_village_keeps_its_new_name_when_the_table_comes_in_again(cast, tmp_path, monkeypatch):
    regions.rename_place(place=cast.community, name="东街第一社区", on=TODAY, by=cast.street_clerk_xu, evidence="批复")
    rows = [
        (cast.community.pk, "东街社区", Level.VILLAGE, cast.dongjie.pk),
        ("150102004", "东街街道", Level.TOWN, "150102"),
    ]
    monkeypatch.setattr(places, "_known_rows", lambda *asked: rows)
    places.import_places(prefix="150102004", by=cast.admin_shi)
    assert Place.objects.get(pk=cast.community.pk).name == "东街第一社区"
    assert cast.community.events.get().old_name == "东街社区"
    with pytest.raises(NotYours):
        regions.rename_place(place=cast.community, name="别的", on=TODAY, by=cast.neighbour_clerk_bai)
    with pytest.raises(Refused, match="旗县区以上的"):
        regions.rename_place(place=cast.xincheng, name="新区", on=TODAY, by=cast.clerk_li)


def test_a_town_is_merged_when_its_year_and_its_bodies_have_come_to_an_end(cast):
    """撤乡并镇: its villages go over with it; nobody merges a place whose year goes on."""
    town = Place.objects.create(code="150102102", name="毫沁营镇", level=Level.TOWN, parent=cast.xincheng)
    village = Place.objects.create(code="150102102001", name="哈拉更村", level=Level.VILLAGE, parent=town)
    congress = Body.objects.create(place=town, kind=BodyKind.CONGRESS, name="毫沁营镇人民代表大会")
    year = the_cast.year(town, stage=Stage.DELIVERING)
    merge = {"place": town, "kind": "merged", "heir": cast.baoheshao, "on": TODAY, "by": cast.clerk_li}
    with pytest.raises(Refused, match="还没有归档") as refusal:
        regions.reform_place(**merge)
    assert "毫沁营镇人民代表大会" in refusal.value.reasons[1]
    year.stage = Stage.ARCHIVED
    year.save()
    Place.objects.filter(pk=cast.baoheshao.pk).update(ends=TODAY)  # somebody else was faster
    with pytest.raises(Refused, match="还在的承接地区"):
        regions.reform_place(**merge)
    Place.objects.filter(pk=cast.baoheshao.pk).update(ends=None)
    heir = Body.objects.create(place=cast.baoheshao, kind=BodyKind.CONGRESS, name="并入的镇人民代表大会")
    lives.reform_body(body=congress, kind=EventKind.MERGED, successors=[heir], on=TODAY, by=cast.clerk_li)
    assert regions.reform_place(**merge) == cast.baoheshao
    village.refresh_from_db()
    town.refresh_from_db()
    assert town.today == cast.baoheshao and village.today.pk == "150102101001"
    assert village.today.today == village.today


@pytest.mark.parametrize(
    ("kind", "heir", "why"),
    [
        ("moved", None, "请选择您管理范围内"),
        ("moved", "dongjie", "划归是社区、村转到另一个"),
        ("moved", "huimin", "划到外面的，由上级登记"),
        ("merged", "baoheshao", "只能并入另一个社区村"),
        ("dissolved", "baoheshao", "撤销的不选承接地区"),
        ("renamed", "baoheshao", "由管理员按新的区划表导入"),
    ],
)
def test_what_cannot_become_of_a_village_is_refused(cast, kind, heir, why):
    with pytest.raises(Refused, match=why):
        regions.reform_place(
            place=cast.community, kind=kind, heir=heir and getattr(cast, heir), on=TODAY, by=cast.clerk_li
        )
    with pytest.raises(Refused, match="不能晚于今天"):
        regions.reform_place(place=cast.community, kind="dissolved", on=TODAY + timedelta(days=1), by=cast.clerk_li)
