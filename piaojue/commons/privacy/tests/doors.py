"""Doors of personal data and of the policy table."""

from datetime import timedelta

from django.utils import timezone

from piaojue.commons.privacy.actions import Findings, enter_assessment
from piaojue.commons.privacy.notice import OURS, proposed
from piaojue.commons.privacy.queries import controller_of
from piaojue.commons.roles import Role as R
from tests.doors import door, everybody

OFFICE = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.STREET_CLERK, R.STREET_CHAIR}
STREET = {R.STREET_CLERK, R.STREET_CHAIR}


def assessed(cast) -> dict[str, int]:
    """新城区 has assessed what its handling does."""
    today = timezone.localdate()
    row = enter_assessment(
        place=cast.xincheng,
        findings=Findings(
            title="新城区个人信息保护影响评估报告",
            covers=OURS,
            made_on=today,
            made_by="区人大常委会办公室",
            until=today + timedelta(days=365),
            conclusion="measures",
            **proposed(controller_of(cast.xincheng)),
        ),
        by=cast.clerk_li,
    )
    return {"pk": row.pk}


DOORS = [
    door("policy", "/policy/", everybody()),
    door("privacy", "/150102/privacy/", everybody()),
    door("set_controller", "/privacy/controller/", OFFICE, neighbour=True),
    door("enter_assessment", "/privacy/assessments/new/", OFFICE, neighbour=True, setup=assessed),
    door("assessment", "/privacy/assessments/{pk}/", OFFICE - STREET, setup=assessed),
    door("assessment_paper", "/privacy/assessments/{pk}.pdf", OFFICE - STREET, setup=assessed),
    door("own_copy", "/me/copy/", everybody() - {R.VISITOR}, neighbour=True),
    door("close_account", "/me/close/", {R.RESIDENT}),
    door("closed_account", "/me/closed/", everybody()),
]
