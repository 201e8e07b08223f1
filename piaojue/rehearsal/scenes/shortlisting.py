"""初定 and 候选: reviewers judge, everybody gets an answer, the best demands become dossiers and candidates."""

from dataclasses import dataclass
from datetime import date

from engines.law import Matter, competence
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.rehearsal.deciding import decided
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.stage import Stage
from piaojue.rehearsal.texts import NEEDS, Need
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.public import (
    APPRAISALS,
    POSITIVE,
    Disposition,
    Dossier,
    Funding,
    Milestone,
    Outcome,
    ReasonCode,
    Sheet,
)
from piaojue.stages.suggest.public import Category

DECLINED = (
    (Disposition.TRANSFERRED, ReasonCode.PRIVATE, "这件事由{unit}按日常工作办理，已转交，办理情况会告诉您。"),
    (Disposition.RESERVED, ReasonCode.NOT_THIS_YEAR, "这件事需要较长前期工作，已列入储备库，明年优先研究。"),
    (Disposition.UNDER_WAY, ReasonCode.UNDER_WAY, "{unit}今年已经安排，正在实施，预计年底前完成。"),
    (
        Disposition.DECLINED,
        ReasonCode.NO_FUNDS,
        "目前没有落实资金来源，为避免增加债务风险，今年暂不列入，感谢您的建议。",
    ),
    (Disposition.DECLINED, ReasonCode.NO_SITE, "经现场踏勘，选址暂不具备条件，今年暂不列入，感谢您的建议。"),
)


def judge_and_answer(stage: Stage, *, share: float = 1.0) -> list[Outcome]:
    """Reviewers judge the loudest demands; every demand is answered; as many are adopted as dossiers are wanted."""
    year, crew = stage.year, stage.company
    demands = list(Demand.objects.filter(year=year, state=DemandState.OPEN).select_related("place", "year"))
    demands = demands[: round(len(demands) * share)]
    wanted = max(0, stage.candidates - len(stage.projects)) + len(stage.projects) * 2 // 3 + 1
    outcomes = []
    for rank, demand in enumerate(stage.bar(demands, "初定")):
        good = rank < wanted
        if rank < wanted * 2:
            _judge(stage, demand, good)
        need = _need(demand)
        unit = crew.department(need.department) if need else next(iter(crew.departments.values()))
        if good:
            text = f"经评审，“{demand.title}”受益面广、条件成熟，同意列入初定项目，由{unit.body.name}编制项目材料。"
            disposition, code = Disposition.SHORTLISTED, ReasonCode.ADOPTED
        else:
            disposition, code, text = stage.luck.choice(DECLINED)
            text = text.format(unit=unit.body.name)
        outcomes.append(
            actions.answer(
                demand=demand,
                disposition=disposition,
                code=code,
                text=text,
                department=unit.body,
                by=crew[Role.GOV_OFFICE],
            )
        )
    return outcomes


def _judge(stage: Stage, demand: Demand, good: bool) -> None:
    crew = stage.company
    for seat in (crew[Role.REVIEWER], crew[Role.FINANCE], crew[Role.LEGAL]):
        base = 7 if good else 4
        scores = {key: min(10, base + stage.luck.randrange(-2, 4)) for key in POSITIVE}
        actions.screen(
            demand=demand,
            scores=scores,
            negative=[] if good else stage.luck.choice([[], ["private"], ["unready"]]),
            in_favour=good,
            reason="受益面广，群众反映集中，建议列入" if good else "条件尚不成熟，建议按日常工作办理",
            by=seat,
        )


def appeal_once(stage: Stage, outcomes: list[Outcome]) -> None:
    """One proposer is not content and asks for a second look; somebody else decides."""
    for outcome in outcomes:
        if outcome.disposition == Disposition.SHORTLISTED:
            continue
        link = (
            outcome.demand.links.filter(ended_at=None, suggestion__proposer__isnull=False)
            .select_related("suggestion")
            .first()
        )
        seat = Seat.objects.in_office().filter(person=link.suggestion.proposer).first() if link else None
        if seat is not None:
            appeal = actions.appeal(outcome=outcome, text="我们整个小区都有这个困难，请再研究一下。", by=seat)
            actions.decide_appeal(
                appeal=appeal,
                granted=False,
                decision="经复核，原答复理由成立，予以维持，已转部门先行缓解。",
                by=clerk_of(stage.company),
            )
            return


def _need(demand: Demand) -> Need | None:
    return next((need for need in NEEDS if need.title.format(spot=demand.spot.name)[:40] == demand.title), None)


@dataclass(frozen=True)
class Plan:
    """What a dossier of the rehearsal is about. wan: 万元; people: 人 who benefit; count: in units."""

    title: str
    category: str
    type: str
    count: int
    unit: str
    wan: int
    people: int
    department: str


def write_dossiers(stage: Stage) -> list[Dossier]:
    """Published projects first, then those that grew from demands, until there are `stage.candidates`."""
    demands = list(Demand.objects.filter(year=stage.year, state=DemandState.SHORTLISTED).select_related("spot"))
    dossiers: list[Dossier] = []
    for title, category, kind, count, unit in stage.projects[: stage.candidates]:
        wan, people = stage.luck.randrange(60, 1200, 10), stage.luck.randrange(800, 20_000, 100)
        plan = Plan(title, category, kind, count, unit, wan, people, _department_for(category))
        dossiers.append(_dossier(stage, plan, _own_demand(stage, demands, category)))
    while len(dossiers) < stage.candidates and demands:
        demand = demands.pop(0)
        need = _need(demand) or NEEDS[0]
        taken = demand.title in {dossier.title for dossier in dossiers}
        title = f"{demand.title}（{demand.spot.name}）" if taken else demand.title
        amounts = (need.type, need.count, need.unit, need.wan, need.people)
        dossiers.append(_dossier(stage, Plan(title, demand.category, *amounts, need.department), demand))
    return dossiers


def _own_demand(stage: Stage, demands: list[Demand], category: str) -> Demand | None:
    """A published project grows from what people asked for, or from none; taken out of `demands`."""
    own = next((demand for demand in demands if demand.category == category), None)
    if own is None or len(demands) <= stage.candidates - len(stage.projects):
        return None
    demands.remove(own)
    return own


def _dossier(stage: Stage, plan: Plan, demand: Demand | None) -> Dossier:
    office = stage.company[Role.GOV_OFFICE]
    demands = [demand] if demand else []
    dossier = actions.draft(year=stage.year, sheet=_sheet(stage, plan, demand), demands=demands, by=office)
    conclusions = {key: f"{label}审查通过" for key, label in APPRAISALS.items()}
    return actions.set_appraisal(dossier=dossier, conclusions=conclusions, by=office)


def _sheet(stage: Stage, plan: Plan, demand: Demand | None) -> Sheet:
    year, yuan = stage.year, plan.wan * 10_000
    own = yuan * 6 // 10
    department = stage.company.department(plan.department).body
    return Sheet(
        title=plan.title,
        category=plan.category or Category.OTHER,
        type=plan.type,
        purpose=f"解决群众反映的“{plan.title}”问题，方便群众生活，改善民生。",
        scope=f"{plan.title}，共 {plan.count} {plan.unit}；含设计、施工（采购）、验收和管护交接。",
        target_count=plan.count,
        target_unit=plan.unit,
        total_yuan=yuan,
        year_yuan=yuan,
        funding=(Funding("本级财政", own), Funding("上级补助", yuan - own)),
        beneficiaries=plan.people,
        reach="项目所在片区居民",
        spot=demand.spot if demand else year.place,
        site=demand.spot.name if demand else "按实施方案布点",
        due=date(year.number, 11, 30),
        department=department,
        leader="分管负责人",
        upkeep=f"{department.name}负责管护，经费列入部门预算",
        land_status="利用现有公共用地，不新增占地" if plan.type in ("works", "many_site") else "不涉及用地",
        overseer="分管副职领导",
        upkeep_yuan=yuan // 100,
        gov_note="群众盼望、条件成熟，建议列入候选。",
        milestones=_milestones(year.number),
    )


def _milestones(year: int) -> tuple[Milestone, ...]:
    return (
        Milestone("完成设计和招标", f"{year}-03", 15),
        Milestone("开工实施", f"{year}-05", 35),
        Milestone("主体完成", f"{year}-08", 75),
        Milestone("完工交付", f"{year}-11", 100),
    )


def _department_for(category: str) -> str:
    return next((need.department for need in NEEDS if need.category == category), NEEDS[0].department)


def nominate_all(stage: Stage, dossiers: list[Dossier]) -> list[Dossier]:
    """Appraised one by one; then one decision each of the Party, the government and the congress body on all of them."""
    crew = stage.company
    appraiser = crew[Role.STREET_CLERK] if Role.STREET_CHAIR in crew.one else crew[Role.GOV_OFFICE]
    rows = [actions.appraise(dossier=dossier, by=appraiser) for dossier in stage.bar(dossiers, "候选")]
    for matter in (Matter.CLEARANCE, Matter.PROPOSAL, Matter.CANDIDATES):
        if competence(matter, stage.year.place.kind):
            decided(matter, rows, year=stage.year, note="内容具体，资金落实，同意提交。")
            for row in rows:
                row.refresh_from_db()
    return rows


def freeze(stage: Stage) -> None:
    """Fix the texts that will be read."""
    actions.freeze_candidates(year=stage.year, by=clerk_of(stage.company))
