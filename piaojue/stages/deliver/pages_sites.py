"""Pages of sites, of work that was sent back, and of what was carried over."""

from collections.abc import Mapping
from typing import Any

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.deliver import actions, forms, queries
from piaojue.stages.deliver.models import Project, Site
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pages_work import AT_WORK, ON_PROJECT


def _list(*, project: Project, titles: list[str], by: Seat) -> Project:
    actions.list_sites(project=project, titles=titles, by=by)
    return project


list_sites = ActForm(
    of=Project,
    kind="quiet",
    path="projects/<int:pk>/sites/",
    line=MOVES["list_sites"],
    action=_list,
    form=forms.SitesForm,
    lead=lambda project: f"{project.title}：已经列入 {project.sites.count()} 个点位",
    done="点位已列出",
    **ON_PROJECT,
)
send_back_done = ActForm(
    of=Project,
    path="projects/<int:pk>/send-back/",
    line=MOVES["send_back_done"],
    action=actions.send_back_done,
    form=forms.SendBackForm,
    lead=lambda project: project.title,
    done="已退回返工",
    **ON_PROJECT,
)
settle_carried = ActForm(
    of=Project,
    kind="primary",
    path="projects/<int:pk>/settle/",
    line=MOVES["settle_carried"],
    action=actions.settle_carried,
    form=forms.SettleForm,
    lead=lambda project: f"下年目标：{project.next_goal}，{project.next_due} 前",
    done="结转项目已了结",
    **ON_PROJECT,
)


def _site(request: Request, pk: int) -> Site:
    return queries.site_for(request.seat, pk)


def _with_photos(request: Request, site: Site, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    return cleaned | {"photos": keeping(cleaned["photos"], place=site.place, by=request.seat)}


ON_SITE: dict[str, Any] = {"find": _site, "thing": "site", "lead": lambda site: site.title, **AT_WORK}
finish_site = ActForm(
    path="sites/<int:pk>/finish/",
    line=MOVES["finish_site"],
    action=actions.finish_site,
    values=_with_photos,
    form=forms.FinishSiteForm,
    done="已报完工，等待验收",
    **ON_SITE,
)
look_at_site = ActForm(
    path="sites/<int:pk>/look/",
    line=MOVES["look_at_site"],
    action=actions.look_at_site,
    form=forms.LookForm,
    done="验收意见已登记",
    **ON_SITE,
)
