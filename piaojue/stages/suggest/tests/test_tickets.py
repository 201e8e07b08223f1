"""The hotline's export comes in: previewed before anything is written, doubtful rows wait for a person, a mistake is undone."""

import json

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from piaojue.commons.intake import actions as intake
from piaojue.commons.intake import long
from piaojue.commons.intake.models import Batch, BatchState, Mapping, Row
from piaojue.commons.jobs import actions as steer
from piaojue.commons.jobs import work
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Person
from piaojue.commons.places.models import Level, Place
from piaojue.commons.record.models import Entry
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.spelling import Spellings
from piaojue.stages.suggest.tests import make
from tests import brought
from tests import cast as the_cast

HEAD = "工单编号,标题,内容,所在地,电话\n"
GOOD = f"{HEAD}A1,东街路灯不亮,巷子里晚上一片黑,东街社区,+86 138-1111-2222\nA2,停水,家里停水三天,,\n"
ASIDE = f"{GOOD}A3,路灯,坏了,火星,\nA1,东街路灯不亮,又说了一遍,东街社区,\n"


@pytest.fixture
def year(cast, settings, tmp_path):
    settings.VAR = tmp_path
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def kept_tables() -> list[str]:
    return storages["work"].listdir("intake")[1]


def bring(year, table, by, name="工单.csv") -> Batch:
    data = table if isinstance(table, bytes) else table.encode()
    return intake.bring_table(
        batch=Batch(kind="tickets", target=year.pk, place=year.place), name=name, data=data, by=by
    )


def take(batch, by) -> Batch:
    return intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)


def outcomes(batch) -> list[str]:
    return [row.outcome for row in batch.rows.order_by("number")]


def test_a_clerk_sees_first_and_takes_then_and_nothing_doubles(cast, year, as_):
    clerk = as_(cast.clerk_li)
    upload = {"file": SimpleUploadedFile("工单.csv", GOOD.encode("gb18030"))}
    preview = clerk.post(f"/intake/tickets/{year.pk}/", upload)
    batch = Batch.objects.get()
    assert preview["Location"] == f"/intake/batches/{batch.pk}/" and not Suggestion.objects.exists()
    page = clerk.get(preview["Location"]).content.decode()
    assert "导入 2 行" in page and "原：+86 138-1111-2222" in page and "13811112222" in page
    clerk.post(f"/intake/batches/{batch.pk}/take/", {"seen": batch.summary["digest"]})
    first = Suggestion.objects.get(source_ref="A1")
    assert (first.spot, first.proposer_phone) == (cast.community, "13811112222")
    assert Suggestion.objects.get(source_ref="A2").title == "停水"
    again = bring(year, GOOD, cast.clerk_li)
    assert outcomes(again) == ["known", "known"] and take(again, cast.clerk_li).state == BatchState.TAKEN
    assert Suggestion.objects.count() == 2


def test_doubtful_rows_wait_while_the_good_ones_go_in(cast, year, as_):
    batch = bring(year, ASIDE, cast.clerk_li)
    assert outcomes(batch) == ["new", "new", "doubtful", "doubtful"]
    third, fourth = batch.rows.filter(outcome="doubtful").order_by("number")
    assert "“火星”不在新城区的区划里" in third.reasons[0] and "与第 2 行重复" in fourth.reasons[0]
    take(batch, cast.clerk_li)
    assert Suggestion.objects.count() == 2
    assert [task.count for task in tasks_of(cast.clerk_li) if "待定的行" in task.label] == [2]
    clerk = as_(cast.clerk_li)
    assert "表中原文：火星" in clerk.get(f"/intake/rows/{third.pk}/").content.decode()
    right = {**third.values, "spot": "东街街道"}
    assert clerk.post(f"/intake/rows/{third.pk}/", right)["Location"] == f"/intake/rows/{fourth.pk}/"
    assert Suggestion.objects.get(source_ref="A3").spot == cast.dongjie
    assert clerk.post(f"/intake/rows/{fourth.pk}/drop/")["Location"] == batch.get_absolute_url()
    assert not any("待定的行" in task.label for task in tasks_of(cast.clerk_li))
    with pytest.raises(Refused, match="不用再核对"):
        intake.drop_row(row=third, by=cast.clerk_li)


def test_a_row_is_right_as_it_is_when_a_person_says_so(cast, year):
    batch = bring(year, f"{HEAD}A3,路灯,坏了,火星,\n", cast.clerk_li)
    row = batch.rows.get()
    with pytest.raises(Refused, match="没有可以导入的行"):
        take(batch, cast.clerk_li)
    intake.correct_row(row=row, by=cast.clerk_li, **row.values)
    batch.refresh_from_db()
    take(batch, cast.clerk_li)
    assert (Suggestion.objects.get().spot, Suggestion.objects.get().address) == (cast.xincheng, "火星")


def test_the_preview_and_the_import_cannot_disagree(cast, year):
    batch, other = bring(year, GOOD, cast.clerk_li), bring(year, GOOD, cast.government_liu)
    take(other, cast.government_liu)
    seen = batch.summary["digest"]
    batch = intake.take_batch(batch=batch, seen=seen, by=cast.clerk_li)
    assert batch.state == BatchState.PLANNED and outcomes(batch) == ["known", "known"]
    with pytest.raises(Refused, match="重新核对"):
        intake.take_batch(batch=batch, seen=seen, by=cast.clerk_li)
    assert take(batch, cast.clerk_li).state == BatchState.TAKEN and Suggestion.objects.count() == 2


def test_a_table_is_undone_as_a_whole_while_nobody_has_worked_with_it(cast, year):
    batch = take(bring(year, GOOD, cast.clerk_li), cast.clerk_li)
    first = Suggestion.objects.get(source_ref="A1")
    actions.correct_contact(suggestion=first, by=cast.clerk_li, proposer_phone="")
    with pytest.raises(Refused, match=r"不能整批撤销：A1$"):
        intake.undo_batch(batch=batch, by=cast.clerk_li)
    Suggestion.objects.filter(pk=first.pk).update(version=1)
    assert intake.undo_batch(batch=batch, by=cast.clerk_li).state == BatchState.UNDONE
    assert not Suggestion.objects.exists() and not Row.objects.exclude(values={}).exists()
    assert outcomes(bring(year, GOOD, cast.clerk_li)) == ["new", "new"]
    assert the_cast.tampered() == []


def test_columns_are_mapped_by_hand_once_and_remembered(cast, year, as_):
    strange = "12345 导出\n流水,反映的事,详情\nA1,东街路灯不亮,巷子里一片黑\n"
    clerk = as_(cast.clerk_li)
    upload = {"paste": strange.replace(",", "\t")}
    answer = clerk.post(f"/intake/tickets/{year.pk}/", upload)
    batch = Batch.objects.get()
    assert answer["Location"] == f"/intake/batches/{batch.pk}/map/" and batch.state == BatchState.MAPPING
    page = clerk.get(f"{answer['Location']}?header=2").content.decode()
    assert "B 列：反映的事" in page
    chosen = {"col_source_ref": "0", "col_title": "1", "col_content": "2"}
    assert clerk.post(f"{answer['Location']}?header=2", chosen)["Location"] == batch.get_absolute_url()
    assert outcomes(batch) == ["new"] and Mapping.objects.count() == 1
    assert outcomes(bring(year, strange.replace("A1", "A2"), cast.clerk_li)) == ["new"]
    with pytest.raises(Refused, match="还没有指出这些列：内容"):
        intake.map_columns(batch=batch, sheet=0, header=1, columns={"source_ref": 0, "title": 1}, by=cast.clerk_li)


@pytest.mark.parametrize(
    ("file", "says"),
    [(b"", "没有内容"), (b"PK\x03\x04 cut", "损坏"), ("工单编号,标题\nA,灯".encode("gbk")[:-1], "第 2 行")],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name(cast, year, as_, file, says):
    sent = {"file": SimpleUploadedFile("十一月.xlsx", file)} if file else {"paste": ""}
    answer = as_(cast.clerk_li).post(f"/intake/tickets/{year.pk}/", sent)
    assert answer.status_code in (409, 422) and not Batch.objects.exists()
    assert says in answer.content.decode() or not file
    assert not file or "十一月.xlsx" in answer.content.decode()


def test_who_may_not_import_tickets_brings_no_table_and_sees_none(cast, year):
    batch = bring(year, GOOD, cast.clerk_li)
    for stranger in (cast.deputy_dong, cast.neighbour_clerk_bai, cast.street_clerk_xu):
        with pytest.raises(NotYours):
            bring(year, GOOD, stranger)
        with pytest.raises(NotYours):
            take(batch, stranger)
    type(year).objects.update(stage=Stage.DELIVERING)
    with pytest.raises(Refused, match="现在不能导入热线工单"):
        take(batch, cast.clerk_li)
    assert intake.drop_batch(batch=batch, by=cast.clerk_li).state == BatchState.DROPPED
    assert kept_tables() == []


def test_a_long_table_is_a_job_stopped_and_taken_up_again_without_a_row_twice(cast, year, monkeypatch):
    monkeypatch.setattr(long, "AT_ONCE", 3)
    monkeypatch.setattr(long, "PART", 2)
    table = HEAD + "".join(f"T{n},第{n}盏路灯不亮,晚上看不见路,,\n" for n in range(7))
    batch = bring(year, table, cast.clerk_li)
    assert batch.state == BatchState.READING
    assert "读出 7 行" in work.run(work.take_one()).note
    batch.refresh_from_db()
    take(batch, cast.clerk_li)
    with monkeypatch.context() as patched:
        cancelled_after(patched, cast.clerk_li, 2)
        job = work.run(work.take_one())
    assert job.state == JobState.CANCELLED and 0 < Suggestion.objects.count() < 7
    steer.resume(job=job, by=cast.clerk_li)
    assert work.run(work.take_one()).note == "新增 7 条，原有 0 条"
    assert Suggestion.objects.count() == 7 and Batch.objects.get().state == BatchState.TAKEN
    assert kept_tables() == []


def cancelled_after(monkeypatch, by, parts: int) -> None:
    tell, told = work.Handle.tell, []

    def count(handle, *args, **saved):
        tell(handle, *args, **saved)
        told.append(saved)
        if len(told) == parts + 1:
            steer.cancel(job=handle.job, by=by)

    monkeypatch.setattr(work.Handle, "tell", count)


def test_a_vanished_file_says_what_to_do(cast, year, monkeypatch):
    monkeypatch.setattr(long, "AT_ONCE", 1)
    bring(year, GOOD, cast.clerk_li)
    storages["work"].delete(f"intake/{kept_tables()[0]}")
    job = work.run(work.take_one())
    assert job.state == JobState.FAILED and "重新上传" in job.note


def test_the_log_keeps_no_cells(cast, year):
    batch = bring(year, ASIDE, cast.clerk_li)
    take(batch, cast.clerk_li)
    assert not any("13811112222" in entry.payload or "火星" in entry.payload for entry in Entry.objects.all())
    assert not any("路灯" in json.dumps(entry.payload) for entry in Entry.objects.filter(act__startswith="intake."))


def test_the_template_reads_as_a_table_of_its_kind(cast, year, as_):
    template = as_(cast.clerk_li).get(f"/intake/tickets/{year.pk}/template.xlsx").content
    assert outcomes(bring(year, template, cast.clerk_li, "模板.xlsx")) == ["new"]


@pytest.fixture
def left_banner(cast):
    """土默特左旗, with 北什轴乡 in it."""
    Place.objects.create(code="150121", name="土默特左旗", level=Level.COUNTY, parent_id="1501")
    Place.objects.create(code="150121200", name="北什轴乡", level=Level.TOWN, parent_id="150121")
    Place.objects.create(code="150121200201", name="试验村村民委员会", level=Level.VILLAGE, parent_id="150121200")
    Place.objects.create(code="150121201", name="什轴镇", level=Level.TOWN, parent_id="150121")
    return Place.objects.get(pk="150121")


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("北什轴乡", ("150121200",), ""),
        ("北什轴", ("150121200",), ""),
        ("土左旗北什轴乡", ("150121200",), ""),
        ("呼和浩特市土默特左旗北什轴乡", ("150121200",), ""),
        ("内蒙古自治区呼和浩特市土默特左旗", ("150121",), ""),
        ("内蒙古呼和浩特市土左旗北什轴乡试验村三组", ("150121200201",), "三组"),
        ("呼市土左旗", ("150121",), ""),
        ("试验村", ("150121200201",), ""),
        ("内蒙古自治区", ("150121",), ""),
        ("", ("150121",), ""),
        ("火星", (), "火星"),
        ("回民区中山西路", (), "回民区中山西路"),
    ],
)
def test_a_place_is_understood_however_a_table_writes_it(left_banner, text, codes, rest):
    spelt = Spellings.of(left_banner).read(text)
    assert (spelt.codes, spelt.rest) == (codes, rest)


CASES = {
    "t01_dimension_header_only.xlsx": 3, "t02_gbk.csv": 3, "t03_utf16_excel_unicode_text.csv": 3, "t04_semicolon.csv": 3,
    "t04b_tab.csv": 3, "t05_linebreaks.csv": 1, "t06_places.csv": 4, "t07_long.csv": 1, "t08_pre_title.csv": 3,
    "t09_other_headers.csv": 1, "t10_short_title.csv": 1, "t11_number_ids.xlsx": "最后几位已经丢失",
    "t11b_sci.csv": "最后几位已经丢失", "t11c_sci_single.csv": "最后几位已经丢失", "t12_excel_text_guard.csv": 3,
    "t13_odd_text.csv": 4, "t14_bare_cr.csv": 1, "t15_old.xls": 3, "t15b_html.xls": 1, "t16_truncated_gbk.csv": "第 4 行有读不出的字",
    "t17_date_cells.xlsx": 1, "t19_cut_xml.xlsx": "断了",
}  # fmt: skip
"""File → how many tickets it gives, or what is said of it."""


@brought.absent
def test_every_file_that_hotlines_have_sent_does_what_is_right(cast, left_banner, settings, tmp_path):
    settings.VAR = tmp_path
    year, clerk = the_cast.year(left_banner, stage=Stage.SOLICITING), _clerk(cast, left_banner)
    for file, right in CASES.items():
        data = brought.brought(f"tickets/{file}")
        try:
            batch = bring(year, data, clerk, file)
        except Refused as refusal:
            assert isinstance(right, str) and right in refusal.reasons[0] and file in refusal.reasons[0], file
            continue
        reasons = [reason for row in batch.rows.all() for reason in row.reasons]
        if isinstance(right, str):
            assert reasons and right in reasons[0] and "第 2 行 A 列“工单编号”" in reasons[0], file
            continue
        assert reasons == [], file
        take(batch, clerk)
        assert batch.rows.filter(state="taken", made__isnull=False).count() == right, file
    spots = dict(Suggestion.objects.filter(source_ref__startswith="H").values_list("source_ref", "spot_id"))
    assert spots == {"H001": "150121200", "H002": "150121200", "H003": "150121200", "H004": "150121"}
    assert len(Suggestion.objects.get(source_ref="I001").content) > 2000
    assert Suggestion.objects.get(source_ref="G001").content.split("\n")[1] == "1.位置：村口"
    assert Suggestion.objects.get(source_ref="G001").title == "北什轴乡试验村井盖破损"
    assert "\u202e" not in "".join(Suggestion.objects.values_list("title", flat=True))
    assert set(Suggestion.objects.filter(source_ref__startswith="2026").values_list("source_ref", flat=True)) == {
        "20260305001",
        "20260305002",
        "20260305003",
    }


def _clerk(cast, place):
    seat = the_cast.one_more(
        "clerk_tuo", "托干事", "congress_clerk", "standing_committee", "土默特左旗人大常委会", place
    )
    assert Person.objects.filter(username="clerk_tuo").exists()
    return seat


def test_two_places_of_one_name_are_no_guess_and_a_long_title_loses_nothing(cast, year):
    Place.objects.create(code="150102101007", name="东街社区", level=Level.VILLAGE, parent=cast.baoheshao)
    title = "来电人反映东街社区三号楼至七号楼之间的路灯从去年冬天起一直不亮老人出门多次摔倒盼着尽快修好"
    long_title = f"4,{title},已回访,东街街道,"
    lines = [
        "1,路灯不亮,很黑,东街社区,",
        "2,路灯不亮,很黑,保合少镇东街社区,",
        "3,路灯不亮,东街社区路灯不亮,,",
        long_title,
    ]
    take(bring(year, HEAD + "\n".join(lines), cast.clerk_li), cast.clerk_li)
    rows = {row.source_ref: row for row in Suggestion.objects.all()}
    assert [(rows[n].spot_id, rows[n].address) for n in "123"] == [
        ("150102", "东街社区（重名，待核）"),
        ("150102101007", ""),
        ("150102", "东街社区（重名，待核）"),
    ]
    assert len(rows["4"].title) == 40 and rows["4"].content == f"{title}\n已回访"


def test_a_title_is_covered_before_it_is_cut(cast, year):
    title = f"{'东街社区老楼没有电梯' * 3}13812345678"
    take(bring(year, f"{HEAD}A1,{title},盼电梯,,\n", cast.clerk_li), cast.clerk_li)
    made = Suggestion.objects.get()
    assert len(made.title) == 40 and made.title.endswith("138＊＊＊＊＊＊＊")
    assert make.suggestion(cast, year).pk > made.pk


def test_an_import_that_was_queued_before_an_upgrade_asks_for_the_table_again(cast, year, as_, tmp_path):
    kept = tmp_path / "imports" / "a1.jsonl"
    kept.parent.mkdir()
    kept.write_text('{"title": "路灯不亮", "proposer_phone": "13811112222"}\n')
    argument = {"year": year.pk, "file": kept.name, "back": year.page("suggestions")}
    Job.objects.create(kind="suggest.import", place=year.place, seat=cast.clerk_li, argument=argument)
    job = work.run(work.take_one())
    assert job.state == JobState.FAILED and not kept.exists()
    page = as_(cast.clerk_li).get(job.get_absolute_url()).content.decode()
    assert "导入热线工单" in page and "请到“表格导入”把表格重新上传一次" in page
