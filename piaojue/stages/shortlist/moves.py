"""What may happen in 初定 and 候选."""

from piaojue.commons.basis import Basis, house, local
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.places.models import Place
from piaojue.commons.roles import ANYONE, SIGNED_IN, STAFF, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist.criteria import incomplete, unappraised
from piaojue.stages.shortlist.models import AppealState as A
from piaojue.stages.shortlist.models import DossierState as S

REVIEWERS = {Role.DEPARTMENT, Role.FINANCE, Role.LEGAL, Role.REVIEWER}
ANSWERERS = {Role.GOV_OFFICE, Role.DEPARTMENT, Role.CONGRESS_CLERK, Role.STREET_CLERK}
EDITORS = {Role.GOV_OFFICE, Role.DEPARTMENT, Role.STREET_CLERK}
PREPARING = [Stage.SCREENING, Stage.CONSULTING, Stage.NOMINATING]


def complete(dossier) -> str | None:
    return "；".join(incomplete(dossier)) or None


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
        basis=Basis("信息公开条例", "19"),
    ),
    move(
        "screen",
        "评审诉求",
        REVIEWERS,
        english="Review a demand",
        stages=[Stage.SCREENING],
        basis=house("两代表一委员参与初定"),
    ),
    move(
        "answer",
        "答复诉求",
        ANSWERERS,
        english="Answer a demand",
        stages=[Stage.SCREENING],
        basis=house("每条建议都有答复"),
    ),
    move("word", "改写答复模板", ANSWERERS, english="Reword the answers' templates"),
    move("appeal", "申请复议", SIGNED_IN - {Role.ADMIN}, english="appeal", stages=PREPARING, reach=Reach.ALL),
    move(
        "uphold",
        "维持原答复",
        ANSWERERS | {Role.CONGRESS_CHAIR, Role.STREET_CHAIR},
        english="Answer upheld",
        source=[A.OPEN],
        target=A.UPHELD,
    ),
    move(
        "grant",
        "复议成立",
        ANSWERERS | {Role.CONGRESS_CHAIR, Role.STREET_CHAIR},
        english="Appeal granted",
        source=[A.OPEN],
        target=A.GRANTED,
    ),
    move("draft", "编制项目材料", EDITORS, english="Draw up a dossier", stages=PREPARING),
    move(
        "edit",
        "修改项目材料",
        EDITORS,
        english="Change a dossier",
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
    move(
        "clear",
        "领导小组审定",
        {Role.LEADING_GROUP},
        english="Clearance by the leading group",
        source=[S.APPRAISED],
        target=S.CLEARED,
        stages=PREPARING,
        basis=[house("党委领导"), house("不替代人大票决")],
    ),
    move(
        "review",
        "委员会审议",
        {Role.COMMITTEE, Role.CONGRESS_CHAIR},
        english="Review by the standing committee",
        source=[S.CLEARED],
        target=S.REVIEWED,
        stages=PREPARING,
        basis=local("候选项目先经常委会审议", "浙江 2018"),
    ),
    move(
        "review_town",
        "主席团审议",
        {Role.PRESIDIUM, Role.CONGRESS_CHAIR},
        english="Review by the presidium",
        source=[S.CLEARED],
        target=S.REVIEWED,
        stages=PREPARING,
        basis=house("乡镇人大不设常委会，由主席团审议"),
    ),
    move(
        "review_street",
        "人大工委审议",
        {Role.STREET_CHAIR},
        english="Review by the congress working committee",
        source=[S.CLEARED],
        target=S.REVIEWED,
        stages=PREPARING,
        basis=Basis("地方组织法", "59", says="街道不设人大"),
    ),
    move(
        "nominate",
        "列为正式候选",
        {Role.CONGRESS_CHAIR, Role.STREET_CHAIR},
        english="Make it a candidate",
        source=[S.REVIEWED],
        target=S.CANDIDATE,
        stages=[Stage.NOMINATING],
        checks=[complete],
    ),
    move(
        "reserve",
        "列入储备库",
        {Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.GOV_OFFICE},
        english="Kept for later years",
        source=[S.DRAFT, S.APPRAISED, S.CLEARED, S.REVIEWED, S.CANDIDATE],
        target=S.RESERVED,
        stages=PREPARING,
    ),
    move(
        "withdraw_candidate",
        "退回修改",
        {Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.GOV_OFFICE},
        english="Send back for changes",
        source=[S.APPRAISED, S.CLEARED, S.REVIEWED, S.CANDIDATE, S.RESERVED],
        target=S.DRAFT,
        stages=PREPARING,
    ),
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
)


def reviewing_act(place: Place) -> str:
    """The line by which this place's congress body reviews a dossier."""
    if place.is_subdistrict:
        return "review_street"
    return "review_town" if place.is_township else "review"
