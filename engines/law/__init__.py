"""The legal core: kinds of places, who decides what, floors, offices, signers, statutory days, each with its articles.

Pure functions and tables: no Django, no clock. The tables say what docs/domain.md says, and a test compares them.
What marks Certainty.UNSURE is a parameter that pages show with 待核.
"""

from .articles import COUNTY_AND_ABOVE, LAWS, WITH_CONGRESS, Article, Certainty, Force, Law, cited
from .bodies import MATTERS, OF_A_VOTE, ORGANS, Matter, Organ
from .clocks import CALENDAR, CLOCKS, MONTHS, WORKING, Clock, Counting, deadline, is_working_day, working_days_known
from .competence import COMPETENCES, CONGRESS_QUORUM, HALF, Base, Competence, Condition, competence
from .instruments import (
    FIXED,
    LOCAL_PARAMETERS,
    LocalParameter,
    Unit,
    below_local,
    binding,
    read_value,
    refused,
)
from .minima import (
    COMMITTEE_MEMBERS,
    COMMITTEE_QUORUM,
    FLOORS,
    LEAST_MEMBERS,
    MAJORITY,
    QUORUM,
    VoteRule,
    committee_quorum_problem,
    floor_problems,
    quorum_problem,
    seems_incomplete,
    too_few_members,
)
from .offices import INCOMPATIBLE, REQUIRED, Incompatible, Office, Required, incompatible, unmet
from .places import EVERYWHERE, NO_CONGRESS, PlaceKind, place_kind
from .signers import JOINT_SIGNERS, SIGNERS_BASES, joint_signers, signers_bases

__all__ = [
    "CALENDAR",
    "CLOCKS",
    "COMMITTEE_MEMBERS",
    "COMMITTEE_QUORUM",
    "COMPETENCES",
    "CONGRESS_QUORUM",
    "COUNTY_AND_ABOVE",
    "EVERYWHERE",
    "FIXED",
    "FLOORS",
    "HALF",
    "INCOMPATIBLE",
    "JOINT_SIGNERS",
    "LAWS",
    "LEAST_MEMBERS",
    "LOCAL_PARAMETERS",
    "MAJORITY",
    "MATTERS",
    "MONTHS",
    "NO_CONGRESS",
    "OF_A_VOTE",
    "ORGANS",
    "QUORUM",
    "REQUIRED",
    "SIGNERS_BASES",
    "WITH_CONGRESS",
    "WORKING",
    "Article",
    "Base",
    "Certainty",
    "Clock",
    "Competence",
    "Condition",
    "Counting",
    "Force",
    "Incompatible",
    "Law",
    "LocalParameter",
    "Matter",
    "Office",
    "Organ",
    "PlaceKind",
    "Required",
    "Unit",
    "VoteRule",
    "below_local",
    "binding",
    "cited",
    "committee_quorum_problem",
    "competence",
    "deadline",
    "floor_problems",
    "incompatible",
    "is_working_day",
    "joint_signers",
    "place_kind",
    "quorum_problem",
    "read_value",
    "refused",
    "seems_incomplete",
    "signers_bases",
    "too_few_members",
    "unmet",
    "working_days_known",
]
