"""A form that brings more than one may is told what is too much, whoever sends it."""

from django.test import Client

from tests import cast as the_cast


def test_who_sends_too_much_is_told_what_is_too_much(db, settings):
    visitor = Client(enforce_csrf_checks=True)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = visitor.post("/look-up/", {"ticket": "长" * 2000})
    assert large.status_code == 413 and "提交的内容太大" in large.content.decode()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100_000, 10
    many = visitor.post("/look-up/", {f"n{n}": "1" for n in range(20)})
    assert many.status_code == 413 and "项目太多" in many.content.decode()


def test_a_stranger_who_posts_a_form_is_asked_to_sign_in_before_it_says_anything(cast, as_):
    the_cast.year(cast.xincheng, stage="delivering")
    answer = as_(None).post("/150102/2026/interpellations/new/", {"title": "某事"})
    assert answer.status_code == 302 and "/enter/" in answer["Location"]
    assert as_(cast.resident_wang).post("/150102/2026/interpellations/new/", {}).status_code == 404
