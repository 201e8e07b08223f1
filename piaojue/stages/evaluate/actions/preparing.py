"""Setting up a survey: who evaluates what by which formula; handing it to a sitting's vote."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from engines.scoring import PRESETS, Formula, FormulaError
from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project, ProjectState
from piaojue.stages.evaluate.models import Item, Rectification, Subject, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.queries.rules import rule_on
from piaojue.stages.evaluate.values import ItemDraft
from piaojue.stages.vote.public import PollKind, prepare_poll

DEFAULTS = {
    Subject.DEPUTIES: "人代会三档",
    Subject.COMMITTEE: "镇海 2021",
    Subject.RESIDENTS: "四档含不了解",
    Subject.THIRD_PARTY: "人代会三档",
}
LONGEST_TITLE, LONGEST_UNIT, LONGEST_METHOD = 120, 80, 500
SITTINGS = {Subject.DEPUTIES: SittingKind.SESSION, Subject.COMMITTEE: SittingKind.STANDING}


def prepare_survey(
    *,
    year: Year,
    subject: str,
    by: Seat,
    title: str = "",
    formula: str | Mapping | Formula | None = None,
    items: Iterable[ItemDraft] | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
) -> Survey:
    """Begin one evaluation of the year's projects.

    subject: a Subject
    formula: a preset's name, engines.scoring.Formula or its JSON; default: what is usual for the subject
    items:   default: one row for each project, by its responsible unit
    raises:  NotYours, Refused
    """
    survey = Survey(place=year.place, year=year, subject=subject, opens_on=opens_on, closes_on=closes_on)
    with acting(MOVES["prepare_survey"], survey, by) as act:
        survey.title = title.strip() or f"{year.number} 年民生实事项目{survey.get_subject_display()}满意度测评"
        _set_up(act, formula, project_rows(year) if items is None else items)
    return survey


def prepare_reevaluation(
    *, rectification: Rectification, subject: str, by: Seat, closes_on: date | None = None
) -> Survey:
    """Begin the evaluation of the one row that was put right; whatever the year's stage, for what is owed outlives its year.

    subject: a Subject; whoever evaluated first keeps the formula
    raises:  Refused
    """
    year, item = rectification.year, rectification.item
    survey = Survey(place=year.place, year=year, subject=subject, closes_on=closes_on, mends=rectification)
    with acting(MOVES["prepare_reevaluation"], survey, by) as act:
        survey.title = f"{item.title}整改复评（{survey.get_subject_display()}）"[:LONGEST_TITLE]
        formula = item.survey.the_formula if subject == item.survey.subject else None
        _set_up(act, formula, [ItemDraft(item.title, item.unit, rectification.project_id)])
    return survey


def _set_up(act: Doing[Survey], formula: str | Mapping | Formula | None, items: Iterable[ItemDraft]) -> None:
    survey = act.thing
    if survey.subject not in Subject.values:
        raise Refused("请选择由谁评价：人大代表、常委会组成人员、居民或第三方")
    _check_days(survey.opens_on, survey.closes_on)
    survey.rule = rule_on(survey.place, survey.subject, timezone.localdate())
    usual = survey.rule.the_formula if survey.rule else DEFAULTS[Subject(survey.subject)]
    survey.formula = formula_from(formula or usual).to_json()
    _keeps_to_its_rule(survey)
    act.note(items=len(lay_out(act.save(), items)))


def set_survey(
    *,
    survey: Survey,
    by: Seat,
    title: str = "",
    formula: str | Mapping | Formula | None = None,
    items: Iterable[ItemDraft] | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    version: int | None = None,
) -> Survey:
    """Change title, formula, rows, dates before it begins. Raises NotYours, Refused with every problem."""
    with acting(MOVES["set_survey"], survey, by, version=version) as act:
        survey = act.thing
        _check_days(opens_on, closes_on)
        survey.title = title.strip() or survey.title
        if formula is not None:
            survey.formula = formula_from(formula).to_json()
            _keeps_to_its_rule(survey)
        survey.opens_on, survey.closes_on = opens_on or survey.opens_on, closes_on or survey.closes_on
        if items is not None:
            survey.items.all().delete()
            lay_out(survey, items)
        act.note(items=survey.items.count())
    return survey


def describe_method(*, survey: Survey, method: str, by: Seat, version: int | None = None) -> Survey:
    """Say how those who are asked are chosen, and who asks them; it is published with the result. Raises NotYours, Refused."""
    with acting(MOVES["describe_method"], survey, by, version=version) as act:
        act.thing.method = method.strip()[:LONGEST_METHOD]
    return act.thing


def start_poll(*, survey: Survey, sitting: Sitting, by: Seat, version: int | None = None) -> Survey:
    """Put the rows on a satisfaction ballot of a sitting; the tellers take it from there. Raises NotYours, Refused."""
    with acting(MOVES["start_poll"], survey, by, version=version) as act:
        survey = act.thing
        if sitting.kind != SITTINGS[Subject(survey.subject)]:
            right = SittingKind(SITTINGS[Subject(survey.subject)]).label
            raise Refused(f"{survey.get_subject_display()}测评在{right}上进行，请选择这类会议")
        items = [{"key": item.key, "no": n, "title": item.title} for n, item in enumerate(survey.items.all(), 1)]
        survey.poll = prepare_poll(
            year=survey.year, sitting=sitting, by=by, kind=PollKind.SATISFACTION, items=items, title=survey.title
        )
        survey.begun = True
        act.note(poll=survey.poll_id)
    return survey


def take_back(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """The sitting's poll was abandoned: the survey is being prepared again. Raises NotYours, Refused."""
    with acting(MOVES["take_back"], survey, by, version=version) as act:
        act.thing.poll = None
    return act.thing


def drop_survey(*, survey: Survey, by: Seat, version: int | None = None) -> None:
    """Give up a survey that has not begun; its rows are deleted, the log keeps that it was. Raises NotYours, Refused."""
    with acting(MOVES["drop_survey"], survey, by, version=version) as act:
        give_up_reevaluation(act)
        act.delete()


def give_up_reevaluation(act: Doing[Survey]) -> None:
    """The rectification that this survey was to settle waits for another try."""
    for rectification in Rectification.objects.select_for_update(of=("self",)).filter(reevaluation=act.thing):
        act.change(MOVES["give_up_reevaluation"], rectification, {"reevaluation": None})


def formula_from(given: str | Mapping | Formula) -> Formula:
    """A preset's name, JSON or a Formula. Raises Refused with every problem."""
    if isinstance(given, Formula):
        return given
    try:
        return PRESETS[given] if isinstance(given, str) else Formula.from_json(given)
    except KeyError:
        raise Refused(f"没有“{given}”这个公式，可选：{'、'.join(PRESETS)}") from None
    except FormulaError as error:
        raise Refused(*error.problems) from error


def _keeps_to_its_rule(survey: Survey) -> None:
    """Where a sitting has passed a rule, nobody judges by another formula. A re-evaluation keeps that of the first one."""
    if survey.rule and not survey.mends_id and survey.the_formula != survey.rule.the_formula:
        raise Refused(f"判定公式由会议通过的“{survey.rule}”定，不能逐次改动；要改的，请拟定新的测评办法提请会议")


def project_rows(year: Year) -> list[ItemDraft]:
    """One row for each project of the year that was carried out; equal names are told apart by number and place."""
    carried_out = Project.objects.filter(year=year).exclude(state=ProjectState.TERMINATED)
    projects = list(carried_out.select_related("department", "spot"))
    often = Counter(p.title for p in projects)
    return [
        ItemDraft(
            title=p.title if often[p.title] == 1 else f"{p.no}. {p.title}（{p.spot.name}）",
            unit=p.department.name if p.department else "",
            project=p.pk,
        )
        for p in projects
    ]


def lay_out(survey: Survey, items: Iterable[ItemDraft]) -> list[Item]:
    """Create the rows. Raises Refused: no name, a name twice, another year's project."""
    drafts = [replace(item, title=item.title.strip()) for item in items]
    projects = {p.pk: p for p in Project.objects.filter(year=survey.year)}
    if problems := _unfit_rows(drafts, projects):
        raise Refused(*problems)
    by_title = {p.title: p for p in projects.values()}
    return Item.objects.bulk_create(
        Item(
            survey=survey,
            title=draft.title,
            unit=draft.unit[:LONGEST_UNIT],
            project=projects.get(draft.project or 0) or by_title.get(draft.title),
        )
        for draft in drafts
    )


def _unfit_rows(drafts: Iterable[ItemDraft], projects: Mapping[int, Project]) -> list[str]:
    problems, seen = [], set()
    for number, draft in enumerate(drafts, 1):
        if not 1 <= len(draft.title) <= LONGEST_TITLE:
            problems.append(f"第 {number} 行的项目（子项）名称应为 1 至 {LONGEST_TITLE} 个字")
        if draft.title in seen:
            problems.append(f"“{draft.title}”出现了两次，请合并或改名")
        seen.add(draft.title)
        if draft.project and draft.project not in projects:
            problems.append(f"第 {number} 行所属的项目不是本年度的项目")
    return problems


def _check_days(opens_on: date | None, closes_on: date | None) -> None:
    if wrong := unexplained(dates.asking(opens_on, closes_on, today=timezone.localdate())):
        raise Refused(*wrong)
