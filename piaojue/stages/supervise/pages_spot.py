"""Pages of 监督 on the spot, from a phone that has scanned a project's code: a report, a patrol, a question.

A patrol and a question can be written down without network: worker.js keeps a form for it, spot.js a queue.
"""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.limits.brief import HOUR, too_many
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.web.resending import park, parked
from piaojue.commons.words import zh
from piaojue.stages.deliver.public import Project, project_at
from piaojue.stages.supervise import actions, forms
from piaojue.stages.supervise.models import Finding, Question, Sight
from piaojue.stages.supervise.moves import MOVES

DRAFT = "scan-draft"
"""Key of the session: [path, fields] of what a visitor has typed."""
PER_HOUR = 30
"""Reports without an account from one address: a whole residential area may stand behind it (本站)."""
WORKER = Path(__file__).parent / "static" / "supervise" / "worker.js"


def _project(request: Request, code: str) -> Project:
    return project_at(code)


def _with_photos(
    request: Request, project: Project, cleaned: dict[str, Any], *, public: bool = True
) -> Mapping[str, Any]:
    photos = keeping(cleaned["photos"], place=project.place, by=request.seat, public=public)
    return cleaned | {"photos": photos}


ON_THE_SPOT: dict[str, Any] = {"find": _project, "thing": "project", "shell": "ui/public.html"}
"""What the forms here have in common."""

_report = ActForm(
    line=MOVES["report_by_scan"],
    action=actions.report_by_scan,
    values=partial(_with_photos, public=False),
    form=forms.ReportForm,
    form_options=lambda request, project: {"visitor": request.seat is None},
    heading=lambda project: _("反映问题"),
    lead=lambda project: zh(project.title),
    submit=lambda project: _("提交反映"),
    done=lambda finding: _received(finding),
    goes_to=Finding.get_absolute_url,
    **ON_THE_SPOT,
)


def _received(finding: Finding) -> str:
    if finding.is_nameless:
        return _("收到了，谢谢您。请把这一页收藏起来，办理到哪一步，在这里都能看到。")
    return _("收到了，谢谢您。每一步都会通知您，在这一页也能看到。")


def report(request: Request, code: str) -> HttpResponse:
    """扫码反映, without an account, too. Where very many come from one address, the next ones say who they are, and lose nothing."""
    if waiting := parked(request, DRAFT):
        return waiting
    if request.method == "POST" and request.seat is None and too_many(request, "scan", PER_HOUR, HOUR, by_address=True):
        return redirect(park(request, DRAFT))
    answer = _report(request, code=code)
    if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
        request.session.pop(DRAFT, None)
    return answer


patrol = ActForm(
    path="p/<str:code>/patrol/",
    line=MOVES["patrol"],
    action=actions.patrol,
    values=_with_photos,
    form=forms.PatrolForm,
    heading=lambda project: _("登记巡查"),
    lead=lambda project: zh(project.title),
    submit="提交",
    template="supervise/spot.html",
    done=lambda activity: _("巡查已登记"),
    goes_to=lambda activity: activity.project.get_absolute_url(),
    **ON_THE_SPOT,
)
"""巡查: a volunteer's or deputy's visit."""

ask_progress = ActForm(
    path="p/<str:code>/ask/",
    line=MOVES["ask_progress"],
    action=actions.ask_progress,
    form=forms.AskForm,
    lead=lambda project: zh(f"{project.title} · {project.department or _('责任单位待定')}"),
    submit="提交",
    template="supervise/spot.html",
    goes_to=Question.get_absolute_url,
    **ON_THE_SPOT,
)
"""问进度."""


@require_GET
def offline(request: Request) -> HttpResponse:
    """The form that a phone keeps for places without network: nobody's, the same for everybody."""
    return render(request, "supervise/offline.html", {"sights": Sight.choices})


@require_GET
@cache_control(no_cache=True)
def worker(request: Request) -> HttpResponse:
    """The service worker of the pages below /p/: it must be served from there to reach them."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")
