"""Doors of 公布与实施. 东街街道's own people look after 东街街道; of 新城区's projects they see what everybody sees."""

from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import ChangeKind
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import Proposal
from tests import cast as the_cast
from tests.doors import door, everybody

AT_WORK = {
    R.DEPARTMENT,
    R.GOV_OFFICE,
    R.DEPUTY,
    R.CONGRESS_CLERK,
    R.CONGRESS_CHAIR,
    R.COMMITTEE,
    R.PRESIDIUM,
    R.GUIDANCE,
    R.LEADING_GROUP,
    R.FINANCE,
}
UNIT = {R.DEPARTMENT, R.GOV_OFFICE}
LAMPS = {R.GOV_OFFICE, R.CONGRESS_CLERK}
YEAR = f"/150102/{make.NUMBER}"


def voted(cast) -> None:
    """One adopted item waits for its announcement."""
    year = the_cast.year(cast.xincheng, stage=Stage.ANNOUNCING, number=make.NUMBER)
    dossier = make.dossier(cast.xincheng, year)
    make.result(dossier, poll=make.poll(cast, year))


def announced(cast) -> dict:
    return {"pk": make.announced(cast)[0].pk}


def assigned(cast) -> dict:
    project = make.project(cast)
    return {"pk": project.pk, "task": project.tasks.first().pk}


def reported(cast) -> dict:
    return {"pk": make.reported(cast).project_id}


def finished(cast) -> dict:
    return {"pk": make.reported(cast, percent=100).project_id}


def raised(cast) -> dict:
    return {"pk": make.problem(cast).pk}


def decided(cast) -> dict:
    return {
        "pk": actions.decide_problem(problem=make.problem(cast), decision="街道牵头一周内谈妥", by=cast.leader_guo).pk
    }


def asked_for_money(cast) -> dict:
    return {"pk": make.change(cast, kind=ChangeKind.FUNDS, proposed=Proposal(year_yuan=900_000)).pk}


def asked(cast) -> dict:
    return {"pk": make.change(cast).pk}


DOORS = [
    door("projects", f"{YEAR}/projects/", everybody(), setup=reported),
    door("lamp_rule", f"{YEAR}/projects/lamps/", LAMPS, setup=reported),
    door("wall", f"{YEAR}/wall/", everybody(), setup=reported),
    door(
        "projects_step",
        f"{YEAR}/projects/step/announce/",
        {R.GOV_OFFICE, R.CONGRESS_CLERK, R.CONGRESS_CHAIR},
        setup=voted,
        method="post",
    ),
    door("work", "/projects/{pk}/", AT_WORK, setup=reported),
    door("work_step", "/projects/{pk}/step/declare_done/", UNIT, setup=finished, method="post"),
    door("assign_project", "/projects/{pk}/assign/", {R.GOV_OFFICE}, setup=announced),
    door("report_progress", "/projects/{pk}/report/", UNIT, setup=assigned),
    door("set_lamp", "/projects/{pk}/lamp/", LAMPS, setup=assigned),
    door("raise_problem", "/projects/{pk}/problem/", UNIT, setup=assigned),
    door("request_change", "/projects/{pk}/change/", {R.GOV_OFFICE}, setup=assigned),
    door("accept_project", "/projects/{pk}/accept/", {R.GOV_OFFICE}, setup=reported),
    door("finish_task", "/tasks/{task}/finish/", UNIT, setup=assigned),
    door("slip_task", "/tasks/{task}/slip/", {R.GOV_OFFICE}, setup=assigned),
    door("decide_problem", "/problems/{pk}/decide/", {R.LEADING_GROUP}, setup=raised),
    door("solve_problem", "/problems/{pk}/solve/", UNIT, setup=decided),
    door("note_budget", "/changes/{pk}/budget/", {R.FINANCE}, setup=asked_for_money),
    door("change", "/changes/{pk}/", AT_WORK, setup=asked),
]
