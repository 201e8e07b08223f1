"""Doors of 归并."""

from piaojue.commons.roles import SIGNED_IN
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions
from piaojue.stages.group.models import Demand, Lesson
from piaojue.stages.group.tests import make
from piaojue.stages.group.values import DemandDraft
from tests import cast as the_cast
from tests.doors import door, everybody

GROUPERS = {R.CONGRESS_CLERK, R.GOV_OFFICE}


def story(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    make.suggestion(cast, year, title="还没归并的建议", by=cast.resident_zhao)
    demand = make.demand(cast, year)
    other = make.demand(
        cast, year, title="东街社区增设停车位", suggestions=[make.suggestion(cast, year, title="东街社区停车难")]
    )
    return {"pk": demand.pk, "other": other.pk}


def taught(cast) -> dict:
    values = story(cast)
    demand = Demand.objects.get(pk=values["pk"])
    draft = DemandDraft(title=demand.title, category="housing")
    actions.edit(demand=demand, draft=draft, by=cast.clerk_li)
    return {"lesson": Lesson.objects.get().pk}


def merged(cast) -> dict:
    values = story(cast)
    demand, other = Demand.objects.get(pk=values["pk"]), Demand.objects.get(pk=values["other"])
    return {"merger": actions.merge(kept=demand, gone=other, by=cast.clerk_li).pk}


Y = "/150102/2026"
DOORS = [
    door("demands", f"{Y}/demands/", everybody(), setup=story),
    door("grouping", f"{Y}/grouping/", GROUPERS, setup=story),
    door("demand_options", f"{Y}/demands/options/?find=停车", everybody(), setup=story),
    door("review_queue", f"{Y}/grouping/queue/", GROUPERS, setup=story),
    door("undo_review", f"{Y}/grouping/undo/", GROUPERS, method="post", setup=story),
    door("batch_grouping", f"{Y}/grouping/batch/", GROUPERS, method="post", setup=story),
    door("auto_grouping", f"{Y}/grouping/auto/", GROUPERS, method="post", setup=story),
    door("decisions", f"{Y}/grouping/decisions.csv", GROUPERS, setup=story),
    door("learned", f"{Y}/grouping/learned/", GROUPERS, setup=taught),
    door("confirm_field", "/d/{pk}/field/", GROUPERS, method="post", setup=story),
    door("unlearn", "/lessons/{lesson}/undo/", GROUPERS, method="post", setup=taught),
    door("demand", "/d/{pk}/", everybody(), setup=story),
    door("edit_demand", "/d/{pk}/edit/", GROUPERS, setup=story),
    door("split_demand", "/d/{pk}/split/", GROUPERS, setup=story),
    door("merge_demand", "/d/{pk}/merge/", GROUPERS, setup=story),
    door("second", "/d/{pk}/second/", SIGNED_IN - {R.ADMIN}, method="post", setup=story, neighbour=True),
    door("second_by_sms", "/d/{pk}/second/sms/", SIGNED_IN - {R.ADMIN}, method="post", setup=story, neighbour=True),
    door("unsecond", "/d/{pk}/unsecond/", SIGNED_IN - {R.ADMIN}, method="post", setup=story, neighbour=True),
    door("unmerge", "/mergers/{merger}/undo/", GROUPERS, method="post", setup=merged),
]
