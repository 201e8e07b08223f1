"""后果链: order with a due date → report with evidence → re-evaluation → passed, or more supervision is suggested."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from engines.scoring import needs_rectification
from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import officers_of
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import tell_followers_of
from piaojue.stages.evaluate.actions.preparing import prepare_reevaluation
from piaojue.stages.evaluate.models import Item, Rectification, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.queries import verdict_of

SHORTEST_ORDER, SHORTEST_REPORT = 4, 10


def order_rectification(*, item: Item, order: str, due: date, by: Seat) -> Rectification:
    """Give a badly graded row to the government: its unit puts it right and reports by a day (监督法 17). Raises NotYours, Refused with every reason."""
    item = Item.objects.select_related("survey__year__place", "survey__place", "project__department").get(pk=item.pk)
    rectification = Rectification(
        place=item.place, year=item.year, project=item.project, item=item, order=order.strip(), due=due
    )
    with acting(MOVES["order_rectification"], rectification, by) as act:
        if problems := _cannot_be_ordered(item) + _unfit_order(rectification):
            raise Refused(*problems)
        act.note(due=due.isoformat())
    project = rectification.project
    executors = officers_of(project.department_id).filter(role=Role.DEPARTMENT)
    tell_followers_of(
        project,
        f"您关心的“{item.title}”测评不满意，已交由政府研究处理，{due:%Y-%m-%d} 前报告整改情况，整改后再评一次。",
    )
    tell(
        executors.values_list("person", flat=True),
        f"“{item.title}”测评不满意，请于 {due:%Y-%m-%d} 前整改并报告。",
        rectification.get_absolute_url(),
    )
    return rectification


def _cannot_be_ordered(item: Item) -> list[str]:
    problems, survey = [], item.survey
    if survey.state != SurveyState.PUBLISHED:
        problems.append("测评结果公布后才能交办整改")
    elif not needs_rectification(verdict_of(survey, item), survey.the_formula):
        problems.append(f"“{item.title}”的测评结果不需要整改")
    if item.project is None:
        problems.append(f"“{item.title}”没有对应到实施中的项目，请在测评表中先对应项目")
    if Rectification.objects.filter(item=item).exists():
        problems.append(f"“{item.title}”已经交由政府研究处理")
    return problems


def _unfit_order(rectification: Rectification) -> list[str]:
    problems = []
    if len(rectification.order) < SHORTEST_ORDER:
        problems.append("请写明整改要求")
    if rectification.due <= timezone.localdate():
        problems.append("整改期限要在今天之后")
    return problems + unexplained(dates.asking(None, rectification.due, today=timezone.localdate()))


def report_rectification(
    *, rectification: Rectification, report: str, proofs: Iterable[Upload] = (), by: Seat, version: int | None = None
) -> Rectification:
    """The responsible unit says what it did, with evidence. Raises NotYours for another unit, Refused without evidence.

    proofs: may be kept while they are asked for: that is after the seat was found to be the unit's
    """
    with acting(MOVES["report_rectification"], rectification, by, version=version) as act:
        rectification, evidence = act.thing, list(proofs)
        problems = []
        if len(report.strip()) < SHORTEST_REPORT:
            problems.append(f"请写清整改了什么、结果怎样（至少 {SHORTEST_REPORT} 个字）")
        if not evidence:
            problems.append("请附整改后的照片或文件作为佐证")
        if problems:
            raise Refused(*problems)
        rectification.report, rectification.reported_at = report.strip(), timezone.now()
        rectification.proofs.set(evidence)
        act.note(proofs=len(evidence))
    if rectification.created_by:
        words = f"“{rectification.item.title}”已报整改情况，请组织复评。"
        tell([rectification.created_by.person_id], words, rectification.get_absolute_url())
    return rectification


def reevaluate(
    *,
    rectification: Rectification,
    by: Seat,
    subject: str = "",
    closes_on: date | None = None,
    version: int | None = None,
) -> Survey:
    """A survey of the one row, by the same formula; publishing it decides: passed, or more supervision is suggested.

    subject: default: who evaluated first. Raises NotYours, Refused.
    """
    with acting(MOVES["reevaluate"], rectification, by, version=version) as act:
        asked = subject or act.thing.item.survey.subject
        survey = prepare_reevaluation(rectification=act.thing, subject=asked, by=by, closes_on=closes_on)
        act.thing.reevaluation = survey
        act.note(survey=survey.pk)
    return survey
