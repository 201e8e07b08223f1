"""Anybody follows a village, a town or one field of a city, and hears of each project there."""

from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Project
from piaojue.world.following import followers
from piaojue.world.models import AreaFollow


def test_who_follows_a_village_or_a_field_hears_of_its_projects(cast, as_):
    make.whole_life(cast)
    project = Project.objects.get()
    Project.objects.update(category="housing", spot=cast.community)
    project.refresh_from_db()
    me = as_(cast.resident_zhao)
    assert as_(None).get("/follows/").status_code == 302
    assert me.post("/follows/", {"place": "", "category": ""}).status_code == 422
    assert me.post("/follows/", {"place": cast.community.pk, "category": "junk"}).status_code == 422
    for _twice in range(2):
        assert me.post("/follows/", {"place": cast.community.pk, "category": ""}).status_code == 302
    as_(cast.resident_wang).post("/follows/", {"place": "1501", "category": "housing"})
    as_(cast.deputy_dong).post("/follows/", {"place": "1501", "category": "transport"})
    as_(cast.deputy_xia).post("/follows/", {"place": "150103", "category": ""})
    assert set(followers(project)) == {cast.resident_zhao.person_id, cast.resident_wang.person_id}
    page = me.get("/follows/").content.decode()
    assert "东街社区" in page and "/feed/150102004001/" in page
    mine, others = (
        AreaFollow.objects.get(person=cast.resident_zhao.person),
        AreaFollow.objects.get(category="transport"),
    )
    me.post("/follows/", {"end": others.pk})
    me.post("/follows/", {"end": mine.pk})
    assert AreaFollow.objects.filter(pk=others.pk).exists() and not AreaFollow.objects.filter(pk=mine.pk).exists()
