"""论证: finance and the judicial office speak for themselves; the office enters what has no writer; many are done on one page."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.todo import Task, tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.tests import make
from tests import cast as the_cast

pytestmark = pytest.mark.django_db


def concluding(seat) -> list[Task]:
    return [task for task in tasks_of(seat) if task.act in ("shortlist.set_appraisal", "shortlist.appraise")]


def test_each_office_writes_its_own_conclusion_and_nobody_overwrites_it(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    dossier = make.dossier(cast, year)
    assert [task.label for task in concluding(cast.finance_hu)] == [f"填写财政承受结论：{dossier}"]
    assert [task.label for task in concluding(cast.legal_gao)] == [f"填写合法性结论：{dossier}"]
    office = {task.label.partition("：")[0]: task.waits_for for task in concluding(cast.government_liu)}
    assert office == {"填写论证结论": "", "填写财政承受结论": "财政部门", "填写合法性结论": "司法部门"}
    form = as_(cast.finance_hu).get(f"/dossiers/{dossier.pk}/appraisal/").content.decode()
    assert 'name="finance"' in form and 'name="legality"' not in form

    with pytest.raises(Refused, match="合法性"):
        actions.set_appraisal(dossier=dossier, conclusions={"legality": "合法"}, by=cast.finance_hu)
    with pytest.raises(NotYours):
        actions.set_appraisal(dossier=dossier, conclusions={"finance": "可以"}, by=cast.deputy_dong)
    actions.set_appraisal(dossier=dossier, conclusions={"finance": "代填：可以承受"}, by=cast.government_liu)
    actions.set_appraisal(dossier=dossier, conclusions={"finance": "列入预算，可以承受"}, by=cast.finance_hu)
    dossier.refresh_from_db()
    with pytest.raises(Refused, match="财政局写的"):
        actions.set_appraisal(dossier=dossier, conclusions={"finance": "不用了"}, by=cast.government_liu)
    assert not concluding(cast.finance_hu)
    page = as_(cast.government_liu).get(dossier.get_absolute_url()).content.decode()
    assert "列入预算，可以承受" in page and cast.finance_hu.body.name in page


def test_twelve_dossiers_are_concluded_on_one_page_each_and_declared_at_once(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    rows = [make.dossier(cast, year, title=f"第 {n} 个小区加装电梯") for n in range(1, 13)]
    grid, done = year.page("appraisals"), year.page("appraise_ready")
    first = {f"finance-{rows[0].pk}": "资金缺口二十万元，须先落实"}
    assert as_(cast.finance_hu).post(grid, {"all-finance": "可以承受", **first}).status_code == 302
    assert as_(cast.legal_gao).post(grid, {"all-legality": "符合法律规定"}).status_code == 302
    assert as_(cast.government_liu).get(year.page("dossiers")).content.decode().count(done) == 0
    texts = {f"all-{key}": "通过" for key in ("necessity", "feasibility", "risk")}
    kept = {f"finance-{row.pk}": (row.appraisal or {}).get("finance", "") for row in Dossier.objects.filter(year=year)}
    assert as_(cast.government_liu).post(grid, texts | kept).status_code == 302
    for row in rows:
        row.refresh_from_db()
    assert rows[0].appraisal["finance"] == "资金缺口二十万元，须先落实" and rows[1].appraisal["finance"] == "可以承受"
    assert all(len(row.appraisal) == 5 for row in rows)
    assert as_(cast.government_liu).post(done).status_code == 302
    assert {row.state for row in Dossier.objects.filter(year=year)} == {DossierState.APPRAISED}
    with pytest.raises(Refused, match="还没有一项"):
        actions.appraise_ready(year=year, by=cast.government_liu)
