"""Doors of 公布与实施. 东街街道's own people look after 东街街道; of 新城区's projects they see what everybody sees."""

from django.utils import timezone

from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import ChangeKind, Project
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


def in_the_red(cast) -> dict:
    project = make.project(cast)
    actions.set_lamp(project=project, lamp="red", reason="三个月没有开工", by=cast.government_liu)
    return {"pk": project.pk}


def called_in(cast) -> dict:
    """A talk that its unit has not answered."""
    where = in_the_red(cast)
    project = Project.objects.get(pk=where["pk"])
    talk = {"who": "副区长约谈住建局", "held_on": timezone.localdate(), "agreed": "十二月十日前补足工人，每周报进度"}
    return where | {"talk": actions.call_in(project=project, by=cast.leader_guo, **talk).pk}


def ruled(cast) -> dict:
    """The congress's clerk has written a rule that waits for the meeting."""
    rule = {"rule": make.LampRule(), "why": "人大自己的尺子"}
    return {"pk": actions.set_lamp_rule(year=make.project(cast).year, by=cast.clerk_li, **rule).pk}


def sited(cast) -> dict:
    return {"pk": make.site(cast).pk, "project": make.site(cast).project_id}


def finished_site(cast) -> dict:
    return {"pk": make.finished_site(cast).pk}


def declared_done(cast) -> dict:
    project = make.reported(cast, percent=100).project
    return {"pk": actions.declare_done(project=project, by=cast.department_chen).pk}


def carried(cast) -> dict:
    return {"pk": make.carried(cast).pk}


DOORS = [
    door("projects", f"{YEAR}/projects/", everybody(), setup=reported),
    door("lamp_rule", f"{YEAR}/projects/lamps/", LAMPS, setup=reported),
    door("lamp_rules", f"{YEAR}/projects/rules/", everybody(), setup=ruled),
    door("adopt_lamp_rule", "/lamp-rules/{pk}/adopt/", {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}, setup=ruled),
    door(
        "withdraw_lamp_rule",
        "/lamp-rules/{pk}/withdraw/",
        {R.CONGRESS_CLERK, R.CONGRESS_CHAIR},
        setup=ruled,
        method="post",
    ),
    door("list_sites", "/projects/{project}/sites/", UNIT, setup=sited),
    door("finish_site", "/sites/{pk}/finish/", UNIT, setup=sited),
    door("look_at_site", "/sites/{pk}/look/", {R.GOV_OFFICE}, setup=finished_site),
    door("send_back_done", "/projects/{pk}/send-back/", {R.GOV_OFFICE}, setup=declared_done),
    door("settle_carried", "/projects/{pk}/settle/", {R.GOV_OFFICE}, setup=carried),
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
    door("call_in", "/projects/{pk}/talk/", {R.GOV_OFFICE, R.LEADING_GROUP}, setup=in_the_red),
    door("answer_talk", "/talks/{talk}/answer/", UNIT, setup=called_in),
    door("enter_coordination", f"{YEAR}/problems/minutes/", {R.GOV_OFFICE, R.LEADING_GROUP}, setup=raised),
    door("decide_problem", "/problems/{pk}/decide/", {R.LEADING_GROUP}, setup=raised),
    door("solve_problem", "/problems/{pk}/solve/", UNIT, setup=decided),
    door("note_budget", "/changes/{pk}/budget/", {R.FINANCE}, setup=asked_for_money),
    door("change", "/changes/{pk}/", AT_WORK, setup=asked),
]
