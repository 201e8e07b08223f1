"""Pages of 评价: bad input comes back with what to do, a refused table shows its row, lists ask a bounded number of times."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engines.scoring import Formula
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.forms import FormulaForm
from piaojue.stages.evaluate.models import Reply, Subject, Survey, SurveyState
from piaojue.stages.evaluate.tests import make
from piaojue.stages.evaluate.values import Groups, ItemDraft
from tests import cast as the_cast

pytestmark = pytest.mark.once


def text(answer) -> str:
    return answer.content.decode()


def test_a_typed_table_that_does_not_add_up_comes_back_naming_the_row(cast, as_):
    survey = make.survey(cast, items=[ItemDraft("甲"), ItemDraft("乙")])
    first, second = survey.items.all()
    browser = as_(cast.clerk_li)
    sheet = {f"{name}_{first.pk}": n for name, n in (("satisfied", 90), ("fairly", 5), ("dissatisfied", 5))}
    sheet |= {f"{name}_{second.pk}": n for name, n in (("satisfied", 80), ("fairly", 5), ("dissatisfied", 5))}
    answer = browser.post(f"/surveys/{survey.pk}/table/", {"valid": 100, **sheet}, follow=True)
    assert "票数合计不符" in text(answer) and "“乙”一行" in text(answer) and "少 10 票" in text(answer)
    browser.post(f"/surveys/{survey.pk}/table/", {"valid": 100, **sheet, f"satisfied_{second.pk}": 90}, follow=True)
    survey.refresh_from_db()
    assert survey.state == SurveyState.JUDGED
    bad = browser.post(f"/surveys/{survey.pk}/table/", {"valid": "很多", **sheet})
    assert bad.status_code == 422 and 'value="很多"' in text(bad)


def test_a_spreadsheet_becomes_the_table(cast, as_):
    survey = make.survey(cast, items=[])
    file = SimpleUploadedFile("t.csv", "项目,满意,基本满意,不满意\n甲,8,1,1\n".encode())
    clerk = as_(cast.clerk_li)
    preview = clerk.post(f"/intake/measured/{survey.pk}/", {"valid": 10, "file": file})["Location"]
    seen = re.search(r'name="seen" value="(\w+)"', text(clerk.get(preview)))[1]
    assert "已判定" in text(clerk.post(f"{preview}take/", {"seen": seen}, follow=True))
    assert "8" in text(clerk.get(survey.get_absolute_url()))
    wrong = SimpleUploadedFile("t.csv", "项目,满意,基本满意,不满意\n甲,八,1,1\n".encode())
    preview = clerk.post(f"/intake/measured/{survey.pk}/", {"valid": 10, "file": wrong})["Location"]
    page = text(clerk.get(preview))
    assert "第 2 行 B 列“满意”" in page and "整张导入" in page and 'name="seen"' not in page
    fake = SimpleUploadedFile("测评表.xlsx", b"hello")
    answer = clerk.post(f"/intake/measured/{survey.pk}/", {"valid": 10, "file": fake}, follow=True)
    assert "“测评表.xlsx”是文字表格" in text(answer)


def test_a_resident_answers_on_the_phone_and_errors_keep_what_was_typed(cast, as_):
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    actions.open_survey(survey=survey, by=cast.clerk_li)
    item, browser = survey.items.get(), as_(cast.resident_wang)
    page = f"/surveys/{survey.pk}/reply/"
    answer = browser.post(page, {f"mark_{item.pk}": "dissatisfied", f"reason_{item.pk}": "坏"})
    assert answer.status_code == 409 and "至少 4 个字" in text(answer) and "\n坏</textarea>" in text(answer)
    answer = browser.post(
        page, {f"mark_{item.pk}": "dissatisfied", f"reason_{item.pk}": "坏了没人修", "age": "60 岁以上"}
    )
    assert answer.status_code == 302 and Reply.objects.get().reasons == {item.pk: "坏了没人修"}
    assert browser.post(page, {f"mark_{item.pk}": "satisfied"}).status_code == 409
    assert as_(None).get(page)["Location"].startswith("/enter/")


def test_formula_and_rows_are_set_with_every_problem_at_once(cast, as_):
    survey = make.survey(cast)
    page, browser = f"/surveys/{survey.pk}/set/", as_(cast.clerk_li)
    assert set(FormulaForm.FORMULA) == set(Formula().to_json()) <= set(FormulaForm(numbers={}).fields)
    form = {
        "title": "测评",
        "lines": "甲|教育局|1\n甲|教育局|",
        "base": "all_members",
        "satisfied_at": "3/2",
        "fairly_at": "一半",
        "at_boundary": "fairly",
        "least_opinions": "1/10",
        "least_number": "5",
        "rank_by": "positive",
        "ties": "fewest",
    }
    answer = browser.post(page, form)
    assert answer.status_code == 409 and "一半" in text(answer)
    good = {
        **form,
        "lines": "甲子项|教育局|1\n乙子项\uff5c住建局\uff5c1",
        "satisfied_at": "50%",
        "fairly_at": "1/2",
        "fairly_inclusive": "on",
        "dissatisfied_inclusive": "on",
    }
    answer = browser.post(page, good, follow=True)
    assert [item.project.no for item in survey.items.all()] == [1, 1]
    assert "公式的边界" in text(answer)
    survey.refresh_from_db()
    assert (survey.the_formula.least_number, survey.the_formula.ties) == (5, "fewest")


def test_a_residents_result_shows_groups_and_masked_reasons(cast, as_):
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    actions.open_survey(survey=survey, by=cast.clerk_li)
    item = survey.items.get()
    for n, seat in enumerate(make.residents(cast, 45)):
        mark, age = ("satisfied", "60 岁以上") if n < 23 else ("dissatisfied", "35 岁以下")
        why = {item.pk: f"找王主任没人理 1390000{n:04d}"} if mark == "dissatisfied" else {}
        actions.reply(survey=survey, marks={item.pk: mark}, reasons=why, about=Groups(age=age), by=seat)
    survey = actions.close_survey(survey=survey, by=cast.clerk_li)
    actions.publish(survey=survey, by=cast.clerk_li)
    page = text(as_(None).get(f"/surveys/{survey.pk}/"))
    desk = as_(cast.clerk_li)
    line = re.search(r'value="(\d+-\d+)"', text(desk.get(f"/surveys/{survey.pk}/reasons/")))[1]
    assert "已不公开" in text(desk.post(f"/surveys/{survey.pk}/reasons/hide/", {"line": line}, follow=True))
    assert desk.post(f"/surveys/{survey.pk}/reasons/hide/", {"line": "1-x"}).status_code == 404
    assert "23 / 23" in page and "0 / 22" in page
    assert "找＊主任没人理 139＊" in page and "1390000" not in page


def test_last_year_stands_beside_this_year(cast, as_):
    make.published(cast, ("甲", 30, 20, 10), year=make.evaluating_year(cast, 2025))
    now = make.published(cast, ("甲", 45, 10, 5), year=make.evaluating_year(cast, 2026))
    page = text(as_(None).get(f"/surveys/{now.pk}/"))
    assert "+25.0 个百分点" in page and "50%" in page


def test_files_come_as_what_they_say(cast, as_):
    year = make.evaluating_year(cast)
    survey = make.published(cast, (make.project(cast, year).title, 50, 5, 5), year=year)
    assert as_(None).get(f"/surveys/{survey.pk}/notice.pdf").content[:5] == b"%PDF-"
    clerk = as_(cast.clerk_li)
    assert clerk.get("/150102/2026/archive/analysis.pdf").content[:5] == b"%PDF-"
    assert clerk.get("/150102/2026/archive/analysis.docx").content[:2] == b"PK"
    assert clerk.get("/150102/2026/archive/analysis.exe").status_code == 404
    assert "登记" in text(clerk.post("/150102/2026/archive/analysis/", {"advice": "好"}, follow=True))
    assert clerk.post("/150102/2026/archive/pack/").status_code == 302
    page = clerk.get("/150102/2026/archive/download/")
    assert b"".join(page.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("number", [5, 40])
def test_the_list_asks_a_bounded_number_of_times(cast, as_, django_assert_max_num_queries, number):
    year = make.evaluating_year(cast)
    for n in range(number):
        Survey.objects.create(place=year.place, year=year, subject="deputies", title=f"测评{n}", state="published")
    with django_assert_max_num_queries(12):
        assert as_(None).get("/150102/2026/evaluation/").status_code == 200


@pytest.mark.parametrize("number", [5, 40])
def test_a_survey_of_many_rows_asks_a_bounded_number_of_times(cast, as_, django_assert_max_num_queries, number):
    year = make.evaluating_year(cast)
    rows = [(make.project(cast, year, f"项目{n}", no=n).title, 50, 5, 5) for n in range(1, number + 1)]
    survey = make.published(cast, *rows, year=year)
    with django_assert_max_num_queries(16):
        assert as_(None).get(f"/surveys/{survey.pk}/").status_code == 200


def test_a_bad_grade_is_not_hidden_while_nobody_has_ordered_anything(cast, as_):
    year = make.evaluating_year(cast)
    bad = make.published(cast, (make.project(cast, year).title, 10, 10, 40), year=year).items.get()
    page = f"{year.get_absolute_url()}evaluation/"
    order = f"/survey-rows/{bad.pk}/rectify/"
    public = text(as_(None).get(page))
    assert "等待交由政府研究处理" in public and "没有需要整改的项目" not in public and order not in public
    assert order in text(as_(cast.clerk_li).get(page))
    assert (f"交办整改：{bad.title}", order) in [(task.label, task.url) for task in tasks_of(cast.clerk_li)]
    actions.order_rectification(
        item=bad, order="三个月内修好", due=timezone.localdate() + timedelta(days=90), by=cast.clerk_li
    )
    assert "等待交由政府研究处理" not in text(as_(None).get(page))
    assert not any(task.url == order for task in tasks_of(cast.clerk_li))


def test_the_desk_is_told_that_a_residents_evaluation_is_over(cast):
    survey = actions.open_survey(survey=make.survey(cast, subject=Subject.RESIDENTS), by=cast.clerk_li)
    Survey.objects.filter(pk=survey.pk).update(closes_on=timezone.localdate())
    assert not any("截止居民测评" in task.label and task.own for task in tasks_of(cast.clerk_li))
    Survey.objects.filter(pk=survey.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    assert any("截止居民测评" in task.label and task.own for task in tasks_of(cast.clerk_li))


def test_an_evaluation_is_prepared_in_its_season(cast, as_):
    year, clerk = the_cast.year(cast.xincheng, stage=Stage.SOLICITING), as_(cast.clerk_li)
    assert "准备测评" not in clerk.get(f"{year.get_absolute_url()}evaluation/").content.decode()
    type(year).objects.update(stage=Stage.EVALUATING)
    assert "准备测评" in clerk.get(f"{year.get_absolute_url()}evaluation/").content.decode()
