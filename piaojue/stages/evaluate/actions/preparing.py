"""Setting up a survey: who evaluates what by which formula; handing it to a sitting's vote."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from engines.scoring import PRESETS, Formula, FormulaError
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project, ProjectState
from piaojue.stages.evaluate.models import Item, Rectification, Subject, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.vote.public import PollKind, prepare_poll

DEFAULTS = {
    Subject.DEPUTIES: "人代会三档",
    Subject.COMMITTEE: "镇海 2021",
    Subject.RESIDENTS: "四档含不了解",
    Subject.THIRD_PARTY: "人代会三档",
}
SITTINGS = {Subject.DEPUTIES: SittingKind.SESSION, Subject.COMMITTEE: SittingKind.STANDING}


def locked(survey: Survey) -> Survey:
    """The row as it is now, locked until the action ends."""
    rows = Survey.objects.select_for_update(of=("self",)).select_related("place", "year", "year__place", "poll")
    return rows.get(pk=survey.pk)


@transaction.atomic
def prepare_survey(
    *,
    year: Year,
    subject: str,
    by: Seat,
    title: str = "",
    formula: str | Mapping | Formula | None = None,
    items: Iterable[Mapping[str, Any]] | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
) -> Survey:
    """Begin one evaluation of the year's projects.

    subject: a Subject; formula: a preset's name, engines.scoring.Formula or its JSON; default: the year's setting
             `formula`, else what is usual for the subject
    items:   [{"title", "unit"?, "project": id?}]; default: one row for each project, by its responsible unit
    raises:  NotYours, Refused
    """
    survey = Survey(place=year.place, year=year, subject=subject, created_by=by)
    MOVES.take("prepare_survey", survey, by)
    if subject not in Subject.values:
        raise Refused("请选择由谁评价：人大代表、常委会组成人员、居民或第三方")
    _dates(opens_on, closes_on)
    survey.title = title.strip() or f"{year.number} 年民生实事项目{survey.get_subject_display()}满意度测评"
    survey.formula = the_formula(formula or DEFAULTS[Subject(subject)]).to_json()
    survey.opens_on, survey.closes_on = opens_on, closes_on
    survey.save()
    lay_out(survey, project_rows(year) if items is None else items)
    record("evaluate.survey_prepared", survey, by, items=survey.items.count())
    return survey


@transaction.atomic
def set_survey(
    *,
    survey: Survey,
    by: Seat,
    title: str = "",
    formula: str | Mapping | Formula | None = None,
    items: Iterable[Mapping[str, Any]] | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    version: int | None = None,
) -> Survey:
    """Change title, formula, rows, dates before it begins. Raises NotYours, Refused with every problem."""
    survey = locked(survey)
    MOVES.take("set_survey", survey, by, version=version)
    _dates(opens_on, closes_on)
    survey.title = title.strip() or survey.title
    if formula is not None:
        survey.formula = the_formula(formula).to_json()
    survey.opens_on, survey.closes_on = opens_on or survey.opens_on, closes_on or survey.closes_on
    survey.save()
    if items is not None:
        survey.items.all().delete()
        lay_out(survey, items)
    record("evaluate.survey_set", survey, by, items=survey.items.count())
    return survey


@transaction.atomic
def start_poll(*, survey: Survey, sitting: Sitting, by: Seat, version: int | None = None) -> Survey:
    """Put the rows on a satisfaction ballot of a sitting; the tellers take it from there. Raises NotYours, Refused."""
    survey = locked(survey)
    MOVES.take("start_poll", survey, by, version=version)
    if sitting.kind != SITTINGS[Subject(survey.subject)]:
        right = SittingKind(SITTINGS[Subject(survey.subject)]).label
        raise Refused(f"{survey.get_subject_display()}测评在{right}上进行，请选择这类会议")
    items = [{"key": item.key, "no": n, "title": item.title} for n, item in enumerate(survey.items.all(), 1)]
    survey.poll = prepare_poll(
        year=survey.year, sitting=sitting, by=by, kind=PollKind.SATISFACTION, items=items, title=survey.title
    )
    survey.save()
    record("evaluate.poll_started", survey, by, poll=survey.poll_id)
    return survey


@transaction.atomic
def take_back(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """The sitting's poll was abandoned: the survey is being prepared again. Raises NotYours, Refused."""
    survey = locked(survey)
    MOVES.take("take_back", survey, by, version=version)
    survey.poll = None
    survey.save()
    record("evaluate.poll_taken_back", survey, by)
    return survey


@transaction.atomic
def drop_survey(*, survey: Survey, by: Seat, version: int | None = None) -> None:
    """Give up an unpublished survey; its rows and replies are deleted, the log keeps that it was. Raises NotYours, Refused."""
    survey = locked(survey)
    MOVES.take("drop_survey", survey, by, version=version)
    Rectification.objects.filter(reevaluation=survey).update(reevaluation=None)
    record("evaluate.survey_dropped", survey, by, deleted=True)
    survey.delete()


def the_formula(given: str | Mapping | Formula) -> Formula:
    """A preset's name, JSON or a Formula. Raises Refused with every problem."""
    if isinstance(given, Formula):
        return given
    try:
        return PRESETS[given] if isinstance(given, str) else Formula.from_json(given)
    except KeyError:
        raise Refused(f"没有“{given}”这个公式，可选：{'、'.join(PRESETS)}") from None
    except FormulaError as error:
        raise Refused(*error.problems) from error


def project_rows(year: Year) -> list[dict[str, Any]]:
    """One row for each project of the year that was carried out; equal names are told apart by number and place."""
    found = list(
        Project.objects.filter(year=year).exclude(state=ProjectState.TERMINATED).select_related("department", "spot")
    )
    often = Counter(p.title for p in found)
    return [
        {
            "title": p.title if often[p.title] == 1 else f"{p.no}. {p.title}（{p.spot.name}）",
            "unit": p.department.name if p.department else "",
            "project": p.pk,
        }
        for p in found
    ]


def lay_out(survey: Survey, items: Iterable[Mapping[str, Any]]) -> None:
    """Create the rows. Raises Refused: no name, a name twice, another year's project."""
    items, problems, seen = list(items), [], set()
    projects = {p.pk: p for p in Project.objects.filter(year=survey.year)}
    by_title = {p.title: p for p in projects.values()}
    for number, item in enumerate(items, 1):
        title = str(item.get("title", "")).strip()
        if not 1 <= len(title) <= 120:
            problems.append(f"第 {number} 行的项目（子项）名称应为 1 至 120 个字")
        if title in seen:
            problems.append(f"“{title}”出现了两次，请合并或改名")
        seen.add(title)
        if item.get("project") and item["project"] not in projects:
            problems.append(f"第 {number} 行所属的项目不是本年度的项目")
    if problems:
        raise Refused(*problems)
    Item.objects.bulk_create(
        Item(
            survey=survey,
            title=str(item["title"]).strip(),
            unit=str(item.get("unit", "") or "")[:80],
            project=projects.get(item.get("project")) or by_title.get(str(item["title"]).strip()),
        )
        for item in items
    )


def _dates(opens_on: date | None, closes_on: date | None) -> None:
    if opens_on and closes_on and closes_on < opens_on:
        raise Refused("截止日期不能早于开始日期")
