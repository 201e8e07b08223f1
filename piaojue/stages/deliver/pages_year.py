"""Pages of 实施 that act for the whole year: its announcement, its papers."""

from django.http import HttpResponse

from piaojue.commons.moves import NotYours
from piaojue.commons.web.act_pages import ActButton
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Paper, Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Project
from piaojue.stages.deliver.moves import MOVES


def _projects_page(result: Year | Paper | list[Project]) -> str:
    """The list of the year's projects."""
    return (result[0] if isinstance(result, list) else result).year.page("projects")


STEPS = {
    "announce": ActButton(
        line=MOVES["announce"],
        find=year_at,
        action=actions.announce,
        thing="year",
        done=lambda projects: f"已公布 {len(projects)} 个入选项目",
        goes_to=_projects_page,
    ),
    "file_breakdown": ActButton(
        line=MOVES["file_breakdown"],
        find=year_at,
        action=actions.file_breakdown,
        thing="year",
        done="任务分解表已登记",
        goes_to=_projects_page,
    ),
    "file_completion": ActButton(
        line=MOVES["file_completion"],
        find=year_at,
        action=actions.file_completion,
        thing="year",
        done="完成情况报告已登记",
        goes_to=_projects_page,
    ),
}
"""Last part of the address → the act."""


def step(request: Request, place: str, number: int, act: str) -> HttpResponse:
    """One act of the year. Raises NotYours for an unknown one."""
    if act not in STEPS:
        raise NotYours(act)
    return STEPS[act](request, place=place, number=number)
