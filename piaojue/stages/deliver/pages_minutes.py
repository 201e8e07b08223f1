"""协调决定 of one meeting of the leading group: one page for all problems that wait."""

from collections.abc import Mapping
from typing import Any

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.forms_minutes import CoordinationForm
from piaojue.stages.deliver.minutes import SignedMinutes
from piaojue.stages.deliver.models import Problem
from piaojue.stages.deliver.moves import MOVES


def _entered(request: Request, year: Year, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    scans = keeping(cleaned["scans"], place=year.place, by=request.seat, photo=False, public=False)
    minutes = SignedMinutes(cleaned["title"], cleaned["decided_on"], cleaned["decided_by"], scans)
    return {"minutes": minutes, "decisions": cleaned["decisions"]}


def _projects(done: Year | list[Problem]) -> str:
    return (done[0].year if isinstance(done, list) else done).page("projects")


enter_coordination = ActForm(
    path="<place:place>/<int:number>/problems/minutes/",
    line=MOVES["enter_coordination"],
    find=year_at,
    action=actions.enter_coordination,
    thing="year",
    form=CoordinationForm,
    form_options=lambda request, year: {"year": year},
    values=_entered,
    lead="一次会议登记一回：会议填一遍，每个难题写上会议的决定。登记以后注明是照签字纪要登记的，承办单位当即收到。",
    submit="登记",
    done=lambda problems: f"已登记 {len(problems)} 个难题的协调决定，已送达承办单位",
    cancel=_projects,
    goes_to=_projects,
    template="deliver/minutes.html",
    shell="ui/desk.html",
)
