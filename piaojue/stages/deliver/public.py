"""The front door of 公布与实施: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.deliver.forms import DATE, area, offer
from piaojue.stages.deliver.models import (
    ALIVE,
    Baseline,
    Change,
    ChangeKind,
    ChangeState,
    Lamp,
    Problem,
    Project,
    ProjectState,
    Report,
    Slip,
    Task,
)
from piaojue.stages.deliver.moves import MOVES, WORKERS
from piaojue.stages.deliver.pace import unit_of
from piaojue.stages.deliver.queries import projects_of, reused_photos, units_for
from piaojue.stages.deliver.showing import (
    Shot,
    latest_photos,
    map_around,
    pin_of,
    plan_chart,
    planned_on,
    scenes_of,
    shots_of,
)
from piaojue.stages.deliver.telling import tell_followers_of, tell_role, tell_unit
from piaojue.stages.deliver.values import PlannedTask, Proposal, ReportDraft

__all__ = [
    "ALIVE",
    "DATE",
    "MOVES",
    "WORKERS",
    "Baseline",
    "Change",
    "ChangeKind",
    "ChangeState",
    "Lamp",
    "PlannedTask",
    "Problem",
    "Project",
    "ProjectState",
    "Proposal",
    "Report",
    "ReportDraft",
    "Shot",
    "Slip",
    "Task",
    "area",
    "latest_photos",
    "map_around",
    "offer",
    "pin_of",
    "plan_chart",
    "planned_on",
    "projects_of",
    "reused_photos",
    "scenes_of",
    "shots_of",
    "tell_followers_of",
    "tell_role",
    "tell_unit",
    "unit_of",
    "units_for",
]
