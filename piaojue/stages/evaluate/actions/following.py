"""建议人回访: four weeks after a project was accepted, those who asked for it are asked whether it serves."""

from datetime import date, timedelta

from django.utils import timezone

from engines.scoring import PRESETS
from piaojue.commons.acting import Doing, acting
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project, ProjectState
from piaojue.stages.evaluate.actions.framing import invitees_of, proposers_of, write_to
from piaojue.stages.evaluate.models import Invitee, Item, Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES

WAIT = timedelta(weeks=4)
LATEST = timedelta(weeks=26)
"""Who was never asked within half a year is not asked any more: a site that begins to use this asks about no old works."""


def due_projects(year: Year, today: date) -> list[Project]:
    """Accepted four weeks ago, and nobody was asked yet."""
    rows = Project.objects.filter(year=year, state__in=[ProjectState.COMPLETED, ProjectState.MOSTLY])
    rows = rows.filter(accepted_on__range=(today - LATEST, today - WAIT))
    return list(
        rows.exclude(evaluations__survey__follow_up=True).order_by("no").select_related("dossier", "department")
    )


def ask_proposers(*, year: Year, today: date | None = None) -> Survey | None:
    """Ask those who suggested what is due, by SMS with an address of one's own. None: nothing is due, or nobody can be reached.

    One survey a year grows project by project; each invitation asks about the one project.
    """
    today = today or timezone.localdate()
    due = due_projects(year, today)
    if not due or not year.may_send:
        return None
    open_one = Survey.objects.filter(year=year, follow_up=True, state=SurveyState.OPEN).first()
    survey = open_one or Survey(
        place=year.place,
        year=year,
        subject=Subject.RESIDENTS,
        follow_up=True,
        begun=True,
        state=SurveyState.OPEN,
        title=f"{year.number} 年民生实事项目建议人回访",
        formula=PRESETS["四档含不了解"].to_json(),
        opens_on=today,
        method="项目验收四周以后，请提过、附议过的人评价自己建议的项目；每个项目意见太少的不单独公布。",
    )
    with acting(MOVES["ask_proposers"], survey, None) as act:
        asked = sum(_ask(act, project, today) for project in due)
        act.note(projects=len(due), asked=asked)
    return act.thing


def _ask(act: Doing[Survey], project: Project, today: date) -> int:
    survey = act.save()
    unit = project.department.name if project.department else ""
    title = f"{project.no}. {project.title}"[:120]
    item = Item.objects.create(survey=survey, project=project, title=title, unit=unit[:80])
    rows = invitees_of(survey, proposers_of(survey, [item]), item)
    for row in rows:
        row.drawn, row.invited_on = True, today
    made = Invitee.objects.bulk_create(rows, batch_size=500)
    write_to(survey, made, "您建议的项目已完工四周，请您评价")
    return len(made)
