"""Doors of personal data and of the policy table."""

from django.urls import path

from piaojue.commons.privacy import pages, pages_policy
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("policy/", pages_policy.policy, name="policy"),
    path("<place:place>/privacy/", pages.privacy, name="privacy"),
    path("me/close/", pages.close_account, name="close_account"),
    path("me/closed/", pages.account_closed, name="closed_account"),
    *act_paths(pages),
]
