"""Plan curve, progress, overdue days and payments → 绿/黄/红, and one sentence why (亮灯).

curve_from_milestones → lamp(policy, curve, progress, today, …) → overridden (by hand, with a reason) → escalate.
"""

from .curve import Curve, PlanRefused, curve_from_milestones
from .escalation import RUNG_NAMES, Escalation, Ladder, Rung, Rungs, escalate
from .lamp import Kind, Lamp, Progress, Reason, Task, lamp, overridden
from .plausible import Doubt, doubt
from .policy import LABELS, LIGHT_NAMES, PRESETS, Light, Measure, Policy, PolicyError, Shade, notices

__all__ = [
    "LABELS",
    "LIGHT_NAMES",
    "PRESETS",
    "RUNG_NAMES",
    "Curve",
    "Doubt",
    "Escalation",
    "Kind",
    "Ladder",
    "Lamp",
    "Light",
    "Measure",
    "PlanRefused",
    "Policy",
    "PolicyError",
    "Progress",
    "Reason",
    "Rung",
    "Rungs",
    "Shade",
    "Task",
    "curve_from_milestones",
    "doubt",
    "escalate",
    "lamp",
    "notices",
    "overridden",
]
