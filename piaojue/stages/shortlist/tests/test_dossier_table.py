"""A desk brings its projects as a table: money by source, milestones by month, departments by name; each becomes a draft."""

from datetime import date

import pytest

from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch, BatchState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.completeness import incomplete
from piaojue.stages.shortlist.departments import Departments
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.sheet import Sheet
from piaojue.stages.shortlist.undoing import undo_drafts
from piaojue.stages.shortlist.values import Funding, Milestone
from tests import cast as the_cast

HEAD = (
    "新城区2026年民生实事候选项目表\n"
    "项目名称\t领域\t建设地点\t建设目的\t建设内容\t责任单位\t总投资（万元）\t年度投资（万元）\t上级补助（万元）\t本级财政（万元）"
    "\t资金来源\t受益人数（人）\t完成时间\t时间节点\n"
)
LIFTS = (
    "老旧小区加装电梯\t住房保障与老旧小区\t东街社区\t方便老人\t加装 10 部\t区住建局\t420\t420\t120\t300\t\t900\t2026年10月"
    "\t4月开工 20%；10月完工 100%\n"
)
CANTEENS = "社区老年食堂\t养老托育\t\t老人吃饭\t食堂 5 处\t新城区住建局\t80.5\t80.5\t\t\t本级财政\t3000\t年底\t6月开工，12月开业\n"
ASIDE = (
    "公厕新建改造\t厕所\t火星\t方便\t公厕 8 座\t住建局、区城管局\t100万元\t\t\t60\t\t\t2025-10-31\t尽快开工\n"
    "路灯照明提升\t\t\t亮起来\t路灯\t水利厅\t90\t\t\t\t财政 0.05\t\t\t\n"
)


@pytest.fixture
def year(cast, settings, tmp_path):
    settings.VAR = tmp_path
    return the_cast.year(cast.xincheng, stage=Stage.NOMINATING)


def bring(year, table, by) -> Batch:
    batch = Batch(kind="dossiers", target=year.pk, place=year.place)
    data = table if isinstance(table, bytes) else table.encode()
    return intake.bring_table(batch=batch, name="候选项目", data=data, by=by)


def take(batch, by) -> Batch:
    return intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)


def outcomes(batch) -> list[str]:
    return [row.outcome for row in batch.rows.exclude(state="note").order_by("number")]


def test_each_row_becomes_a_draft_that_is_complete_where_the_table_is(cast, year, as_):
    office = as_(cast.government_liu)
    assert "导入候选项目表" in office.get("/150102/2026/dossiers/").content.decode()
    assert "导入候选项目表" not in as_(cast.clerk_li).get("/150102/2026/dossiers/").content.decode()
    office.post(f"/intake/dossiers/{year.pk}/", {"paste": HEAD + LIFTS + CANTEENS})
    batch = Batch.objects.get()
    assert outcomes(batch) == ["new", "new"]
    assert batch.rows.get(number=4).says == "时间节点没有写累计比例，先按平均记：开工 50%、开业 100%"
    batch = take(batch, cast.government_liu)
    assert "新增 2 份编制中的项目材料" in batch.summary["says"]
    lifts, canteens = Dossier.objects.order_by("pk")
    assert Sheet.of(lifts) == Sheet(
        title="老旧小区加装电梯",
        category="housing",
        spot=cast.community,
        purpose="方便老人",
        scope="加装 10 部",
        department=Body.objects.get(name="新城区住建局"),
        total_yuan=4_200_000,
        year_yuan=4_200_000,
        funding=(Funding("上级补助", 1_200_000), Funding("本级财政", 3_000_000)),
        beneficiaries=900,
        due=date(2026, 10, 31),
        milestones=(Milestone("开工", "2026-04", 20), Milestone("完工", "2026-10", 100)),
    )
    assert (lifts.state, lifts.created_by, lifts.versions.count()) == (DossierState.DRAFT, cast.government_liu, 1)
    assert incomplete(lifts) == incomplete(canteens) == []
    assert (canteens.spot, canteens.funding, canteens.due) == (
        cast.xincheng,
        (Funding("本级财政", 805_000),),
        date(2026, 12, 31),
    )
    assert outcomes(bring(year, HEAD + LIFTS + CANTEENS, cast.department_chen)) == ["known", "known"]


def test_what_is_not_clear_is_asked(cast, year):
    batch = bring(year, HEAD + LIFTS + ASIDE, cast.government_liu)
    assert outcomes(batch) == ["new", "doubtful", "doubtful"]
    toilets, lamps = (row for row in batch.rows.filter(outcome="doubtful").order_by("number"))
    asked = "\n".join(toilets.reasons)
    for said in (
        "没有“厕所”",
        "“火星”不在新城区",
        "写了几个单位",
        "比总投资少 40 万元",
        "“尽快开工”看不出",
        "早于 2026 年度",
    ):
        assert said in asked, said
    asked = "\n".join(lamps.reasons)
    assert "没有登记“水利厅”；照这样导入则空着" in asked and "少 89.95 万元" in asked
    take(batch, cast.government_liu)
    assert Dossier.objects.count() == 1
    with pytest.raises(Refused, match="看不出哪个月"):
        intake.correct_row(row=toilets, by=cast.government_liu, **toilets.values)
    right = {**toilets.values, "due": "2026-10-31", "milestones": "10月完工", "spot": "东街街道"}
    intake.correct_row(row=toilets, by=cast.government_liu, **right)
    made = Dossier.objects.get(title="公厕新建改造")
    assert (made.department.name, made.co_departments, made.category) == ("新城区住建局", "区城管局", "other")
    assert (made.spot, made.funding) == (cast.dongjie, (Funding("本级财政", 600_000),))
    intake.correct_row(row=lamps, by=cast.government_liu, **lamps.values)
    assert Dossier.objects.get(title="路灯照明提升").department is None


def test_a_sum_without_its_unit_is_asked_about(cast, year):
    table = "项目名称\t总投资\n路灯照明提升\t90\n"
    (row,) = bring(year, table, cast.government_liu).rows.all()
    assert row.outcome == "doubtful" and "只有 90 元。是万元的请写成 90万元" in row.reasons[0]


def test_drafts_are_undone_while_nobody_has_worked_with_them(cast, year):
    batch = take(bring(year, HEAD + LIFTS + CANTEENS, cast.government_liu), cast.government_liu)
    lifts = Dossier.objects.get(title="老旧小区加装电梯")
    lifts = actions.edit(dossier=lifts, sheet=Sheet.of(lifts), by=cast.department_chen)
    with pytest.raises(Refused, match=r"已经有人改过或办理，不能整批撤销：“老旧小区加装电梯”$"):
        intake.undo_batch(batch=batch, by=cast.government_liu)
    Dossier.objects.filter(pk=lifts.pk).update(version=1)
    assert intake.undo_batch(batch=batch, by=cast.government_liu).state == BatchState.UNDONE
    assert not Dossier.objects.exists() and the_cast.tampered() == []


def test_who_draws_up_dossiers_brings_them_and_the_template_reads(cast, year, as_):
    for stranger in (cast.clerk_li, cast.deputy_dong, cast.neighbour_clerk_bai):
        with pytest.raises(NotYours):
            bring(year, HEAD + LIFTS, stranger)
    template = as_(cast.department_chen).get(f"/intake/dossiers/{year.pk}/template.xlsx").content
    batch = bring(year, template, cast.department_chen)
    assert (outcomes(batch), batch.rows.get().reasons) == (["new"], [])


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("新城区住房和城乡建设局", "新城区住房和城乡建设局", True),
        ("区住房和城乡建设局", "新城区住房和城乡建设局", True),
        ("教育局", "新城区教育局", True),
        ("区住建局", "新城区住房和城乡建设局", False),
        ("教体局", "新城区教育局", False),
        ("民政局", "民政局", True),
        ("水利厅", None, False),
    ],
)
def test_a_department_is_found_by_the_names_it_goes_by(text, name, sure):
    names = ["新城区住房和城乡建设局", "新城区教育局", "民政局"]
    body, certain = Departments.among("新城区", [Body(name=one) for one in names]).read(text)
    assert (body.name if body else None, certain) == (name, sure)


def test_another_department_neither_reads_nor_undoes_nor_changes_drafts(cast, year, as_):
    batch = bring(year, HEAD + CANTEENS, cast.department_chen)
    other, at = as_(cast.department_deng), batch.get_absolute_url()
    row = batch.rows.order_by("number").last()
    assert [other.get(one).status_code for one in (at, row.get_absolute_url())] == [404, 404]
    assert [other.post(f"{at}{act}/").status_code for act in ("drop", "take", "undo")] == [404, 404, 404]
    assert at not in other.get("/intake/").content.decode()
    assert as_(cast.government_liu).get(at).status_code == 200
    batch = take(batch, cast.department_chen)
    draft = Dossier.objects.get()
    with pytest.raises(NotYours):
        intake.undo_batch(batch=batch, by=cast.department_deng)
    with pytest.raises(NotYours):
        undo_drafts(year=year, keys=[draft.pk], by=cast.department_deng)
    assert other.get(f"/dossiers/{draft.pk}/edit/").status_code == 404
    with pytest.raises(NotYours):
        actions.edit(dossier=draft, sheet=Sheet.of(draft), by=cast.department_deng)
    intake.undo_batch(batch=batch, by=cast.department_chen)
    assert not Dossier.objects.exists()
