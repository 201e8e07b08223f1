"""后果链: order with a due date → report with evidence → re-evaluation → passed, or 专题询问."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from engines.scoring import needs_rectification
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import tell_followers_of
from piaojue.stages.evaluate.actions.preparing import prepare_survey
from piaojue.stages.evaluate.models import Item, Rectification, Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.queries import verdict_of


def locked(rectification: Rectification) -> Rectification:
    rows = Rectification.objects.select_for_update(of=("self",))
    return rows.select_related("place", "year", "year__place", "project", "item", "item__survey").get(
        pk=rectification.pk
    )


@transaction.atomic
def order_rectification(*, item: Item, order: str, due: date, by: Seat) -> Rectification:
    """Order the responsible unit to put a badly graded row right. Raises NotYours, Refused with every reason."""
    item = Item.objects.select_related("survey__year__place", "survey__place", "project__department").get(pk=item.pk)
    survey = item.survey
    rectification = Rectification(
        place=survey.place,
        year=survey.year,
        project=item.project,
        item=item,
        order=order.strip(),
        due=due,
        created_by=by,
    )
    MOVES.take("order_rectification", rectification, by)
    problems = []
    if survey.state != SurveyState.PUBLISHED:
        problems.append("测评结果公布后才能责令整改")
    elif not needs_rectification(verdict_of(survey, item), survey.the_formula):
        problems.append(f"“{item.title}”的测评结果不需要整改")
    if item.project is None:
        problems.append(f"“{item.title}”没有对应到实施中的项目，请在测评表中先对应项目")
    if Rectification.objects.filter(item=item).exists():
        problems.append(f"“{item.title}”已经责令整改")
    if len(order.strip()) < 4:
        problems.append("请写明整改要求")
    if due <= timezone.localdate():
        problems.append("整改期限要在今天之后")
    if problems:
        raise Refused(*problems)
    rectification.save()
    record("evaluate.rectification_ordered", rectification, by, due=due.isoformat())
    executors = Seat.objects.filter(body=item.project.department, role=Role.DEPARTMENT, active=True)
    tell_followers_of(item.project, f"您关心的“{item.title}”测评不满意，已责令 {due:%Y-%m-%d} 前整改，整改后再评一次。")
    tell(
        executors.values_list("person", flat=True),
        f"“{item.title}”测评不满意，请于 {due:%Y-%m-%d} 前整改并报告。",
        rectification.get_absolute_url(),
    )
    return rectification


@transaction.atomic
def report_rectification(
    *, rectification: Rectification, report: str, proofs: Iterable[Upload] = (), by: Seat, version: int | None = None
) -> Rectification:
    """The responsible unit says what it did, with evidence. Raises NotYours for another unit, Refused without evidence."""
    rectification = locked(rectification)
    if by.role == Role.DEPARTMENT and by.body_id != rectification.project.department_id:
        raise NotYours("report_rectification")
    MOVES.take("report_rectification", rectification, by, version=version)
    proofs = list(proofs)
    problems = [] if len(report.strip()) >= 10 else ["请写清整改了什么、结果怎样（至少 10 个字）"]
    if not proofs:
        problems.append("请附整改后的照片或文件作为佐证")
    if problems:
        raise Refused(*problems)
    rectification.report, rectification.reported_at = report.strip(), timezone.now()
    rectification.save()
    rectification.proofs.set(proofs)
    record("evaluate.rectification_reported", rectification, by, proofs=len(proofs))
    if rectification.created_by:
        tell(
            [rectification.created_by.person_id],
            f"“{rectification.item.title}”已报整改情况，请组织复评。",
            rectification.get_absolute_url(),
        )
    return rectification


@transaction.atomic
def reevaluate(
    *,
    rectification: Rectification,
    by: Seat,
    subject: str = "",
    closes_on: date | None = None,
    version: int | None = None,
) -> Survey:
    """A survey of the one row, by the same formula; publishing it decides: passed, or 专题询问.

    subject: default: who evaluated first. Raises NotYours, Refused.
    """
    rectification = locked(rectification)
    MOVES.take("reevaluate", rectification, by, version=version)
    if rectification.reevaluation_id:
        raise Refused("复评已经在进行，请在复评页继续")
    first = rectification.item.survey
    subject = subject or first.subject
    survey = prepare_survey(
        year=rectification.year,
        subject=subject,
        by=by,
        formula=first.formula if subject == first.subject else None,
        title=f"{rectification.item.title}整改复评（{Subject(subject).label}）"[:120],
        closes_on=closes_on,
        items=[
            {"title": rectification.item.title, "unit": rectification.item.unit, "project": rectification.project_id}
        ],
    )
    rectification.reevaluation = survey
    rectification.save(update_fields=["reevaluation", "version"])
    record("evaluate.reevaluation_prepared", rectification, by, survey=survey.pk)
    return survey
