"""A clerk ticks and types in a list, is refused for one word, and finds everything as it was."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from freezegun import freeze_time
from lxml import html
from PIL import Image

from piaojue.commons.web.holding import sweep
from piaojue.stages.group import actions as grouping
from piaojue.stages.group.models import Proposal
from piaojue.stages.group.tests import make as group
from piaojue.stages.shortlist.tests import make as shortlist
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast


def ticks(answer, name: str) -> set[str]:
    return set(html.fromstring(answer.content).xpath(f"//input[@type='checkbox'][@name='{name}'][@checked]/@value"))


@pytest.fixture
def wishes(cast):
    year = the_cast.year(cast.xincheng, stage="grouping")
    authors = [cast.resident_wang, cast.resident_zhao]
    suggestions = [
        group.suggestion(cast, year, title=title, by=by)
        for title, by in zip(["东街社区老楼加装电梯", "东街社区的老楼装电梯"], authors, strict=True)
    ]
    grouping.place_new(year=year)
    return suggestions


def test_one_answer_for_several_demands_that_was_not_filled_in_keeps_the_ticks(cast, as_):
    year = the_cast.year(cast.xincheng, stage="screening")
    demands = [shortlist.judged(cast, year, title=title) for title in ("东街路灯补建", "东街公厕改造", "东街口袋公园")]
    chosen = {str(demand.pk) for demand in demands[:2]}
    answer = as_(cast.government_liu).post(
        f"{year.get_absolute_url()}screening/?all",
        {
            "demands": sorted(chosen),
            "disposition": "declined",
            "code": "higher",
            "text": "“{诉求}”上级已经安排，计划【时间】完成。",
        },
    )
    assert answer.status_code == 409 and "没填的：【时间】" in answer.content.decode()
    assert ticks(answer, "demands") == chosen


def test_grouping_by_hand_without_a_name_keeps_the_ticks(cast, as_, wishes):
    chosen = {str(wish.pk) for wish in wishes}
    answer = as_(cast.clerk_li).post(
        f"{wishes[0].year.get_absolute_url()}grouping/",
        {"suggestions": sorted(chosen), "title": "短", "reason": "同一件事"},
    )
    assert answer.status_code in (409, 422)
    assert ticks(answer, "suggestions") == chosen


def test_a_card_of_the_queue_comes_back_as_the_clerk_left_it(cast, as_, wishes):
    bundle = Proposal.objects.get(suggestion=wishes[0]).bundle
    sent = {
        "do": "accept",
        "bundle": bundle,
        "suggestions": [wishes[0].pk],
        "title": "短",
        "category": "transport",
        "department": cast.department_deng.body_id,
    }
    answer = as_(cast.clerk_li).post(f"{wishes[0].year.get_absolute_url()}grouping/queue/", sent)
    assert answer.status_code in (409, 422)
    card = html.fromstring(answer.content).get_element_by_id(f"t{bundle}").iterancestors("form").__next__()
    fields = dict(card.form_values())
    assert (fields["title"], fields["category"], fields["department"]) == (
        "短",
        "transport",
        str(cast.department_deng.body_id),
    )
    assert ticks(answer, "suggestions") == {str(wishes[0].pk)}


def picture(name: str = "东街.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def asked_back(cast, as_, settings, tmp_path):
    """A resident with two photos, asked back about 诉讼: (browser, address, words, answer)."""
    settings.MEDIA_ROOT = tmp_path
    year = the_cast.year(cast.xincheng, stage="soliciting")
    words = {"title": "给东街社区加装电梯", "content": "法院判决后一直没有执行", "spot": cast.community.pk}
    browser, at = as_(cast.resident_wang), f"{year.get_absolute_url()}suggest/"
    return browser, at, words, browser.post(at, words | {"photos": [picture("门口.jpg"), picture("楼道.jpg")]})


def test_photos_wait_while_a_question_is_answered(asked_back):
    browser, at, words, answer = asked_back
    page = answer.content.decode()
    assert answer.status_code == 422 and "门口.jpg" in page and "楼道.jpg" in page and "需要重新选择" not in page
    waiting = sorted(ticks(answer, "photos-held"))
    assert len(waiting) == 2
    again = browser.post(at, words | {"title": "", "photos-held": waiting})  # another slip: they go on waiting
    assert ticks(again, "photos-held") == set(waiting)
    sent = {"seen_hints": "lawsuit", "photos-held": waiting[:1], "photos": [picture("新拍.jpg")]}
    assert browser.post(at, words | sent).status_code == 302
    names = {photo.name for photo in Suggestion.objects.get().photos.all()}
    assert "新拍.jpg" in names and len(names & {"门口.jpg", "楼道.jpg"}) == 1


def test_a_file_that_is_no_photo_does_not_wait_and_a_forged_token_brings_nothing(asked_back):
    browser, at, words, _ = asked_back
    fake = SimpleUploadedFile("病毒.jpg", b"MZ\x90\x00program", "image/jpeg")
    sent = {
        "seen_hints": "lawsuit",
        "photos": [picture("好.jpg"), fake],
        "photos-held": ["held/../piaojue.sqlite3", "x:y:z"],
    }
    refused = browser.post(at, words | sent)
    page = refused.content.decode()
    assert refused.status_code == 409 and "需要重新选择" in page
    (waiting,) = ticks(refused, "photos-held")
    assert browser.post(at, words | {"seen_hints": "lawsuit", "photos-held": [waiting]}).status_code == 302
    assert [photo.name for photo in Suggestion.objects.get().photos.all()] == ["好.jpg"]


def test_what_nobody_came_back_for_is_deleted_after_a_day(asked_back, settings, tmp_path):
    assert len(list((tmp_path / "held").iterdir())) == 2
    with freeze_time(timezone.now() + timedelta(days=2)):
        sweep()
    assert list((tmp_path / "held").iterdir()) == []
