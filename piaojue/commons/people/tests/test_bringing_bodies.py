"""The offices of a region come in as a table: their kind is told by their name, and a mistake is undone."""

import pytest

from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people import actions
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.roles import Role

TABLE = "序号\t部门名称\t类别\n1\t新城区教育局\t\n2\t新城区住建局\t\n3\t某某公司\t\n4\t新城区第二代表团\t代表团\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path


def bring(place, table, by) -> Batch:
    batch = Batch(kind="bodies", target=int(place.pk), place=place)
    return intake.bring_table(batch=batch, name="部门.tsv", data=table.encode(), by=by)


def take(batch, by) -> Batch:
    return intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)


def test_offices_are_registered_once_and_taken_back_while_nobody_sits_there(cast):
    before = Body.objects.filter(place=cast.xincheng).count()
    batch = bring(cast.xincheng, TABLE, cast.clerk_li)
    assert [row.outcome for row in batch.rows.all()] == ["known", "known", "doubtful", "new"]
    assert "看不出是哪一类" in batch.rows.get(outcome="doubtful").reasons[0]
    row = batch.rows.get(outcome="doubtful")
    intake.correct_row(row=row, by=cast.clerk_li, **{**row.values, "kind": "承办部门"})
    batch.refresh_from_db()
    batch = take(batch, cast.clerk_li)
    company = Body.objects.get(name="某某公司")
    assert company.kind == BodyKind.DEPARTMENT and Body.objects.filter(place=cast.xincheng).count() == before + 2
    seat = actions.appoint(body=company, role=Role.DEPARTMENT, name="田经理", phone="13811110088", by=None)
    with pytest.raises(Refused, match="“某某公司”已经有席位"):
        intake.undo_batch(batch=batch, by=cast.clerk_li)
    seat.delete()
    intake.undo_batch(batch=batch, by=cast.clerk_li)
    assert Body.objects.filter(place=cast.xincheng).count() == before


def test_a_street_gets_no_congress_and_a_stranger_registers_nothing(cast):
    batch = bring(cast.dongjie, "机构\t届次\n东街街道人民代表大会\t18\n东街街道办事处\t\n", cast.street_clerk_xu)
    assert batch.rows.first().outcome == "doubtful"
    assert "59 条" in batch.rows.first().reasons[0]
    with pytest.raises(NotYours):
        bring(cast.xincheng, TABLE, cast.deputy_dong)
