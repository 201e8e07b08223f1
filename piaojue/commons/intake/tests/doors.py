"""Doors of tables that come in, tried with the hotline's tickets."""

from piaojue.commons.intake import actions
from piaojue.commons.intake.models import Batch
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from tests import cast as the_cast
from tests.doors import door

TABLE = "工单编号,标题,内容,所在地\nA1,东街路灯不亮,巷子里一片黑,东街社区\nA2,暖气不热,家里十五度,火星\n"


def brought(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    batch = Batch(kind="tickets", target=year.pk, place=year.place)
    batch = actions.bring_table(batch=batch, name="工单.csv", data=TABLE.encode(), by=cast.clerk_li)
    row = batch.rows.get(outcome="doubtful")
    return {"year": year.pk, "batch": batch.pk, "row": row.pk}


def taken(cast) -> dict:
    made = brought(cast)
    batch = Batch.objects.get(pk=made["batch"])
    actions.take_batch(batch=batch, seen=batch.summary["digest"], by=cast.clerk_li)
    return made


BRING = {R.CONGRESS_CLERK, R.GOV_OFFICE}
READ = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.STREET_CLERK, R.STREET_CHAIR, R.SECRETARIAT, R.GOV_OFFICE, R.ADMIN}
DOORS = [
    door("batches", "/intake/", READ | {R.DEPARTMENT, R.EVALUATOR, R.FINANCE}, setup=brought, neighbour=True),
    door("bring_table", "/intake/tickets/{year}/", BRING, setup=brought),
    door("table_template", "/intake/tickets/{year}/template.xlsx", BRING, setup=brought),
    door("batch", "/intake/batches/{batch}/", BRING, setup=brought),
    door("map_columns", "/intake/batches/{batch}/map/", BRING, setup=brought),
    door("take_batch", "/intake/batches/{batch}/take/", BRING, method="post", setup=brought),
    door("drop_batch", "/intake/batches/{batch}/drop/", BRING, method="post", setup=brought),
    door("undo_batch", "/intake/batches/{batch}/undo/", BRING, method="post", setup=taken),
    door("correct_row", "/intake/rows/{row}/", BRING, setup=brought),
    door("drop_row", "/intake/rows/{row}/drop/", BRING, method="post", setup=brought),
]
