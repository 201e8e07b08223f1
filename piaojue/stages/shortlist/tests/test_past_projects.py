"""An office brings what was done in earlier years; whoever weighs a demand or a project reads that it was done, when and how far away."""

import pytest

from piaojue.commons.corrections.actions import correct
from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.models import Standing
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.before import before
from piaojue.stages.shortlist.models import PastProject
from piaojue.stages.shortlist.tests import make
from tests import cast as the_cast

TABLE = """新城区历年民生实事项目
年份\t民生实事项目\t类别\t地点\t具体位置\t经度\t纬度\t完成投资（万元）\t牵头单位\t完成情况
2020年\t老旧小区加装电梯\t住房保障与老旧小区\t东街社区\t3 号楼\t111.6735\t40.82\t120\t区住建局\t已完成
2021\t公厕新建改造\t环境治理与厕所\t东街街道\t\t\t\t60\t区城管局\t已完成
2021\t公厕新建改造\t环境治理与厕所\t东街街道\t\t\t\t60\t区城管局\t已完成
2062\t路灯照明提升\t\t\t\t\t\t\t\t
2019\t社区食堂\t吃饭\t火星\t\t999\t40\t\t\t
"""


def bring(year, by) -> Batch:
    batch = Batch(kind="past_projects", target=year.pk, place=year.place)
    return intake.bring_table(batch=batch, name="历年项目", data=TABLE.encode(), by=by)


def take(batch, by) -> Batch:
    return intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)


def test_this_was_done_in_2020_three_hundred_metres_away(cast, as_, settings, tmp_path):
    settings.VAR = tmp_path
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    office = as_(cast.clerk_li)
    assert "还没有登记历年项目" in office.get(year.page("past_projects")).content.decode()
    assert as_(cast.deputy_du).get(year.page("past_projects")).status_code in (302, 403, 404)
    with pytest.raises(NotYours):
        bring(year, cast.department_chen)
    batch = bring(year, cast.clerk_li)
    rows = list(batch.rows.exclude(state="note").order_by("number").values_list("outcome", flat=True))
    assert rows.count("new") == 2 and rows.count("doubtful") == 3
    batch = take(batch, cast.clerk_li)
    assert "新增 2 个历年项目" in batch.summary["says"]
    lift = PastProject.objects.get(number=2020)
    assert (lift.spot, lift.site, lift.total_yuan, lift.lng) == (cast.community, "3 号楼", 1_200_000, 111.6735)

    demand = make.judged(cast, year, title="东街小区加装电梯")
    demand.category = "housing"
    demand.save()
    demand.links.first().suggestion.__class__.objects.update(lng=111.67, lat=40.82)
    (found,) = before(year, demand.title, demand.category, [demand])
    assert (found.number, found.yuan) == (2020, 1_200_000) and 280 < (found.metres or 0) < 310
    page = as_(cast.clerk_li).get(f"/d/{demand.pk}/answer/").content.decode()
    assert "以前办过的相近项目" in page and "2020 年度" in page and f"相距 {found.metres} 米" in page
    listed = office.get(year.page("past_projects"), {"q": "电梯"}).content.decode()
    assert "老旧小区加装电梯" in listed and "公厕新建改造" not in listed
    assert [row for row in the_cast.tampered() if row.where.startswith("shortlist.pastproject")] == []

    with pytest.raises(Refused, match="已经登记过"):
        correct(thing=lift, values={"title": "公厕新建改造", "number": 2021}, reason="录错了", by=cast.clerk_li)
    assert as_(cast.clerk_li).get(f"/correct/shortlist-pastproject/{lift.pk}/").status_code == 200
    correct(thing=lift, values={"number": 2018, "total_yuan": 900_000}, reason="年份录错了", by=cast.clerk_li)
    with pytest.raises(Refused, match="已经更正过，不能整批撤销"):
        intake.undo_batch(batch=batch, by=cast.clerk_li)
    PastProject.objects.update(version=1)
    intake.undo_batch(batch=batch, by=cast.clerk_li)
    assert not PastProject.objects.exists()


def test_years_that_are_no_past_ones_and_practice_years_are_refused(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    past = actions.Past(number=year.number, title="路灯照明提升", spot=cast.xincheng)
    with pytest.raises(Refused, match="第 3 行"):
        actions.bring_past(year=year, rows={3: past}, by=cast.clerk_li)
    type(year).every.filter(pk=year.pk).update(standing=Standing.PRACTICE)
    year.refresh_from_db()
    with pytest.raises(Refused, match="试运行的年度不登记历年项目"):
        actions.bring_past(year=year, rows={}, by=cast.clerk_li)
