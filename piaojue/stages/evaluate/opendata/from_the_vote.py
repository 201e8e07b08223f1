"""Tables of the year from the vote on: results, projects, progress, supervision, evaluation."""

import json

from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.public import Baseline, Change, ChangeState, Problem, Project, Report, Slip, Task
from piaojue.stages.evaluate.models import Item, Rectification, Survey, SurveyState
from piaojue.stages.evaluate.opendata.columns import ID, PLACE, Column, Table
from piaojue.stages.evaluate.queries import opinions_of
from piaojue.stages.supervise.public import Finding, held_activities, public_suggestions
from piaojue.stages.supervise.public import Question as Asked
from piaojue.stages.vote.public import PollState, Result

_C = Column


def _is_again(survey: Survey) -> bool:
    """Whether it evaluates something again that was put right."""
    return survey.mends_id is not None or getattr(survey, "rectification", None) is not None


def _formula(survey: Survey) -> str:
    return json.dumps(survey.formula, ensure_ascii=False, sort_keys=True)


FROM_THE_VOTE: tuple[Table, ...] = (
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
            _C("accepted_on", "验收日期", "年-月-日"),
            _C("next_due", "下年目标的期限", "年-月-日，跨年结转的才有"),
            _C("settled_on", "结转了结日期", "年-月-日"),
            _C("replaces_id", "替换了哪个项目", "项目编号"),
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
        lambda y: held_activities(y).filter(public=True).order_by("held_on", "pk"),
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
        "deputy_suggestions",
        "代表建议",
        lambda y: public_suggestions(y).order_by("pk"),
        (
            ID,
            _C("project_id", "项目编号", "见 projects，空为多个项目"),
            _C("title", "标题", ""),
            _C("text", "建议内容", ""),
            _C("state", "状态", "", "get_state_display"),
            _C("assigned_to", "承办单位", "", "assigned_to.name"),
            _C("due", "答复期限", "年-月-日"),
            _C("answer", "答复", ""),
            _C("rating", "代表的评价", "satisfied、fairly、dissatisfied"),
            _C("returned", "再次办理次数", ""),
        ),
        since=Stage.DELIVERING,
    ),
    Table(
        "surveys",
        "测评",
        lambda y: (
            Survey.objects.filter(year=y, state=SurveyState.PUBLISHED).select_related("rectification").order_by("pk")
        ),
        (
            ID,
            _C("title", "名称", ""),
            _C("subject", "评价主体", "", "get_subject_display"),
            _C("again", "是复评", "true 或 false", _is_again),
            _C("members", "全体组成人员", "人"),
            _C("present", "到会", "人"),
            _C("valid", "有效票", "票、份"),
            _C("formula", "判定公式", "JSON", _formula),
            _C("published_on", "公布日期", "年-月-日"),
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
            _C("survey_id", "测评编号", "见 surveys"),
            _C("survey", "测评", "", "survey.title"),
            _C("subject", "评价主体", "", "survey.get_subject_display"),
            _C("project_id", "项目编号", "见 projects"),
            _C("title", "项目（子项）", ""),
            _C("unit", "责任主体", ""),
            _C("valid", "有效票", "票、份", "survey.valid"),
            _C("base", "分母", "人、票或份，按这次测评的公式", opinions_of),
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
