"""The front door of 公布与实施: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.deliver.forms import DATE, area, offer
from piaojue.stages.deliver.looks import remember
from piaojue.stages.deliver.models import (
    ACCEPTED,
    ALIVE,
    BURNING,
    Baseline,
    Change,
    ChangeKind,
    ChangeState,
    Lamp,
    Problem,
    ProblemState,
    Project,
    ProjectState,
    Report,
    Slip,
    Task,
)
from piaojue.stages.deliver.moves import MOVES, WORKERS
from piaojue.stages.deliver.pace import unit_of
from piaojue.stages.deliver.queries import project_at, projects_of, reused_photos, sites_of, units_for
from piaojue.stages.deliver.showing import (
    Shot,
    latest_photos,
    map_around,
    photo_pairs,
    pin_of,
    plan_chart,
    planned_on,
    scenes_of,
    shots_of,
)
from piaojue.stages.deliver.telling import following, tell_followers_of, tell_role, tell_unit
from piaojue.stages.deliver.values import PlannedTask, Proposal, ReportDraft

__all__ = [
    "ACCEPTED",
    "ALIVE",
    "BURNING",
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
    "ProblemState",
    "Project",
    "ProjectState",
    "Proposal",
    "Report",
    "ReportDraft",
    "Shot",
    "Slip",
    "Task",
    "area",
    "following",
    "latest_photos",
    "map_around",
    "offer",
    "photo_pairs",
    "pin_of",
    "plan_chart",
    "planned_on",
    "project_at",
    "projects_of",
    "remember",
    "reused_photos",
    "scenes_of",
    "shots_of",
    "sites_of",
    "tell_followers_of",
    "tell_role",
    "tell_unit",
    "unit_of",
    "units_for",
]
