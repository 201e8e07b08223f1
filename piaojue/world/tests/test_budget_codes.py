"""胡会计 brings the codes of 预算一体化, the list goes out beside our numbers, and a code stands for one candidate alone."""

import csv
import io

import pytest

from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch, BatchState
from piaojue.commons.moves import NotYours, Refused
from piaojue.journey.tests import make
from piaojue.stages.shortlist.models import Dossier
from piaojue.world import budget_codes
from piaojue.world.models import BudgetCode

pytestmark = pytest.mark.django_db
HEAD = "序号,民生实事项目,项目编码,二级项目名称\n"
ROWS = "1,老旧小区加装电梯,150102260000017,城镇老旧小区改造\n1,,150102260000018,\n"


@pytest.fixture
def year(cast, settings, tmp_path):
    settings.VAR = tmp_path
    make.whole_life(cast)
    return Dossier.objects.get().year


def bring(year, table: str, by) -> Batch:
    batch = Batch(kind="budget_codes", target=year.pk, place=year.place)
    batch = intake.bring_table(batch=batch, name="代码.csv", data=table.encode(), by=by)
    if batch.state == BatchState.PLANNED and batch.rows.filter(outcome__in=["new", "known"]).exists():
        batch = intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)
    return batch


def test_codes_come_in_and_go_out_beside_our_numbers(cast, as_, year):
    batch = bring(year, HEAD + ROWS, cast.finance_hu)
    assert batch.summary["says"] == "登记 2 个代码，原有 0 个"
    office = as_(cast.finance_hu)
    page = office.get("/150102/2026/budget-codes/").content.decode()
    assert "150102260000017" in page and "城镇老旧小区改造" in page
    file = b"".join(office.get("/150102/2026/budget-codes/?export=csv").streaming_content).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(file))
    assert (first["候选序号"], first["项目代码"].strip("'\t"), first["项目码"]) == ("1", "150102260000017", "EL2026")
    assert second["民生实事项目"] == "老旧小区加装电梯"
    again = bring(year, file, cast.finance_hu)
    assert [row.outcome for row in again.rows.all()] == ["known", "known"] and BudgetCode.objects.count() == 2
    assert budget_codes.drop_budget_codes(
        year=year, keys=BudgetCode.objects.values_list("pk", flat=True), by=cast.finance_hu
    )
    assert not BudgetCode.objects.exists()


def test_a_row_of_no_candidate_and_a_code_of_another_wait(cast, year):
    dossier = Dossier.objects.get()
    other = Dossier.objects.create(
        place=year.place,
        year=year,
        no=2,
        title="口袋公园",
        purpose="休闲",
        scope="三处",
        spot=dossier.spot,
        state="candidate",
    )
    budget_codes.note_budget_codes(year=year, codes=[(other, "150102260000017", "")], by=cast.finance_hu)
    batch = bring(
        year,
        "候选序号,民生实事项目,项目代码\n1,,150102260000017\n9,,150102260000020\n1,口袋公园,150102260000021\n1,,12\n",
        cast.finance_hu,
    )
    said = [row.outcome for row in batch.rows.order_by("number")]
    assert said == ["doubtful"] * 4 and BudgetCode.objects.count() == 1
    with pytest.raises(Refused, match="另一个项目"):
        budget_codes.note_budget_codes(year=year, codes=[(dossier, "150102260000017", "")], by=cast.finance_hu)
    for seat in (cast.clerk_li, cast.neighbour_clerk_bai, cast.deputy_dong):
        with pytest.raises(NotYours):
            budget_codes.note_budget_codes(year=year, codes=[], by=seat)
