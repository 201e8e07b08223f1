"""Rows as they are now, locked until the action ends; and whose project it is."""

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.models import Project, Task
from piaojue.stages.deliver.moves import MOVES


def locked(project: Project) -> Project:
    rows = Project.objects.select_for_update(of=("self",))
    return rows.select_related("place", "year", "year__place", "department", "dossier").get(pk=project.pk)


def locked_row(row):
    """A problem or a change with its project."""
    rows = type(row).objects.select_for_update(of=("self",))
    return rows.select_related(
        "place", "year", "year__place", "project", "project__department", "project__dossier"
    ).get(pk=row.pk)


def executes(project: Project, by: Seat | None) -> bool:
    """Whether the seat may act for the project: its unit (or one with a task in it), or the government office of its place."""
    if by is None:
        return False
    if by.role == Role.GOV_OFFICE:
        return by.place_id == project.place_id
    own = by.body_id == project.department_id
    return own or Task.objects.filter(project=project, unit=by.body_id).exists()


def require_executor(act: str, project: Project, by: Seat | None) -> None:
    """Raises NotYours for anybody who is not entitled or whose unit is another."""
    MOVES.require(act, project.place, by)
    if not executes(project, by):
        raise NotYours(act)
