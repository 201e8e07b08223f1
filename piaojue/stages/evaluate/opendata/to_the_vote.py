"""Tables of the year up to the vote: suggestions, demands, answers, candidates, questions, deliberation."""

from django.utils import timezone

from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate.public import GroupSession, Opinion, Question
from piaojue.stages.evaluate.opendata.columns import ID, PLACE, Column, Table
from piaojue.stages.group.public import Demand, Link
from piaojue.stages.shortlist.public import Dossier, DossierState, Outcome
from piaojue.stages.suggest.public import public_suggestions

_C = Column


def _demands(dossier: Dossier) -> str:
    return " ".join(str(demand.pk) for demand in sorted(dossier.demands.all(), key=lambda one: one.pk))


TO_THE_VOTE: tuple[Table, ...] = (
    Table(
        "suggestions",
        "建议",
        lambda y: public_suggestions().filter(year=y).select_related("spot").order_by("pk"),
        (
            ID,
            _C("title", "建议项目名称", "建议人原话，个人信息已遮蔽", "masked_title"),
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
        lambda y: Link.objects.filter(demand__year=y, ended_at=None, suggestion__in=public_suggestions()).order_by(
            "pk"
        ),
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
            .prefetch_related("demands")
            .order_by("no", "pk")
        ),
        (
            ID,
            _C("demands", "诉求编号", "所依据的诉求，见 demands，用空格隔开", _demands),
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
)
