"""What may happen in 初定 and 候选."""

from engines.law import Matter, competence
from piaojue.commons.basis import OPENNESS, Basis, house, local
from piaojue.commons.moves import Moves, Reach, effect, move, resolution, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, SIGNED_IN, STAFF, Role
from piaojue.commons.years.models import Standing, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.group.public import Demand, DemandState, voices_of
from piaojue.stages.shortlist.completeness import incomplete, unappraised
from piaojue.stages.shortlist.models import Appeal, Disposition, Dossier, Outcome
from piaojue.stages.shortlist.models import AppealState as A
from piaojue.stages.shortlist.models import DossierState as S

REVIEWERS = {Role.DEPARTMENT, Role.FINANCE, Role.LEGAL, Role.REVIEWER}
ANSWERERS = {Role.GOV_OFFICE, Role.DEPARTMENT, Role.CONGRESS_CLERK, Role.STREET_CLERK}
EDITORS = {Role.GOV_OFFICE, Role.DEPARTMENT, Role.STREET_CLERK}
APPRAISERS = EDITORS | {Role.FINANCE, Role.LEGAL}
PREPARING = [Stage.SCREENING, Stage.CONSULTING, Stage.NOMINATING]
KEEPERS = EDITORS - {Role.DEPARTMENT} | {Role.CONGRESS_CLERK}
"""Offices that know what was done in earlier years."""
CHAIRS = {Role.CONGRESS_CHAIR, Role.STREET_CHAIR}


def counts(year: Year) -> str | None:
    """What a practice year leaves behind is wiped; what was really done is entered in a real one."""
    return "试运行的年度不登记历年项目" if year.standing == Standing.PRACTICE else None


def complete(dossier: Dossier) -> str | None:
    return "；".join(incomplete(dossier)) or None


def is_theirs(dossier: Dossier, by: Seat | None) -> bool:
    """A department changes what it drew up or is charged with, never another department's."""
    if by is None or by.role != Role.DEPARTMENT:
        return True
    drawn_by = dossier.created_by.body_id if dossier.created_by else None
    return dossier.department_id in by.speaks_for or drawn_by in by.speaks_for


def was_proposed(dossier: Dossier) -> str | None:
    """Where there is a congress, candidates come before it by the government's motion (地方组织法 22、78 条)."""
    if dossier.state == S.PROPOSED or not competence(Matter.PROPOSAL, dossier.place.kind):
        return None
    return "还没有经政府集体讨论并提请，请先登记政府会议的决定"


def is_open(demand: Demand) -> str | None:
    return None if demand.state == DemandState.OPEN else f"这条诉求{demand.get_state_display()}"


def is_its_unit(demand: Demand, by: Seat) -> str | None:
    """A department answers what is charged to it, or to nobody yet."""
    if by.role != Role.DEPARTMENT or demand.department_id is None or demand.department_id in by.speaks_for:
        return None
    return f"这条诉求由“{demand.department}”承办，请由承办部门或政府办答复"


def asked_for_it(outcome: Outcome, by: Seat | None) -> bool:
    """Who proposed or seconded the demand may appeal; for others there is nothing to appeal."""
    return by is not None and by.person_id in voices_of([outcome.demand])[0]


def is_not_adopted(outcome: Outcome) -> str | None:
    return "这条诉求已经采纳，不用复议" if outcome.disposition == Disposition.SHORTLISTED else None


def has_not_appealed(outcome: Outcome, by: Seat) -> str | None:
    again = outcome.appeals.filter(person=by.person_id).exists()
    return "每条答复只能申请复议一次" if again else None


def did_not_answer_it(appeal: Appeal, by: Seat) -> str | None:
    own = appeal.outcome.answered_by.person_id == by.person_id
    return "复议要由原答复人以外的人决定" if own else None


MOVES = Moves(
    "shortlist",
    "初定与候选",
    view(
        "read_outcomes",
        "看诉求去向和答复",
        ANYONE,
        english="See what became of demands",
        reach=Reach.ALL,
        basis=house("征集结果反馈"),
    ),
    view(
        "read_screenings",
        "看评审意见",
        STAFF | {Role.REVIEWER},
        english="See the reviews",
        basis=house("未定稿论证不公开"),
    ),
    view(
        "read_dossiers",
        "看编制中的项目材料",
        STAFF | {Role.REVIEWER},
        english="See dossiers in preparation",
        basis=house("未定稿论证不公开"),
    ),
    view(
        "read_candidates",
        "看正式候选项目",
        ANYONE,
        english="See the candidates",
        reach=Reach.ALL,
        basis=OPENNESS,
    ),
    move(
        "screen",
        "评审诉求",
        REVIEWERS,
        english="Review a demand",
        stages=[Stage.SCREENING],
        checks=[is_open],
        basis=house("两代表一委员参与初定"),
    ),
    move(
        "answer",
        "答复诉求",
        ANSWERERS,
        english="Answer a demand",
        stages=[Stage.SCREENING],
        checks=[is_open],
        seat_checks=[is_its_unit],
        basis=house("每条建议都有答复"),
    ),
    effect("decide_demand", "诉求已答复", english="Demand answered"),
    effect("answer_anew", "答复去掉已撤下的原文", english="Answer without words that were taken down"),
    move("set_wordings", "改写答复模板", ANSWERERS, english="Reword the answers' templates"),
    effect("set_wording", "改写一条答复模板", english="Reword one template"),
    effect("drop_wording", "恢复通用模板", english="Bring a built-in template back"),
    move(
        "appeal",
        "申请复议",
        SIGNED_IN - {Role.ADMIN},
        english="appeal",
        stages=PREPARING,
        reach=Reach.ALL,
        whose=asked_for_it,
        checks=[is_not_adopted],
        seat_checks=[has_not_appealed],
    ),
    move(
        "uphold",
        "维持原答复",
        ANSWERERS | CHAIRS,
        english="Answer upheld",
        source=[A.OPEN],
        target=A.UPHELD,
        seat_checks=[did_not_answer_it],
    ),
    move(
        "grant",
        "复议成立",
        ANSWERERS | CHAIRS,
        english="Appeal granted",
        source=[A.OPEN],
        target=A.GRANTED,
        seat_checks=[did_not_answer_it],
    ),
    effect("decide_appeal", "决定复议", english="Decide an appeal"),  # in logs of before; now one of the two above
    effect("change_outcome", "更改去向", english="Change what becomes of it"),
    effect("reopen_demand", "诉求重新办理", english="Demand taken up again"),
    move("draft", "编制项目材料", EDITORS, english="Draw up a dossier", stages=PREPARING),
    move("undo_drafts", "撤销导入的项目材料", EDITORS, english="Undo an import of dossiers"),
    move(
        "bring_past",
        "登记历年项目",
        KEEPERS,
        english="Enter projects of past years",
        checks=[counts],
        basis=house("查重：做过的不重复做"),
    ),
    effect("add_past_project", "新增历年项目", english="Past project added"),
    move("undo_past", "撤销导入的历年项目", KEEPERS, english="Undo an import of past projects"),
    effect("remove_past_project", "移除历年项目", english="Past project removed"),
    effect("remove_draft", "移除导入的项目材料", english="Imported dossier removed"),
    move(
        "edit",
        "修改项目材料",
        EDITORS,
        english="Change a dossier",
        source=[S.DRAFT, S.APPRAISED],
        target=S.DRAFT,
        stages=PREPARING,
        whose=is_theirs,
    ),
    move(
        "set_appraisal",
        "填写论证结论",
        APPRAISERS,
        english="Write the appraisal",
        source=[S.DRAFT, S.APPRAISED],
        target=S.DRAFT,
        stages=PREPARING,
    ),
    move(
        "appraise",
        "完成论证",
        {Role.GOV_OFFICE, Role.STREET_CLERK},
        english="Finish the appraisal",
        source=[S.DRAFT],
        target=S.APPRAISED,
        stages=PREPARING,
        checks=[unappraised, complete],
        basis=Basis("决策条例", "25", says="合法性审查"),
    ),
    resolution(
        "clear",
        "党委审定",
        matter=Matter.CLEARANCE,
        english="Clearance by the Party",
        source=[S.APPRAISED],
        target=S.CLEARED,
        stages=PREPARING,
        basis=[house("党委领导"), house("不替代人大票决")],
    ),
    resolution(
        "propose",
        "政府提请",
        matter=Matter.PROPOSAL,
        english="Proposed by the government",
        source=[S.CLEARED],
        target=S.PROPOSED,
        stages=PREPARING,
        basis=Basis("决策条例", "30", says="集体讨论后提出议案"),
    ),
    resolution(
        "review",
        "审议候选项目",
        matter=Matter.CANDIDATES,
        english="Review of a candidate",
        source=[S.CLEARED, S.PROPOSED],
        target=S.REVIEWED,
        stages=[Stage.NOMINATING],
        checks=[was_proposed],
        basis=local("候选项目先经常委会审议", "浙江 2018"),
    ),
    resolution(
        "nominate",
        "列为正式候选",
        matter=Matter.CANDIDATES,
        english="Make it a candidate",
        source=[S.REVIEWED],
        target=S.CANDIDATE,
        stages=[Stage.NOMINATING],
        checks=[complete],
        basis=house("主任（主席）一人不能列为正式候选"),
    ),
    move(
        "reserve",
        "列入储备库",
        CHAIRS | {Role.GOV_OFFICE},
        english="Kept for later years",
        source=[S.DRAFT, S.APPRAISED, S.CLEARED, S.PROPOSED, S.REVIEWED, S.CANDIDATE],
        target=S.RESERVED,
        stages=PREPARING,
    ),
    move(
        "withdraw_candidate",
        "退回修改",
        CHAIRS | {Role.GOV_OFFICE},
        english="Send back for changes",
        source=[S.APPRAISED, S.CLEARED, S.PROPOSED, S.REVIEWED, S.CANDIDATE, S.RESERVED],
        target=S.DRAFT,
        stages=PREPARING,
    ),
    effect("renumber", "重排序号", english="Renumber"),
    move(
        "order_candidates",
        "编排候选序号",
        {Role.CONGRESS_CHAIR, Role.CONGRESS_CLERK, Role.STREET_CHAIR, Role.STREET_CLERK},
        english="Number the candidates",
        stages=[Stage.NOMINATING],
        basis=local("票面顺序即序号", "宁海"),
    ),
    move(
        "freeze_candidates",
        "固定送阅版本",
        {Role.CONGRESS_CHAIR, Role.CONGRESS_CLERK, Role.STREET_CHAIR, Role.STREET_CLERK},
        english="Fix the version to read",
        stages=[Stage.NOMINATING],
    ),
    effect("unfreeze_candidate", "待重新固定送阅版本", english="The version to read has to be fixed again"),
    effect("freeze_candidate", "固定候选项目", english="Fix a candidate"),
)
