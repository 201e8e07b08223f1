"""存为视图: filters that somebody uses daily are one click; they are nobody else's."""

import pytest

from piaojue.commons.views.models import SavedView
from piaojue.commons.years.road import Stage
from tests import cast as the_cast

pytestmark = pytest.mark.django_db


def test_a_clerk_keeps_the_filters_of_a_list_and_finds_them_in_every_year(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    clerk, page = as_(cast.clerk_li), year.page("demands")
    shown = f"{page}?q=&category=traffic&page=2"
    assert clerk.post("/views/save/", {"name": " 交通 类 ", "go": shown}).status_code == 302
    view = SavedView.objects.get()
    assert (view.name, view.query, view.person_id) == ("交通 类", "category=traffic", cast.clerk_li.person_id)
    later = the_cast.year(cast.xincheng, number=2027, stage=Stage.SCREENING).page("demands")
    html = clerk.get(later).content.decode()
    assert 'href="?category=traffic"' in html and "交通 类" in html
    assert "交通 类" not in as_(cast.government_liu).get(later).content.decode()
    assert "交通 类" not in clerk.get(year.page("outcomes")).content.decode()
    clerk.post("/views/save/", {"name": "交通 类", "go": f"{page}?q=路灯"})
    assert SavedView.objects.get().query == "q=%E8%B7%AF%E7%81%AF"
    assert as_(cast.government_liu).post(f"/views/{view.pk}/drop/").status_code == 404
    assert clerk.post(f"/views/{view.pk}/drop/", {"go": page}).status_code == 302 and not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "go"),
    [
        ("", "/years/?q=1"),
        ("空", "/years/"),
        ("长" * 21, "/years/?q=1"),
        ("远", f"/years/?q={'a' * 400}"),
        ("无", "/no/?q=1"),
    ],
)
def test_what_cannot_be_kept_is_refused(cast, as_, name, go):
    assert as_(cast.clerk_li).post("/views/save/", {"name": name, "go": go}).status_code == 409
    assert not SavedView.objects.exists()


def test_a_list_has_twelve_views_at_most(cast, as_):
    for number in range(12):
        SavedView.objects.create(person=cast.clerk_li.person, page="years", name=str(number), query="q=1")
    clerk = as_(cast.clerk_li)
    assert clerk.post("/views/save/", {"name": "又一个", "go": "/years/?q=2"}).status_code == 409
    assert clerk.post("/views/save/", {"name": "3", "go": "/years/?q=2"}).status_code == 302
    assert SavedView.objects.get(name="3").query == "q=2" and SavedView.objects.count() == 12
