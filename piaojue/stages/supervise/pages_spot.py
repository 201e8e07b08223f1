"""Pages of 监督 on the spot, from a phone that has scanned a project's code: a report, a patrol, a question."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.words import zh
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise import actions, forms, queries
from piaojue.stages.supervise.models import Finding, Question
from piaojue.stages.supervise.moves import MOVES


def _project(request: Request, code: str) -> Project:
    return queries.project_at(code)


def _with_photos(
    request: Request, project: Project, cleaned: dict[str, Any], *, public: bool = True
) -> Mapping[str, Any]:
    photos = keeping(cleaned["photos"], place=project.place, by=request.seat, public=public)
    return cleaned | {"photos": photos}


ON_THE_SPOT: dict[str, Any] = {"find": _project, "thing": "project", "shell": "ui/public.html"}
"""What the forms here have in common."""

report = ActForm(
    path="p/<str:code>/report/",
    line=MOVES["report_by_scan"],
    action=actions.report_by_scan,
    values=partial(_with_photos, public=False),
    form=forms.ReportForm,
    heading=lambda project: _("反映问题"),
    lead=lambda project: zh(project.title),
    submit=lambda project: _("提交反映"),
    done=lambda finding: _("收到了，谢谢您。每一步都会通知您，在这一页也能看到。"),
    goes_to=Finding.get_absolute_url,
    **ON_THE_SPOT,
)
"""扫码反映."""

patrol = ActForm(
    path="p/<str:code>/patrol/",
    line=MOVES["patrol"],
    action=actions.patrol,
    values=_with_photos,
    form=forms.PatrolForm,
    heading=lambda project: _("登记巡查"),
    lead=lambda project: zh(project.title),
    submit="提交",
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
    goes_to=Question.get_absolute_url,
    **ON_THE_SPOT,
)
"""问进度."""
