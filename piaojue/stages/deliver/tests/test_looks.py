"""照片疑点: a picture that was saved anew is known again; one from elsewhere, or from before, is said so."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from piaojue.commons.evidence.keep import Seen, store
from piaojue.commons.evidence.models import Upload
from piaojue.stages.deliver.looks import alike_before, differs, doubts_of, kilometres, remember
from piaojue.stages.deliver.models import Report
from piaojue.stages.deliver.tests import make


def picture(cast, seed: int, *, size: int = 400, quality: int = 90, **seen) -> Upload:
    """A drawing of boxes that follows from a number."""
    image = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(image)
    for box in range(12):
        x, y = (seed * 37 + box * 83) % 340, (seed * 53 + box * 61) % 240
        draw.rectangle([x, y, x + 30 + box * 5, y + 60], fill=(box * 20, (seed * 40) % 255, 90))
    image.thumbnail((size, size))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    row = {"place": cast.xincheng, "by": cast.department_chen, "public": True, "seen": Seen(**seen) if seen else None}
    return store(out.getvalue(), name="现场.jpg", mime="image/jpeg", **row)


def test_the_same_picture_saved_smaller_is_known_and_another_is_not(cast, as_):
    first, month = make.project(cast), make.this_month()
    make.reported(cast, first, photos=[picture(cast, 1)])
    again = make.reported(cast, first, photos=[picture(cast, 1, size=300, quality=60)])
    assert again.reused == ()  # the same month's report may be corrected with its own picture
    Report.objects.all().update(month="2020-01")
    make.reported(cast, first, photos=[picture(cast, 1, size=320, quality=50), picture(cast, 2)])
    report = Report.objects.get(month=month)
    [one] = report.reused
    assert one.why == "alike" and "2020-01 的报告" in one.where
    assert "看起来一样" in as_(cast.government_liu).get(first.work_url).content.decode()


def test_two_shots_from_the_same_spot_are_two(cast):
    project, today = make.project(cast), timezone.now()
    first, second = (picture(cast, 9, taken_at=today - timedelta(minutes=n)) for n in range(2))
    remember([first, second])
    assert project.pk and alike_before(second) is None
    Upload.objects.filter(pk=second.pk).update(taken_at=None)
    assert alike_before(Upload.objects.get(pk=second.pk)) == first


def test_a_photo_from_before_or_from_far_away_is_doubted(cast):
    project, today = make.project(cast), timezone.now()
    near = {"lng": 111.70, "lat": 40.85}
    make.reported(cast, project, photos=[picture(cast, 3, **near), picture(cast, 4, **near)])
    late = [
        picture(cast, 5, lng=111.70, lat=41.00, taken_at=today),
        picture(cast, 6, taken_at=today - timedelta(days=90), **near),
    ]
    doubts = doubts_of(project, make.this_month(), late)
    assert [(doubt.why, doubt.upload) for doubt in doubts] == [("far", late[0].pk), ("old", late[1].pk)]
    assert "约 17 公里" in doubts[0].where and "111" not in doubts[0].where


def test_distances_and_looks():
    assert 110 < kilometres(111.0, 40.0, 111.0, 41.0) < 112
    assert (differs("00", "03"), differs("", "03")) == (2, 64)
