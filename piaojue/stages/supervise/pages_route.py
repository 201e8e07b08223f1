"""Pages of a round through several places: the round is planned, stops are added and written down."""

from collections.abc import Mapping
from typing import Any

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.words import zh
from piaojue.commons.years.queries import year_at
from piaojue.stages.supervise import actions, forms_route, queries, queries_route
from piaojue.stages.supervise.models import Activity, Stop
from piaojue.stages.supervise.moves import MOVES

plan_visits = ActForm(
    path="<place:place>/<int:number>/supervision/visits/new/",
    line=MOVES["plan_visits"],
    find=year_at,
    action=actions.plan_visits,
    thing="year",
    form=forms_route.RoundForm,
    form_options=lambda request, year: {"year": year},
    lead=zh,
    submit="安排",
    cancel=lambda year: year.page("activities"),
    done="走访已安排，请添加走访点",
    goes_to=Activity.get_absolute_url,
)
plan_stop = ActForm(
    of=Activity,
    path="activities/<int:pk>/stops/new/",
    line=MOVES["plan_stop"],
    find=lambda request, pk: queries.activity_for(request.seat, pk),
    action=actions.plan_stop,
    thing="activity",
    form=forms_route.StopForm,
    form_options=lambda request, activity: {"activity": activity},
    submit="添加",
    done="已添加",
    goes_to=Stop.get_absolute_url,
)


def _stop(request: Request, pk: int) -> Stop:
    return queries_route.stop_for(request.seat, pk)


def _seen(request: Request, stop: Stop, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    return cleaned | {"photos": keeping(cleaned["photos"], place=stop.region, by=request.seat)}


OF_STOP: dict[str, Any] = {"find": _stop, "thing": "stop"}
record_stop = ActForm(
    path="stops/<int:pk>/record/",
    line=MOVES["record_stop"],
    action=actions.record_stop,
    values=_seen,
    form=forms_route.SeenForm,
    lead=lambda stop: zh(f"{stop.region.name}：{stop.spot}"),
    submit="登记",
    done="走访记录已登记",
    cancel=Stop.get_absolute_url,
    goes_to=Stop.get_absolute_url,
    **OF_STOP,
)
drop_stop = ActButton(
    path="stops/<int:pk>/drop/",
    line=MOVES["drop_stop"],
    action=actions.drop_stop,
    done="走访点已取消",
    goes_to=lambda stop: stop.activity.get_absolute_url(),
    **OF_STOP,
)
