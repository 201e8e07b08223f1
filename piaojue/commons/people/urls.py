"""Doors of signing in and of the roll."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from piaojue.commons.people import (
    pages,
    pages_lives,
    pages_mandates,
    pages_outside,
    pages_passwords,
    pages_regions,
    pages_roll,
)
from piaojue.commons.web.act_pages import act_paths

urlpatterns = [
    path("enter/", pages.enter, name="enter"),
    path("enter/code/", pages.enter_code, name="enter_code"),
    path("enter/kept/", pages.kept_post, name="kept_post"),
    path("enter/demo/", pages.demo, name="demo"),
    path("enter/staff/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="enter_staff"),
    path("enter/wechat/", pages_outside.enter_wechat, name="enter_wechat"),
    path("enter/wechat/back/", pages_outside.wechat_back, name="wechat_back"),
    path("enter/wechat/unbind/", pages_outside.unbind_wechat, name="unbind_wechat"),
    path("enter/office/<slug:provider>/", pages_outside.enter_office, name="enter_office"),
    path("enter/office/<slug:provider>/back/", pages_outside.office_back, name="office_back"),
    path("enter/first/", pages.first_administrator, name="first_administrator"),
    path("leave/", pages.leave, name="leave"),
    path("seat/", pages.choose_seat, name="choose_seat"),
    path("me/", pages.me, name="me"),
    path("text-size/", pages.text_size, name="text_size"),
    path("people/", pages_roll.roll_page, name="people"),
    path("people/import/", pages_roll.roll_import, name="roll_import"),
    path("people/bodies/", pages_roll.bodies, name="bodies"),
    path("people/places/", pages_regions.place_events, name="place_events"),
    path("people/bodies/<int:pk>/passwords/", pages_passwords.first_passwords, name="issue_passwords"),
    path("people/<int:pk>/password/", pages_roll.issue_password, name="issue_password"),
    # No account has an e-mail address: what allauth would do by e-mail is done by whoever keeps the roll.
    re_path(
        r"^account/(?:password/reset|email|confirm-email|inactive)/",
        pages.forgotten_password,
        name="forgotten_password",
    ),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("people/changes/", pages_mandates.roll_changes, name="roll_changes"),
    path("people/changes/renewals/", pages_mandates.countersign_renewals, name="countersign_renewals"),
    path("people/terms/", pages_mandates.terms, name="terms"),
    *act_paths(pages_roll, pages_mandates, pages_lives, pages_regions),
]
