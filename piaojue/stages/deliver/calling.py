"""约谈: whom the lamps of a project call in, by the place's ladder (docs/domain.md#lamp-escalation)."""

from dataclasses import asdict

from django.utils import timezone

from engines.pacing import Escalation, Ladder, Light, escalate
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import LadderRule
from piaojue.stages.deliver.models import Lamp, Project


def ladder_of(year: Year) -> Ladder:
    """Who is called in at which step here; what the place has not set is as usual."""
    given = asdict(year.settings.ladder or LadderRule())
    return Ladder(**{name: given[name] for name in asdict(Ladder()) if given[name] is not None})


def lamps_of(project: Project) -> list[Light]:
    """The project's lamps, one a period: as each month was judged, oldest first, then as it burns now."""
    month = f"{timezone.localdate():%Y-%m}"
    past = sorted((row.month, row.lamp) for row in project.reports.all() if row.month < month)
    return [Light(lamp) for _month, lamp in past] + [Light(project.lamp)]


def called_for(project: Project) -> Escalation | None:
    """Whom the lamps call in now; None: nobody, or this month's talk has been held."""
    if project.lamp == Lamp.GREEN or not project.burns:
        return None
    first = timezone.localdate().replace(day=1)
    if any(talk.held_on >= first for talk in project.talks.all()):
        return None
    return escalate(lamps_of(project), ladder_of(project.year))


def callers(project: Project, escalation: Escalation) -> tuple[Role, ...]:
    """Who sees to the talk, the owner first: the office calls in who is responsible, leaders call in the unit."""
    by_leaders = escalation.who != ladder_of(project.year).yellow
    return (Role.LEADING_GROUP, Role.GOV_OFFICE) if by_leaders else (Role.GOV_OFFICE, Role.LEADING_GROUP)


def is_called_for(project: Project) -> str | None:
    return None if called_for(project) else "现在的亮灯不用约谈，或者本月已经约谈过"
