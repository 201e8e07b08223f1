"""Doors of personal data and of the policy table."""

from django.urls import path, re_path

from piaojue.commons.privacy import pages, pages_assessment, pages_policy
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("policy/", pages_policy.policy, name="policy"),
    path("<place:place>/privacy/", pages.privacy, name="privacy"),
    path("me/copy/", pages.own_copy, name="own_copy"),
    path("me/close/", pages.close_account, name="close_account"),
    path("me/closed/", pages.account_closed, name="closed_account"),
    path("privacy/assessments/<int:pk>/", pages_assessment.assessment, name="assessment"),
    re_path(
        r"^privacy/assessments/(?P<pk>[0-9]+)\.(?P<kind>pdf|docx)$",
        pages_assessment.assessment_paper,
        name="assessment_paper",
    ),
    *act_paths(pages, pages_assessment),
]
