"""Outcomes and candidates valid by themselves, made through the actions."""

from datetime import date

from engines.law import Matter
from piaojue.commons.people.models import Body
from piaojue.stages.group.models import Demand
from piaojue.stages.group.tests import make as group
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.criteria import APPRAISALS, POSITIVE
from piaojue.stages.shortlist.models import Dossier, Outcome
from piaojue.stages.shortlist.sheet import Sheet
from piaojue.stages.shortlist.values import Funding, Milestone
from tests.decided import decided

TITLES = ["老旧小区加装电梯", "学校门口护安设施", "社区老年食堂", "公厕新建改造"]


def judged(cast, year, **values) -> Demand:
    """A demand that one reviewer favours."""
    demand = group.demand(cast, year, **values)
    actions.screen(
        demand=demand,
        scores=dict.fromkeys(POSITIVE, 8),
        negative=[],
        in_favour=True,
        reason="受益面广，条件成熟",
        by=cast.reviewer_feng,
    )
    return demand


def outcome(
    cast, year, *, disposition: str = "shortlisted", code: str = "adopted", demand: Demand | None = None, **values
) -> Outcome:
    """A demand answered by the government office."""
    return actions.answer(
        demand=demand or judged(cast, year),
        disposition=disposition,
        code=code,
        text="经研究，答复如下：同意列入初定。",
        by=cast.government_liu,
        **values,
    )


FUNDING = (Funding("本级财政", 3_000_000), Funding("上级补助", 1_200_000))
MILESTONES = (Milestone("开工", "2026-04", 20), Milestone("完工", "2026-10", 100))


def sheet(cast, **values) -> Sheet:
    """A complete sheet."""
    usual = {
        "title": TITLES[0],
        "purpose": "方便群众",
        "scope": "加装电梯 10 部",
        "target_count": 10,
        "target_unit": "部",
        "total_yuan": 4_200_000,
        "year_yuan": 4_200_000,
        "funding": FUNDING,
        "beneficiaries": 900,
        "spot": cast.community,
        "due": date(2026, 10, 31),
        "category": "housing",
        "type": "purchase",
        "milestones": MILESTONES,
        "department": Body.objects.get(name="新城区住建局"),
    }
    return Sheet(**usual | values)


def dossier(cast, year, *, demands=(), files=(), **values) -> Dossier:
    """A complete draft; `values` are columns of its sheet."""
    return actions.draft(year=year, sheet=sheet(cast, **values), demands=demands, files=files, by=cast.government_liu)


def candidate(cast, year, **values) -> Dossier:
    """A dossier brought through appraisal, clearance, review and nomination."""
    draft = dossier(cast, year, **values)
    actions.set_appraisal(dossier=draft, conclusions=dict.fromkeys(APPRAISALS, "同意"), by=cast.government_liu)
    actions.appraise(dossier=draft, by=cast.government_liu)
    for matter in (Matter.CLEARANCE, Matter.PROPOSAL, Matter.CANDIDATES):
        decided(matter, draft, note="同意提交")
        draft.refresh_from_db()
    return draft


def candidates(cast, year, count: int = 3) -> list[Dossier]:
    """Candidates enough for two seats with surplus, frozen."""
    nominated = [candidate(cast, year, title=title) for title in TITLES[:count]]
    actions.freeze_candidates(year=year, by=cast.clerk_li)
    return nominated
