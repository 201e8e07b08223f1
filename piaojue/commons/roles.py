"""角色: who takes part, in which of the separate domains (docs/domain.md#roles). Nobody may read who voted what."""

from typing import Any

from django.db import models


class Domain(models.TextChoices):
    PUBLIC = "public", "公众"
    CONGRESS = "congress", "人大侧"
    GOVERNMENT = "government", "政府侧"
    COUNCIL = "council", "街道议事侧"
    PARTY = "party", "党委"
    SYSTEM = "system", "系统"


class Role(models.TextChoices):
    VISITOR = "visitor", "访客"  # nobody is signed in
    RESIDENT = "resident", "居民"
    VOLUNTEER = "volunteer", "群众义务监督员"
    EVALUATOR = "evaluator", "第三方评估机构"
    DEPUTY = "deputy", "人大代表"
    CONGRESS_CLERK = "congress_clerk", "人大工作人员"
    CONGRESS_CHAIR = "congress_chair", "人大常委会主任（乡镇人大主席）"
    COMMITTEE = "committee", "常委会组成人员"
    PRESIDIUM = "presidium", "主席团成员"
    SECRETARIAT = "secretariat", "大会秘书处"
    CHIEF_TELLER = "chief_teller", "总监票人"
    TELLER = "teller", "监票人"
    COUNTER = "counter", "计票人"
    GUIDANCE = "guidance", "人大指导组"
    REVIEWER = "reviewer", "两代表一委员"
    LEADING_GROUP = "leading_group", "专项工作领导小组"
    GOV_OFFICE = "gov_office", "政府办（民生办）"
    DEPARTMENT = "department", "承办部门"
    FINANCE = "finance", "财政部门"
    LEGAL = "legal", "司法部门"
    STREET_CHAIR = "street_chair", "街道人大工委主任"
    STREET_CLERK = "street_clerk", "街道人大工委干事"
    COUNCIL_MEMBER = "council_member", "议事会成员"
    ADMIN = "admin", "系统管理员"


DOMAIN_OF: dict[Role, Domain] = {
    **dict.fromkeys([Role.VISITOR, Role.RESIDENT, Role.VOLUNTEER, Role.EVALUATOR], Domain.PUBLIC),
    **dict.fromkeys(
        [
            Role.DEPUTY,
            Role.CONGRESS_CLERK,
            Role.CONGRESS_CHAIR,
            Role.COMMITTEE,
            Role.PRESIDIUM,
            Role.SECRETARIAT,
            Role.CHIEF_TELLER,
            Role.TELLER,
            Role.COUNTER,
            Role.GUIDANCE,
            Role.REVIEWER,
        ],
        Domain.CONGRESS,
    ),
    **dict.fromkeys([Role.GOV_OFFICE, Role.DEPARTMENT, Role.FINANCE, Role.LEGAL], Domain.GOVERNMENT),
    **dict.fromkeys([Role.STREET_CHAIR, Role.STREET_CLERK, Role.COUNCIL_MEMBER], Domain.COUNCIL),
    Role.LEADING_GROUP: Domain.PARTY,
    Role.ADMIN: Domain.SYSTEM,
}

ANYONE = frozenset(Role)
SIGNED_IN = ANYONE - {Role.VISITOR}
CLERKS = frozenset({Role.CONGRESS_CLERK, Role.STREET_CLERK})
LEADERS = frozenset({Role.LEADING_GROUP, Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.GUIDANCE})
"""Who looks at boards and walls before anything else."""
STAFF = SIGNED_IN - {Role.RESIDENT, Role.VOLUNTEER, Role.DEPUTY, Role.COUNCIL_MEMBER}

BY_PLACE = frozenset({Role.CONGRESS_CHAIR, Role.LEADING_GROUP})
"""Roles whose word depends on the place: of others nobody needs to ask where they are."""


def word_for(role: str, place: Any) -> str:
    """What a role is called in a place, as an office writes it; `Role.label` is the word where no place is known.

    place: a Place. A 人大常委会主任 is in a township 人大主席, and in a 盟 or 地区 人大工委主任 (地方组织法 18、46、59 条)
    """
    if role == Role.CONGRESS_CHAIR:
        if place.is_township:
            return "人大主席"
        return "人大常委会主任" if place.has_congress else "人大工委主任"
    if role == Role.LEADING_GROUP and place.is_subdistrict:
        return "街道党工委"
    return str(Role(role).label)


def word_at(row: Any) -> str:
    """What the role of a row is called; its place is asked for only where the word depends on it."""
    return word_for(row.role, row.place) if row.role in BY_PLACE else str(Role(row.role).label)
