"""后果链 and 归档: rectified, evaluated again, carried over, packed with fingerprints."""

import csv
import hashlib
import io
import itertools
import json
import zipfile
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from docx import Document

from piaojue.commons.drafting.officefile import document_docx
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.commons.years.road import Stage, next_gate
from piaojue.stages.deliver.models import ProjectState
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.models import Rectification, RectificationState
from piaojue.stages.evaluate.tests import make
from piaojue.stages.supervise.kinds import FURTHER, further_step
from piaojue.stages.supervise.models import Activity, ActivityKind


def work(year) -> Sequence[str]:
    return missing(year, next_gate(year.road, year.stage)).work


def evaluated_again(cast, rectification, *counts):
    survey = actions.reevaluate(rectification=rectification, by=cast.clerk_li)
    row = (survey.items.get().title, *counts)
    survey = actions.enter_table(survey=survey, rows=make.rows(row), valid=sum(counts), by=cast.clerk_li)
    actions.publish(survey=survey, by=cast.clerk_li)
    rectification.refresh_from_db()
    return rectification


def test_rectified_and_passed(cast):
    rectification = evaluated_again(cast, make.reported(cast), 45, 10, 5)
    assert rectification.state == RectificationState.REEVALUATED
    assert "复评为满意" in rectification.verdict
    assert work(rectification.year) == []


def test_still_dissatisfied_an_inquiry_is_suggested_where_there_is_a_standing_committee(cast):
    rectification = evaluated_again(cast, make.reported(cast), 10, 10, 40)
    assert rectification.state == RectificationState.ESCALATED
    assert "连续 2 次" in rectification.verdict and "建议列入专题询问" in rectification.verdict
    inquiry = Activity.objects.get(project=rectification.item.project)
    assert inquiry.kind == ActivityKind.INQUIRY and inquiry.title.startswith("建议列入专题询问")


def test_elsewhere_no_inquiry_is_suggested(cast):
    """监督法 47–50 are a standing committee's; a township hears a report, a 街道 has no congress."""
    steps = {place.name: further_step(place) for place in (cast.xincheng, cast.baoheshao, cast.dongjie)}
    assert steps == {
        "新城区": ActivityKind.INQUIRY,
        "保合少镇": ActivityKind.REPORT,
        "东街街道": ActivityKind.FOLLOW_UP,
    }
    words = [FURTHER[step] for step in steps.values()]
    assert words == ["专题询问", "听取专项工作报告或者询问", "下一步监督"]


def test_only_a_bad_result_is_ordered_once_and_with_a_date(cast):
    year = make.evaluating_year(cast)
    good = make.published(cast, (make.project(cast, year).title, 50, 5, 5), year=year).items.get()
    with pytest.raises(Refused, match="不需要整改"):
        actions.order_rectification(
            item=good, order="请整改", due=timezone.localdate() + timedelta(days=9), by=cast.clerk_li
        )
    bad = make.rectification(cast, make.evaluating_year(cast, 2027))
    with pytest.raises(Refused) as refusal:
        actions.order_rectification(item=bad.item, order="", due=timezone.localdate(), by=cast.clerk_li)
    assert len(refusal.value.reasons) == 3


def test_a_report_needs_evidence_and_comes_from_the_unit(cast):
    rectification = make.rectification(cast)
    with pytest.raises(NotYours):
        actions.report_rectification(
            rectification=rectification,
            report="已经全部改好了，请放心",
            proofs=[make.photo(cast)],
            by=cast.department_deng,
        )
    with pytest.raises(Refused) as refusal:
        actions.report_rectification(rectification=rectification, report="改好了", by=cast.department_chen)
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused):
        actions.reevaluate(rectification=rectification, by=cast.clerk_li)


def test_the_gate_says_what_is_missing(cast):
    year = make.evaluating_year(cast)
    assert ["还没有公布满意度测评结果" in line for line in work(year)] == [True]
    title = make.project(cast, year).title
    bad = make.published(cast, (title, 10, 10, 40), year=year)
    assert work(year) == [f"“{title}”测评不满意，还没有交由政府研究处理"]
    actions.order_rectification(
        item=bad.items.get(), order="限期修好", due=timezone.localdate() + timedelta(days=30), by=cast.clerk_li
    )
    assert "还没有了结" in work(year)[0]
    actions.carry_over(year=year, to_year=make.evaluating_year(cast, 2027, stage="planned"), by=cast.clerk_li)
    assert work(year) == []


def test_what_is_left_goes_to_next_year_only_of_the_same_place(cast):
    year = make.evaluating_year(cast)
    make.project(cast, year, "已完成的项目")
    make.project(cast, year, "没做完的项目", no=2, state=ProjectState.UNFINISHED)
    neighbours = make.the_cast.year(cast.huimin, number=2027)
    with pytest.raises(Refused, match="先开启下一年度"):
        actions.carry_over(year=year, to_year=neighbours, by=cast.clerk_li)
    coming = make.evaluating_year(cast, 2027, stage="planned")
    archive = actions.carry_over(year=year, to_year=coming, by=cast.clerk_li)
    assert [(line.kind, line.title) for line in archive.carried] == [("project", "没做完的项目")]
    assert queries.carried_into(coming)[0].from_year == 2026


def packed(cast):
    year = make.evaluating_year(cast)
    make.published(cast, (make.project(cast, year).title, 50, 5, 5), year=year)
    actions.file_analysis(year=year, by=cast.clerk_li, advice="建议扩大征集面")
    return actions.pack_archive(year=year, by=cast.clerk_li)


def test_the_analysis_report_is_computed_and_opens_in_word(cast):
    with pytest.raises(Refused, match="先生成项目分析报告"):
        actions.pack_archive(year=make.evaluating_year(cast, 2030), by=cast.clerk_li)
    archive = packed(cast)
    paper = Paper.objects.get(kind=PaperKind.ANALYSIS_REPORT, year=archive.year)
    assert "共 1 个项目，完成或基本完成 1 个，占 100%" in paper.body
    assert "票决时年度投资 200 万元，累计支付 180 万元，占 90%" in paper.body
    document = Document(io.BytesIO(document_docx(paper.document)))
    assert any("建议扩大征集面" in paragraph.text for paragraph in document.paragraphs)
    assert any("老旧小区加装电梯" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_package_holds_what_its_manifest_says(cast):
    archive = packed(cast)
    data = archive.upload.file.open("rb").read()
    assert hashlib.sha256(data).hexdigest() == archive.sha256
    package = zipfile.ZipFile(io.BytesIO(data))
    manifest = json.loads(package.read("manifest.json"))
    assert {entry["path"] for entry in manifest["files"]} == set(package.namelist()) - {"manifest.json"}
    assert all(hashlib.sha256(package.read(f["path"])).hexdigest() == f["sha256"] for f in manifest["files"])
    described = json.loads(package.read("data/columns.json"))
    projects = list(csv.DictReader(io.StringIO(package.read("data/projects.csv").decode("utf-8-sig"))))
    assert [c["name"] for c in described["projects"]["columns"]] == list(projects[0])
    assert json.loads(package.read("data/projects.json"))[0]["title"] == projects[0]["title"] == "老旧小区加装电梯"
    for name in ("tasks", "slips", "changes", "problems", "questions", "group_sessions", "opinions", "inquiries"):
        assert f"data/{name}.csv" in package.namelist() and name in described
    log = [json.loads(line) for line in package.read("log/log.jsonl").decode().splitlines()]
    assert log and all(after["prev"] == before["hash"] for before, after in itertools.pairwise(log))


def test_what_is_said_inside_is_in_the_archive_and_not_in_the_open_data(cast, as_):
    year = packed(cast).year
    browser = as_(None)
    assert browser.get(f"{year.get_absolute_url()}data/tasks.csv").status_code == 200
    for inside in ("problems", "opinions", "group_sessions"):
        assert browser.get(f"{year.get_absolute_url()}data/{inside}.csv").status_code == 404


def test_a_package_made_before_the_next_year_is_open_says_what_waits(cast):
    year = make.evaluating_year(cast)
    late = make.project(cast, year, state=ProjectState.CARRIED)
    make.published(cast, (late.title, 50, 5, 5), year=year)
    actions.file_analysis(year=year, by=cast.clerk_li)
    package = zipfile.ZipFile(actions.pack_archive(year=year, by=cast.clerk_li).upload.file.open("rb"))
    assert [line["title"] for line in json.loads(package.read("carried.json"))] == [late.title]


def test_projects_of_one_name_are_told_apart_and_a_terminated_one_is_not_asked_about(cast):
    year = make.evaluating_year(cast)
    for no, state in enumerate((ProjectState.COMPLETED, ProjectState.COMPLETED, ProjectState.TERMINATED), 1):
        make.project(cast, year, title="口袋公园", state=state, no=no)
    survey = actions.prepare_survey(year=year, subject="third_party", by=cast.clerk_li)
    titles = list(survey.items.values_list("title", flat=True))
    assert len(titles) == 2 and titles[0] != titles[1] and all("口袋公园" in title for title in titles)


def test_the_year_is_written_into_a_folder(cast, tmp_path):
    packed(cast)
    call_command("export", "150102/2026", str(tmp_path / "out"))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    for entry in manifest["files"]:
        assert hashlib.sha256((tmp_path / "out" / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    with pytest.raises(CommandError, match="不是空文件夹"):
        call_command("export", "150102/2026", str(tmp_path / "out"))
    with pytest.raises(CommandError, match="区划代码/年度"):
        call_command("export", "150102-2026", str(tmp_path / "new"))


def test_a_bad_try_stays_in_sight_and_what_is_owed_outlives_the_year(cast, as_):
    """The year is archived; the re-evaluation still takes place, and a try that the chair stopped is shown beside the next."""
    rectification = make.reported(cast)
    Year.objects.filter(pk=rectification.year_id).update(stage=Stage.ARCHIVED)
    bad = actions.reevaluate(rectification=rectification, by=cast.clerk_li)
    rows = make.rows((bad.items.get().title, 10, 10, 40))
    bad = actions.enter_table(survey=bad, rows=rows, valid=60, by=cast.clerk_li)
    with pytest.raises(Refused, match="不能撤销"):
        actions.drop_survey(
            survey=actions.clear_table(survey=bad, version=bad.version, by=cast.clerk_li), by=cast.clerk_li
        )
    bad.refresh_from_db()
    actions.stop_survey(survey=bad, reason="到会人数不足，改期再评", by=cast.chair_zhang)
    rectification = evaluated_again(cast, Rectification.objects.get(pk=rectification.pk), 45, 10, 5)
    assert rectification.state == RectificationState.REEVALUATED
    page = as_(None).get(rectification.get_absolute_url()).content.decode()
    assert "到会人数不足，改期再评" in page and rectification.tries.count() == 2
