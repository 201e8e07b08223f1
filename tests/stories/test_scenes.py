"""A scene is what its actions make: restored for the next test, made anew for whoever has changed anything before."""

from django.utils import translation

from piaojue.commons.people.models import Body
from piaojue.commons.years.models import Year
from tests import cast as the_cast
from tests import scenes
from tests.scenes import scene


def test_a_scene_is_made_once_and_anew_for_whoever_changed_something_before(cast, settings, monkeypatch):
    monkeypatch.setattr(scenes, "_kept", {})
    made = []

    @scene
    def a_year(cast, **values) -> Year:
        made.append(values)
        return the_cast.year(cast.xincheng, **values)

    def again() -> Year:
        Year.objects.all().delete()
        monkeypatch.setattr(the_cast, "_written", the_cast._changes())  # as the next test finds it
        return a_year(cast, number=2030)

    first, restored = a_year(cast, number=2030), again()
    assert len(made) == 1 and restored == first and Year.objects.get() == first and restored.place == cast.xincheng
    with translation.override("en"):
        again()
    assert len(made) == 2
    Year.objects.all().delete()
    Body.objects.filter(pk=cast.clerk_li.body_id).update(name="另一个名字")
    a_year(cast, number=2030)
    assert len(made) == 3
    settings.SITE_URL = "https://elsewhere.example.cn"
    again()
    assert len(made) == 4
