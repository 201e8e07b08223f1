"""Who writes a paper of the year: its owner first, then who can file it instead."""

from piaojue.commons.roles import Role
from piaojue.commons.years.models import PaperKind

_R, _K = Role, PaperKind
DESK = (_R.CONGRESS_CLERK, _R.STREET_CLERK, _R.SECRETARIAT)
"""Who files what no other office writes."""
OF_THE_SESSION = (_R.SECRETARIAT, _R.CONGRESS_CLERK)
OF_THE_GOVERNMENT = (_R.GOV_OFFICE, *DESK)
WRITERS: dict[str, tuple[Role, ...]] = {
    _K.LEADING_GROUP_LIST: (_R.LEADING_GROUP, *DESK),
    _K.PARTY_MINUTES: (_R.LEADING_GROUP, *DESK),
    _K.LEGALITY_OPINION: (_R.LEGAL, *OF_THE_GOVERNMENT),
    _K.COMMENT_REPORT: OF_THE_GOVERNMENT,
    _K.GROUPING_REPORT: OF_THE_GOVERNMENT,
    _K.FEEDBACK_NOTICE: OF_THE_GOVERNMENT,
    _K.GOVERNMENT_STATEMENT: OF_THE_GOVERNMENT,
    _K.TASK_BREAKDOWN: OF_THE_GOVERNMENT,
    _K.COMPLETION_REPORT: OF_THE_GOVERNMENT,
    _K.SESSION_NOTICE: OF_THE_SESSION,
    _K.VOTE_RULES_DRAFT: (_R.CONGRESS_CLERK, _R.SECRETARIAT),
    _K.VOTE_RULES: OF_THE_SESSION,
    _K.COUNT_CERTIFICATE: OF_THE_SESSION,
}
"""Kind of paper → roles. Who gives out a paper is a local practice; each of these may file it."""


def writers_of(kind: str) -> tuple[Role, ...]:
    """Roles that file it, the owner first."""
    return WRITERS.get(kind, DESK)
