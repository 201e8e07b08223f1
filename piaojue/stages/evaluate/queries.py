"""What may be seen of evaluations: every read starts here. Nobody's own reply can be asked for, only sums."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from engines.scoring import (
    Cell,
    Part,
    Row,
    RowVerdict,
    Slice,
    WeightedScore,
    WeightsRefused,
    needs_rectification,
    option_score,
    slices,
    weighted_score,
)
from engines.scoring import evaluate as judge_rows
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Baseline, Project, unit_of
from piaojue.stages.evaluate.judging import rates
from piaojue.stages.evaluate.models import Archive, Item, Rectification, Reply, Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import DESK, MOVES
from piaojue.stages.evaluate.wording import masked
from piaojue.stages.shortlist.public import Dossier

PUBLIC_STATES = (SurveyState.PUBLISHED,)
SLICE_NAMES = {"age": "年龄", "place": "所在地"}
REASONS_SHOWN = 300


def smallest_cell(year: Year) -> int:
    """Fewest replies that may be shown as a group (份)."""
    return year.settings.cell


def awareness(year: Year) -> tuple[int, int]:
    """(had heard of 征集 and 票决 before, said so or not) over the replies of the year's published residents' surveys.

    (0, 0) as long as fewer have said than may be shown as a group.
    """
    said = Reply.objects.filter(survey__year=year, survey__state__in=PUBLIC_STATES).exclude(aware=None)
    found = said.aggregate(aware=Count("pk", filter=Q(aware=True)), said=Count("pk"))
    return (found["aware"], found["said"]) if found["said"] >= smallest_cell(year) else (0, 0)


def surveys_for(seat: Seat | None, year: Year) -> QuerySet[Survey]:
    """Published ones and open questionnaires for everybody, all for those who prepare them."""
    found = Survey.objects.filter(year=year).select_related("year", "place", "poll")
    if MOVES.entitled("read_preparations", year.place, seat):
        return found
    return found.filter(state__in=PUBLIC_STATES) | found.filter(state=SurveyState.OPEN, subject=Subject.RESIDENTS)


def survey_for(seat: Seat | None, pk: int, *, act: str = "") -> Survey:
    """One survey; act: what the reader wants to do with it. Raises Http404, NotYours."""
    rows = Survey.objects.select_related("year", "year__place", "place", "place__parent", "poll", "created_by")
    survey = rows.filter(pk=pk).first()
    if survey is None:
        raise Http404("no such survey")
    if act:
        MOVES.require(act, survey.place, seat)
        return survey
    asking = survey.state == SurveyState.OPEN and survey.subject == Subject.RESIDENTS
    if survey.state not in PUBLIC_STATES and not asking:
        MOVES.require("read_preparations", survey.place, seat)
    return survey


def published(year: Year) -> QuerySet[Survey]:
    """The year's published evaluations, first evaluations before re-evaluations; public."""
    found = Survey.objects.filter(year=year, state=SurveyState.PUBLISHED)
    return found.select_related("year", "place").order_by("pk")


def main_survey(year: Year) -> Survey | None:
    """The published evaluation that speaks for the year: deputies before committee, residents, third party."""
    order = [Subject.DEPUTIES, Subject.COMMITTEE, Subject.RESIDENTS, Subject.THIRD_PARTY]
    found = published(year).filter(rectification=None)
    return min(found, key=lambda survey: (order.index(Subject(survey.subject)), survey.pk), default=None)


def verdict_of(survey: Survey, item: Item) -> RowVerdict:
    """One row's verdict as the engine gives it. raises: SumsDisagree for a row that does not add up."""
    valid = survey.valid or 0
    result = judge_rows(
        [item.row],
        survey.the_formula,
        valid=valid,
        all_members=survey.members or valid,
        present=survey.present or valid,
        titles={item.key: item.title},
    )
    return result.verdicts[0]


def to_rectify(year: Year) -> list[Item]:
    """Published rows that need a rectification and have none ordered yet. Re-evaluations have their own chain."""
    items = Item.objects.filter(survey__year=year, survey__state=SurveyState.PUBLISHED, survey__rectification=None)
    items = items.filter(rectification=None).exclude(project=None).select_related("survey__year", "project")
    return [item for item in items if needs_rectification(verdict_of(item.survey, item), item.survey.the_formula)]


def rectifications_for(seat: Seat | None, year: Year) -> QuerySet[Rectification]:
    """Public: orders, reports and what the re-evaluation said."""
    MOVES.require("read_evaluations", year.place, seat)
    return Rectification.objects.filter(year=year).select_related(
        "project__department", "item__survey", "reevaluation", "year", "place"
    )


def rectification_for(seat: Seat | None, pk: int) -> Rectification:
    """One rectification; public. Raises Http404."""
    rows = Rectification.objects.select_related(
        "project__department", "item__survey__year", "reevaluation", "year", "year__place", "place", "created_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("no such rectification")
    MOVES.require("read_evaluations", found.place, seat)
    return found


def rectifications_waiting(seat: Seat) -> QuerySet[Rectification]:
    """What waits for this unit or this desk."""
    found = Rectification.objects.filter(place=seat.place)
    if seat.role == Role.DEPARTMENT:
        return found.filter(state="ordered", project__department=seat.body)
    return found.filter(state="reported", reevaluation=None) if seat.role in DESK else found.none()


@dataclass(frozen=True)
class Promise:
    """What was voted on, what was approved later, what came of it."""

    item: Item
    voted: str
    approved: str
    changed: bool
    result: str


def promises(items: list[Item]) -> list[Promise]:
    """For each row: 票决承诺, 批准后的目标, 实施结果 (docs/domain.md#baseline). Two queries whatever the length."""
    projects = {
        project.pk: project
        for project in Project.objects.filter(
            pk__in=[item.project_id for item in items if item.project_id]
        ).prefetch_related(Prefetch("baselines", Baseline.objects.order_by("number")), "reports")
    }
    found = []
    for item in items:
        project = projects.get(item.project_id)
        baselines = list(project.baselines.all()) if project else []
        first, last = (baselines[0], baselines[-1]) if baselines else (None, None)
        changed = bool(first and last and first.pk != last.pk)
        found.append(Promise(item, _goal(first), _goal(last) if changed else "", changed, _result(project)))
    return found


def _goal(baseline: Baseline | None) -> str:
    if baseline is None:
        return ""
    count = f"{baseline.target_count:,} {baseline.target_unit}" if baseline.target_count else ""
    due = f"{baseline.due:%Y-%m-%d} 前完成" if baseline.due else ""
    return "，".join(part for part in (count or baseline.scope[:60], due) if part)


def _result(project: Project | None) -> str:
    if project is None:
        return ""
    reports = list(project.reports.all())
    done = next((report.done_count for report in reports if report.done_count is not None), None)
    baseline = max(project.baselines.all(), key=lambda one: one.number, default=None)
    counted = f"，共 {done:,} {unit_of(project, baseline)}" if done is not None else ""
    return f"{project.get_state_display()}，进度 {project.progress}%{counted}"


def slices_of(survey: Survey, by: str) -> dict[int, list[Slice]]:
    """item id → published lines by age or place; small groups are suppressed, whole survey at once.

    A group is suppressed in every row when its replies are few, so that rows cannot be compared to find it.
    """
    least = smallest_cell(survey.year)
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    order, labels = ["satisfied", "fairly", "dissatisfied", "unknown"], {}
    items = list(survey.items.values_list("pk", flat=True))
    for marks, groups in survey.replies.values_list("marks", "slices").iterator():
        label = groups.get(by) or "未注明"
        labels[label] = True
        for pk in items:
            sums[pk, label][order.index(marks.get(str(pk), "unknown"))] += 1
    return {
        pk: slices([Cell({by: label}, Row(str(pk), *sums[pk, label])) for label in sorted(labels)], by, smallest=least)
        for pk in items
    }


def public_reasons(survey: Survey) -> dict[int, list[str]]:
    """item id → reasons for 不满意 in other words than the person's own data: masked, hidden ones left out, no order."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Reply.objects.filter(survey=survey).exclude(reasons={}).values_list("reasons", "hidden")
    for reasons, hidden in rows[: REASONS_SHOWN * 4].iterator():
        for pk, text in reasons.items():
            if int(pk) not in hidden and len(found[int(pk)]) < REASONS_SHOWN:
                found[int(pk)].append(masked(text))
    return {pk: sorted(texts) for pk, texts in found.items()}


def reasons_to_review(seat: Seat, survey: Survey) -> list[dict]:
    """For the desk: every reason with whether it is hidden; without the person, sorted by text."""
    MOVES.require("hide_reason", survey.place, seat)
    titles = dict(survey.items.values_list("pk", "title"))
    rows = Reply.objects.filter(survey=survey).exclude(reasons={})[: REASONS_SHOWN * 4]
    found = [
        {
            "reply": reply.pk,
            "item": int(pk),
            "title": titles.get(int(pk), ""),
            "text": text,
            "public": masked(text),
            "hidden": int(pk) in reply.hidden,
            "hide": f"{reply.pk}-{pk}-hide",
            "show": f"{reply.pk}-{pk}-show",
        }
        for reply in rows
        for pk, text in reply.reasons.items()
    ]
    return sorted(found, key=lambda line: (line["title"], line["text"]))


def last_year(survey: Survey) -> Survey | None:
    """The same subject's published evaluation of the year before."""
    found = Survey.objects.filter(
        place=survey.place,
        year__number=survey.year.number - 1,
        subject=survey.subject,
        state=SurveyState.PUBLISHED,
        rectification=None,
    )
    return found.select_related("year").order_by("pk").first()


def compared(survey: Survey) -> dict | None:
    """对照上年: rates (0–1) of both years and the difference in percentage points; None without last year's."""
    before = last_year(survey)
    then, now = (rates(before) if before else None), rates(survey)
    if not then or not now:
        return None
    return {
        "survey": before,
        "satisfied": then[0],
        "positive": then[1],
        "satisfied_change": round((now[0] - then[0]) * 100, 1),
        "positive_change": round((now[1] - then[1]) * 100, 1),
    }


def weighted(year: Year) -> list[tuple[str, WeightedScore]] | None:
    """Score of each project from several published surveys by the year's setting `evaluation_weights`.

    evaluation_weights: {"residents": "60%", "deputies": "30%", …}; None when it is not set
    raises: ValueError with the engine's reasons in Chinese
    """
    weights = year.settings.evaluation_weights
    if not weights:
        return None
    rows: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in Item.objects.filter(survey__in=published(year).filter(rectification=None)).select_related("survey"):
        rows[item.title][item.survey.subject] = item
    found = []
    for title, by_subject in rows.items():
        parts = [
            Part(
                str(Subject(subject).label),
                share,
                option_score(by_subject[subject].row) if subject in by_subject else None,
            )
            for subject, share in weights.items()
        ]
        try:
            found.append((title, weighted_score(parts)))
        except WeightsRefused as refusal:
            raise ValueError(f"{title}：{'；'.join(refusal.problems)}") from refusal
    return sorted(found, key=lambda line: -line[1].score)


def archive_of(year: Year) -> Archive | None:
    return Archive.objects.filter(year=year).select_related("upload", "to_year__place", "year", "place").first()


def carried_into(year: Year) -> list[dict]:
    """What earlier years left to this one, public: lines of Archive.carried with "from" (年度), "taken" (the dossier of
    this year that goes on with it, or None) and "take_up" (the address where a dossier of it is begun, or "")."""
    archives = Archive.objects.filter(to_year=year).select_related("year")
    lines = [{**line, "from": archive.year.number} for archive in archives for line in archive.carried]
    mine = Dossier.objects.filter(year=year)
    by_dossier = {dossier.previous_id: dossier for dossier in mine.exclude(previous=None)}
    asked = [line["pk"] for line in lines if line["kind"] == "demand"]
    by_demand = {
        demand.pk: dossier
        for dossier in mine.filter(demands__in=asked).prefetch_related("demands")
        for demand in dossier.demands.all()
    }
    begin = {
        "dossier": f"{year.get_absolute_url()}dossiers/new/?from=",
        "demand": f"{year.get_absolute_url()}dossiers/new/?demand=",
    }
    for line in lines:
        line["taken"] = {"dossier": by_dossier, "demand": by_demand}.get(line["kind"], {}).get(line["pk"])
        line["take_up"] = f"{begin[line['kind']]}{line['pk']}" if line["kind"] in begin and not line["taken"] else ""
    return lines


def item_for(seat: Seat | None, pk: int, *, act: str) -> Item:
    """One row for who may do `act`. Raises Http404, NotYours."""
    found = Item.objects.select_related("survey__year__place", "survey__place", "project").filter(pk=pk).first()
    if found is None:
        raise Http404("no such row")
    MOVES.require(act, found.survey.place, seat)
    return found


def reply_and_item(survey: Survey, line: str) -> tuple[Reply | None, Item | None]:
    """“<reply>-<item>-hide” or “…-show” of a form → the two rows; (None, None) when it names none of this survey."""
    parts = line.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 20 for part in parts[:2]):
        return None, None
    reply = Reply.objects.filter(survey=survey, pk=parts[0]).first()
    item = Item.objects.filter(survey=survey, pk=parts[1]).select_related("survey").first()
    return (reply, item) if reply and item else (None, None)


def project_numbers(year: Year) -> dict[int, int]:
    """序号 → id of the year's projects."""
    return dict(Project.objects.filter(year=year).values_list("no", "pk"))
