"""The year's data as open formats: tables with documented columns, free of personal data. Used by archive and downloads."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage, stages_of
from piaojue.stages.deliberate.public import GroupSession, Opinion, Question
from piaojue.stages.deliver.public import Baseline, Change, ChangeState, Problem, Project, Report, Slip, Task
from piaojue.stages.evaluate.models import Item, Rectification, SurveyState
from piaojue.stages.group.public import Demand, Link
from piaojue.stages.shortlist.public import Dossier, DossierState, Outcome
from piaojue.stages.suggest.public import Suggestion, SuggestionState
from piaojue.stages.supervise.public import Activity, Finding
from piaojue.stages.supervise.public import Question as Asked
from piaojue.stages.vote.public import PollState, Result

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Column:
    """name: machine name; label: Chinese heading; what: meaning and unit; get: attribute path or function of a row."""

    name: str
    label: str
    what: str
    get: str | Callable[[Any], Any] = ""

    def value(self, row: Any) -> Value:
        """JSON value of one row."""
        found = self.get(row) if callable(self.get) else _path(row, self.get or self.name)
        if isinstance(found, datetime):
            return timezone.localtime(found).isoformat(timespec="seconds")
        return (
            found.isoformat()
            if isinstance(found, date)
            else found
            if isinstance(found, int | float | None)
            else str(found)
        )


@dataclass(frozen=True)
class Table:
    """One file. since: stage of the year from which it is public; public: False for what only the archive holds."""

    name: str
    title: str
    rows: Callable[[Year], QuerySet]
    columns: tuple[Column, ...]
    since: Stage = Stage.SOLICITING
    public: bool = True


def _path(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name, None)
        row = row() if callable(row) else row
    return row


_C = Column
ID = _C("id", "编号", "系统编号", "pk")
PLACE = (_C("spot_code", "所在地代码", "统计用区划代码", "spot_id"), _C("spot", "所在地", "地名", "spot.name"))

TABLES: tuple[Table, ...] = (
    Table(
        "suggestions",
        "建议",
        lambda y: (
            Suggestion.objects.filter(year=y)
            .exclude(state=SuggestionState.WITHDRAWN)
            .select_related("spot")
            .order_by("pk")
        ),
        (
            ID,
            _C("title", "建议项目名称", "建议人原话"),
            _C("category", "领域", "民生领域分类", "get_category_display"),
            *PLACE,
            _C("channel", "渠道", "征集渠道", "get_channel_display"),
            _C("proposer_type", "建议人身份", "不含姓名电话", "get_proposer_type_display"),
            _C("state", "状态", "", "get_state_display"),
            _C("created_on", "提出日期", "年-月-日", lambda s: timezone.localtime(s.created_at).date()),
        ),
    ),
    Table(
        "links",
        "归并关系",
        lambda y: Link.objects.filter(demand__year=y, ended_at=None).order_by("pk"),
        (
            _C("suggestion_id", "建议编号", "见 suggestions"),
            _C("demand_id", "诉求编号", "见 demands"),
            _C("reason", "归并理由", ""),
        ),
    ),
    Table(
        "demands",
        "诉求",
        lambda y: Demand.objects.filter(year=y).select_related("spot", "department").order_by("pk"),
        (
            ID,
            _C("title", "诉求", ""),
            _C("category", "领域", "", "get_category_display"),
            *PLACE,
            _C("voices", "提出与附议", "人"),
            _C("department", "建议承办部门", "", "department.name"),
            _C("state", "状态", "", "get_state_display"),
        ),
        since=Stage.GROUPING,
    ),
    Table(
        "outcomes",
        "初定答复",
        lambda y: Outcome.objects.filter(year=y).select_related("department").order_by("pk"),
        (
            _C("demand_id", "诉求编号", "见 demands"),
            _C("disposition", "去向", "", "get_disposition_display"),
            _C("code", "理由码", "", "get_code_display"),
            _C("answer", "书面答复", ""),
            _C("department", "答复单位", "", "department.name"),
            _C("answered_on", "答复日期", "年-月-日", lambda o: timezone.localtime(o.answered_at).date()),
        ),
        since=Stage.SCREENING,
    ),
    Table(
        "candidates",
        "候选项目",
        lambda y: (
            Dossier.objects.filter(year=y, state__in=[DossierState.CANDIDATE, DossierState.RESERVED])
            .select_related("spot", "department")
            .order_by("no", "pk")
        ),
        (
            ID,
            _C("no", "序号", "票面序号"),
            _C("title", "项目名称", ""),
            _C("category", "领域", "", "get_category_display"),
            _C("type", "项目形态", "", "get_type_display"),
            _C("scope", "建设内容与规模", ""),
            _C("total_yuan", "总投资", "元"),
            _C("year_yuan", "年度投资", "元"),
            _C("beneficiaries", "受益人数", "人"),
            *PLACE,
            _C("department", "责任单位", "", "department.name"),
            _C("due", "完成时间", "年-月-日"),
            _C("state", "状态", "", "get_state_display"),
        ),
        since=Stage.CIRCULATING,
    ),
    Table(
        "questions",
        "代表提问",
        lambda y: Question.objects.filter(year=y).select_related("answered_by__body").order_by("pk"),
        (
            ID,
            _C("dossier_id", "候选编号", "见 candidates"),
            _C("text", "问题", "提问人不公开"),
            _C("state", "状态", "", "get_state_display"),
            _C("answer", "答复", ""),
            _C("answered_by", "答复单位", "", "answered_by.body.name"),
        ),
        since=Stage.CIRCULATING,
    ),
    Table(
        "group_sessions",
        "分组审议",
        lambda y: (
            GroupSession.objects.filter(year=y).select_related("delegation", "sitting").order_by("delegation_id", "pk")
        ),
        (
            ID,
            _C("sitting", "会议", "", "sitting.name"),
            _C("delegation", "代表团", "", "delegation.name"),
            _C("minutes_spent", "审议时长", "分钟"),
            _C("minutes", "审议记录", ""),
        ),
        public=False,
    ),
    Table(
        "opinions",
        "审议意见",
        lambda y: Opinion.objects.filter(year=y).order_by("dossier_id", "pk"),
        (
            ID,
            _C("group_session_id", "分组审议编号", "见 group_sessions"),
            _C("dossier_id", "候选编号", "见 candidates"),
            _C("text", "意见", "发言人不列入"),
        ),
        public=False,
    ),
    Table(
        "results",
        "票决结果",
        lambda y: Result.objects.filter(poll__year=y, poll__state=PollState.CONFIRMED, poll__rehearsal=False).order_by(
            "poll_id", "rank", "pk"
        ),
        (
            _C("dossier_id", "候选编号", "见 candidates"),
            _C("title", "项目名称", ""),
            _C("rank", "名次", ""),
            _C("approve", "赞成", "票；办法规定不公布的为空"),
            _C("against", "反对", "票"),
            _C("abstain", "弃权", "票"),
            _C("adopted", "入选", "true 或 false"),
            _C("sentence", "理由", ""),
        ),
        since=Stage.ANNOUNCING,
    ),
    Table(
        "projects",
        "项目",
        lambda y: Project.objects.filter(year=y).select_related("spot", "department").order_by("no", "pk"),
        (
            ID,
            _C("no", "序号", ""),
            _C("code", "项目码", "二维码地址 /p/项目码/"),
            _C("title", "项目名称", ""),
            _C("dossier_id", "候选编号", "见 candidates"),
            _C("category", "领域", "", "get_category_display"),
            _C("type", "项目形态", "", "get_type_display"),
            _C("department", "责任单位", "", "department.name"),
            *PLACE,
            _C("state", "状态", "", "get_state_display"),
            _C("lamp", "亮灯", "green、yellow、red"),
            _C("progress", "进度", "%"),
            _C("paid_yuan", "累计支付", "元"),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "baselines",
        "目标基线",
        lambda y: Baseline.objects.filter(project__year=y).order_by("project_id", "number"),
        (
            _C("project_id", "项目编号", "见 projects"),
            _C("number", "版本", "1 为票决承诺，以后为批准变更"),
            _C("scope", "内容与规模", ""),
            _C("target_count", "目标数", ""),
            _C("target_unit", "单位", ""),
            _C("year_yuan", "年度投资", "元"),
            _C("due", "完成时间", "年-月-日"),
            _C("reason", "依据", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "tasks",
        "任务分解",
        lambda y: Task.objects.filter(year=y).select_related("unit").order_by("project_id", "due", "pk"),
        (
            _C("project_id", "项目编号", "见 projects"),
            _C("title", "任务", ""),
            _C("unit", "承办单位", "空为责任单位", "unit.name"),
            _C("due", "完成期限", "年-月-日"),
            _C("share", "累计计划", "%"),
            _C("done_on", "完成日期", "年-月-日"),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "slips",
        "节点微调",
        lambda y: Slip.objects.filter(year=y).order_by("project_id", "pk"),
        (
            _C("project_id", "项目编号", "见 projects"),
            _C("milestone", "节点", ""),
            _C("old", "原时间", "年-月-日"),
            _C("new", "新时间", "年-月-日"),
            _C("reason", "原因", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "changes",
        "实质变更",
        lambda y: Change.objects.filter(year=y).exclude(state=ChangeState.REQUESTED).order_by("project_id", "pk"),
        (
            ID,
            _C("project_id", "项目编号", "见 projects"),
            _C("kind", "变更类型", "", "get_kind_display"),
            _C("state", "决定", "", "get_state_display"),
            _C("old", "原内容", ""),
            _C("new", "新内容", ""),
            _C("reason", "理由", ""),
            _C("affected", "影响受益人数", "人"),
            _C("decision", "决定内容", ""),
            _C("decision_no", "决定文号", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "problems",
        "难题协调",
        lambda y: Problem.objects.filter(year=y).order_by("project_id", "pk"),
        (
            ID,
            _C("project_id", "项目编号", "见 projects"),
            _C("state", "状态", "", "get_state_display"),
            _C("text", "难题", ""),
            _C("decision", "协调决定", ""),
            _C("solution", "解决情况", ""),
        ),
        public=False,
    ),
    Table(
        "reports",
        "进度报告",
        lambda y: Report.objects.filter(year=y).order_by("project_id", "month"),
        (
            _C("project_id", "项目编号", "见 projects"),
            _C("month", "期次", "年-月"),
            _C("percent", "形象进度", "%"),
            _C("done_count", "累计完成数", ""),
            _C("arrived_yuan", "资金累计到位", "元"),
            _C("paid_yuan", "累计支付", "元"),
            _C("text", "进展", ""),
            _C("problem", "存在问题", ""),
            _C("lamp", "亮灯", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "activities",
        "监督活动",
        lambda y: Activity.objects.filter(year=y, public=True).order_by("held_on", "pk"),
        (
            ID,
            _C("project_id", "项目编号", "空为多个项目"),
            _C("kind", "方式", "", "get_kind_display"),
            _C("title", "主题", ""),
            _C("held_on", "日期", "年-月-日"),
            _C("venue", "地点", ""),
            _C("situation", "现场情况", ""),
            _C("praise", "肯定点", ""),
            _C("advice", "意见建议", ""),
            _C("doc_no", "审议意见文号", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "inquiries",
        "询问与答复",
        lambda y: Asked.objects.filter(year=y, activity__public=True).select_related("asked_of").order_by("pk"),
        (
            ID,
            _C("activity_id", "监督活动编号", "见 activities"),
            _C("asked_of", "答复单位", "", "asked_of.name"),
            _C("text", "问题", ""),
            _C("due", "答复期限", "年-月-日"),
            _C("answer", "答复", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "findings",
        "监督问题",
        lambda y: Finding.objects.filter(year=y).select_related("assigned_to").order_by("pk"),
        (
            ID,
            _C("project_id", "项目编号", "见 projects"),
            _C("aspect", "类别", "", "get_aspect_display"),
            _C("severity", "程度", "", "get_severity_display"),
            _C("state", "状态", "", "get_state_display"),
            _C("assigned_to", "交办单位", "", "assigned_to.name"),
            _C("due", "办理期限", "年-月-日"),
            _C("returned", "退回次数", ""),
            _C("rating", "对办理的评价", "satisfied、fairly、dissatisfied"),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "evaluation",
        "满意度测评",
        lambda y: (
            Item.objects.filter(survey__year=y, survey__state=SurveyState.PUBLISHED)
            .select_related("survey")
            .order_by("survey_id", "rank", "pk")
        ),
        (
            _C("survey", "测评", "", "survey.title"),
            _C("subject", "评价主体", "", "survey.get_subject_display"),
            _C("project_id", "项目编号", "见 projects"),
            _C("title", "项目（子项）", ""),
            _C("unit", "责任主体", ""),
            _C("valid", "有效票", "票、份", "survey.valid"),
            _C("satisfied", "满意", "票、份"),
            _C("fairly", "基本满意", "票、份"),
            _C("dissatisfied", "不满意", "票、份"),
            _C("unknown", "不了解", "票、份"),
            _C("verdict", "判定", "satisfied、fairly、dissatisfied"),
            _C("rank", "名次", ""),
            _C("sentence", "理由", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "rectifications",
        "整改",
        lambda y: Rectification.objects.filter(year=y).select_related("item").order_by("pk"),
        (
            ID,
            _C("project_id", "项目编号", "见 projects"),
            _C("item", "项目（子项）", "", "item.title"),
            _C("state", "状态", "", "get_state_display"),
            _C("order", "整改要求", ""),
            _C("due", "期限", "年-月-日"),
            _C("report", "整改情况", ""),
            _C("verdict", "复评结论", ""),
        ),
        since=Stage.DELIVERING,
    ),
)


def public_tables(year: Year) -> list[Table]:
    """Tables that may be downloaded by anybody at the year's stage; the road's own order decides."""
    road = stages_of(year.road)
    behind = set(road[: road.index(Stage(year.stage)) + 1])
    first = {Stage.CIRCULATING: Stage.CONSULTING} if Stage.CIRCULATING not in road else {}
    return [table for table in TABLES if table.public and first.get(table.since, table.since) in behind]


def table_named(year: Year, name: str) -> Table | None:
    return next((table for table in public_tables(year) if table.name == name), None)


def csv_lines(table: Table, rows: Iterable[Any]) -> Iterator[str]:
    """The file line by line, with a byte order mark so that spreadsheets read the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in table.columns])
    yield "\ufeff" + _taken(out)
    for row in rows:
        writer.writerow([_cell(column.value(row)) for column in table.columns])
        yield _taken(out)


def json_lines(table: Table, rows: Iterable[Any]) -> Iterator[str]:
    """A JSON array, one object a line."""
    yield "["
    before = "\n"
    for row in rows:
        yield before + json.dumps({c.name: c.value(row) for c in table.columns}, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n"


def rows_of(table: Table, year: Year) -> Iterator[Any]:
    """The table's rows, read in pieces."""
    return table.rows(year).iterator(chunk_size=2000)


def columns_text(tables: Iterable[Table]) -> str:
    """columns.json: what every column means."""
    found = {
        table.name: {
            "title": table.title,
            "columns": [{"name": c.name, "label": c.label, "description": c.what or c.label} for c in table.columns],
        }
        for table in tables
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def _cell(value: Value) -> Value:
    """A cell that a spreadsheet would take for a formula is made plain text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value
